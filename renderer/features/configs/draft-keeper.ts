// Keeps one file's draft: saves by itself after a pause, at once when asked, and never lets go of a text that is not saved.
import type { ConfigEditInput } from '../../../electron/contract/config-files';
import type { FileProblem, Problem } from '../../../electron/core/shared/problem';
import type { Result } from '../../../electron/core/shared/result';

export interface LoadedFile {
  readonly text: string;
  readonly version: string;
  readonly draft: boolean;
  readonly savedAt: string | null;
  readonly problems: readonly FileProblem[];
}

interface SavedFile {
  readonly version: string;
  readonly savedAt: string;
  readonly problems: readonly FileProblem[];
}

interface EditedFile extends SavedFile {
  readonly text: string;
}

/** Trouble as the carrier hands it over: a problem whose code is text. */
type Trouble = Pick<Problem, 'message' | 'remedy'> & { readonly code: string };

/** What the keeper needs of the world. */
export interface DraftHost {
  load(): Promise<Result<LoadedFile, Trouble>>;
  save(text: string, basedOn: string): Promise<Result<SavedFile, Trouble>>;
  /** Edits single parameters of the file as it was saved last. */
  edit(edits: readonly ConfigEditInput[], basedOn: string): Promise<Result<EditedFile, Trouble>>;
  /** Takes over a text that could not be saved when the page was left; null forgets it. */
  remember(unsaved: UnsavedText | null): void;
}

export interface UnsavedText {
  readonly text: string;
  readonly version: string;
}

export interface DraftState {
  /** `unsaved`: typed and waiting; `failed`: could not be saved, the text is kept here and tried again. */
  readonly phase: 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
  /** What the editor must show when it comes from elsewhere; a new object each time. */
  readonly shown: { readonly text: string };
  readonly text: string;
  readonly version: string;
  readonly draft: boolean;
  readonly savedAt: string | null;
  /** As the workstation found them in the text it last saw. */
  readonly problems: readonly FileProblem[];
  readonly failure: Trouble | null;
  /** The other edit, when both changed the same file. */
  readonly theirs: LoadedFile | null;
}

const pauseMs = 500;
const retryMs = 5000;
const tellMs = 120;

const newlines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

type Waiting = readonly ConfigEditInput[] | 'text';

/** What could not be saved, with what came since. */
function joined(before: Waiting, since: Waiting): Waiting {
  return before === 'text' || since === 'text' || before.length === 0 ? 'text' : [...before, ...since];
}

export class DraftKeeper {
  private state: DraftState;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private told: DraftState;
  private closed = false;
  /** What is not saved yet: edits of single parameters, or the whole text once anything was typed. */
  private waiting: Waiting = [];
  /** Versions our own saves have replaced: an answer that still names one is merely late. */
  private readonly replaced = new Set<string>();

  constructor(
    private readonly host: DraftHost,
    loaded: LoadedFile,
    unsaved: UnsavedText | null,
  ) {
    const text = unsaved?.text ?? newlines(loaded.text);
    if (unsaved) this.waiting = 'text';
    this.state = {
      phase: unsaved ? 'unsaved' : 'saved',
      shown: { text },
      text,
      version: unsaved?.version ?? loaded.version,
      draft: loaded.draft,
      savedAt: loaded.savedAt,
      problems: loaded.problems,
      failure: null,
      theirs: null,
    };
    this.told = this.state;
  }

  readonly current = (): DraftState => this.state;

  /** As listeners know it: of what is being typed, a moment behind `current`. */
  readonly lastTold = (): DraftState => this.told;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The page is shown (again): what waits is saved soon. */
  open(): void {
    this.closed = false;
    if (this.state.phase === 'unsaved' || this.state.phase === 'failed') this.wait(0);
  }

  typed(text: string): void {
    if (text === this.state.text) return;
    this.waiting = 'text';
    this.changed({ text }, pauseMs);
  }

  /** Single parameters were edited; `text` is how the file looks with them, until the workstation has answered. */
  edited(edits: readonly ConfigEditInput[], text: string): void {
    if (text === this.state.text || this.state.phase === 'conflict') return;
    this.waiting = this.waiting === 'text' ? 'text' : [...this.waiting, ...edits];
    this.changed({ text, shown: { text } }, 0);
  }

  /** Saves at once what is not saved yet. */
  async saveNow(): Promise<void> {
    clearTimeout(this.timer);
    const { phase, text, version } = this.state;
    if (phase === 'saved' || phase === 'saving' || phase === 'conflict') return;
    this.change({ phase: 'saving' });
    const { waiting } = this;
    this.waiting = [];
    const saved =
      waiting === 'text' || waiting.length === 0
        ? await this.host.save(text, version)
        : await this.host.edit(waiting, version);
    if (saved.ok) {
      const still = this.state.text === text;
      if (saved.value.version !== version) this.replaced.add(version);
      // Another edit of the same file slipped in between: what the workstation made of both counts.
      const made = newlines((saved.value as Partial<EditedFile>).text ?? text);
      const { problems, savedAt } = saved.value;
      this.change({
        version: saved.value.version,
        problems,
        savedAt,
        phase: still ? 'saved' : 'unsaved',
        draft: true,
        failure: null,
        ...(still && made !== text ? { text: made, shown: { text: made } } : {}),
      });
      this.host.remember(still ? null : { text: this.state.text, version: this.state.version });
      if (!still) this.wait(this.closed ? 0 : pauseMs);
      return;
    }
    this.waiting = joined(waiting, this.waiting);
    if (saved.problem.code === 'CONFIG_CONFLICT') return this.meetTheirs(saved.problem);
    this.change({ phase: 'failed', failure: saved.problem });
    this.host.remember({ text: this.state.text, version });
    if (!this.closed) this.wait(retryMs);
  }

  /** The file as the workstation has it now: shown when nothing of ours is waiting, left to the next save otherwise. */
  arrived(loaded: LoadedFile): void {
    if (this.state.phase !== 'saved') return;
    if (loaded.version === this.state.version) {
      const { draft, savedAt, problems } = loaded;
      this.change({ draft, savedAt, problems });
    } else if (this.replaced.has(loaded.version)) {
      void this.refresh();
    } else {
      this.take(loaded);
    }
  }

  takeTheirs(): void {
    if (this.state.theirs) this.take(this.state.theirs);
  }

  async keepMine(): Promise<void> {
    const { theirs } = this.state;
    if (!theirs) return;
    this.waiting = 'text';
    this.change({ phase: 'unsaved', version: theirs.version, theirs: null, failure: null });
    await this.saveNow();
  }

  /** Shows what the workstation has, dropping what is typed here: after a discard. */
  async reload(): Promise<void> {
    clearTimeout(this.timer);
    const loaded = await this.host.load();
    if (loaded.ok) this.take(loaded.value);
  }

  /** The window closes: hands over what waits. True where text would be lost all the same: what could not be saved before may not be
   *  this time either, and what was typed since a save began waits for its answer. */
  wouldLose(): boolean {
    const { phase } = this.state;
    void this.saveNow();
    return phase === 'failed' || phase === 'conflict' || (phase === 'saving' && this.waiting.length > 0);
  }

  /** The page is left: saves what waits, or leaves it with the host to be found again. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    this.telling = undefined;
    const { phase, text, version } = this.state;
    if (phase === 'saved') return;
    this.host.remember({ text, version });
    if (phase === 'unsaved' || phase === 'failed') void this.saveNow();
  }

  private async refresh(): Promise<void> {
    const loaded = await this.host.load();
    if (loaded.ok && this.state.phase === 'saved' && loaded.value.version !== this.state.version)
      this.take(loaded.value);
  }

  private take(loaded: LoadedFile): void {
    const text = newlines(loaded.text);
    this.host.remember(null);
    this.replaced.clear();
    this.waiting = [];
    this.change({ ...loaded, text, shown: { text }, phase: 'saved', failure: null, theirs: null });
  }

  private async meetTheirs(conflict: Trouble): Promise<void> {
    const theirs = await this.host.load();
    if (!theirs.ok) {
      this.change({ phase: 'failed', failure: theirs.problem });
      if (!this.closed) this.wait(retryMs);
    } else if (newlines(theirs.value.text) === this.state.text) {
      this.take(theirs.value);
    } else {
      this.change({ phase: 'conflict', failure: conflict, theirs: theirs.value });
    }
  }

  private changed(part: Pick<DraftState, 'text'> & Partial<DraftState>, delayMs: number): void {
    const { phase } = this.state;
    const waits = phase !== 'conflict' && phase !== 'saving';
    const next = waits ? ('unsaved' as const) : phase;
    // While typing goes on nothing else changes: those who draw the rest hear of it in the next breath, not at every key.
    if (next === phase && part.shown === undefined) {
      this.state = { ...this.state, ...part };
      this.telling ??= setTimeout(() => this.tell(), tellMs);
    } else {
      this.change({ ...part, phase: next });
    }
    if (waits) this.wait(delayMs);
  }

  private wait(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.saveNow(), delayMs);
  }

  private change(part: Partial<DraftState>): void {
    this.state = { ...this.state, ...part };
    this.tell();
  }

  private tell(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    this.told = this.state;
    for (const listener of this.listeners) listener();
  }
}
