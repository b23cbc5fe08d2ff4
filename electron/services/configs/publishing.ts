// From draft to revision and back: what would change, what stands in the way, and every phone knowing what it has.
import { isNeverPublishable } from '../../core/configs/problem-severity';
import { formatScope, parseScope, siteScope, type Scope } from '../../core/configs/scope';
import type { FileProblem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { AuditStore, PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { ChangedScopes, ConfigStore, LayerKey, RevisionRecord } from './config-store';
import type { LayerCheck } from './layer-check';
import type { MissingFirmware } from './missing-firmware';
import { placeText } from './layer-places';
import type { PhoneProblems, SharedProblem } from './phone-problems';
import { factsKey, keyText, type Source } from './site-layers';

export interface LayerChange {
  readonly key: LayerKey;
  readonly change: 'added' | 'changed' | 'removed';
}

export interface Preview {
  readonly changes: readonly LayerChange[];
  readonly phones: readonly PhoneRecord[];
  readonly problems: readonly (FileProblem & { readonly scope: string })[];
}

export interface Published {
  readonly revision: number;
  readonly changedPhones: readonly PhoneRecord[];
}

/** What looks at texts and phones before anything is published. */
export interface PublishChecks {
  readonly layers: LayerCheck;
  readonly phones: PhoneProblems;
  readonly firmware: MissingFirmware;
  readonly audit: AuditStore;
}

/** An error and where it stands. */
interface Blocker {
  readonly code: string;
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

const mostScopesTold = 20;
/** Rows of phones in one statement: a few milliseconds. */
const mostWrittenAtOnce = 500;

export class Publishing {
  /** Of the whole draft, as long as nothing has changed. */
  private prepared: {
    readonly stamp: string;
    readonly changed: PhoneRecord[];
    readonly problems: SharedProblem[];
  } | null = null;
  /** Marks that are in memory already; kill the program here and a few phones seem to have an older revision than they do. */
  private readonly unwritten: { readonly ids: readonly number[]; readonly revision: number }[] = [];
  private revisions: RevisionRecord[];
  private changedScopes: Map<number, ChangedScopes> | null = null;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ConfigStore,
    private readonly checks: PublishChecks,
  ) {
    this.revisions = [...store.history(state.site.id)].sort((a, b) => b.number - a.number);
  }

  /** 0 before the first. */
  get revision(): number {
    return this.revisions[0]?.number ?? 0;
  }

  /** Newest first. */
  history(): readonly RevisionRecord[] {
    return this.revisions;
  }

  /** What a revision changed: the first of its scopes, and how many there are. */
  changesOf(number: number): ChangedScopes {
    this.changedScopes ??= new Map(
      this.store.changedScopes(this.state.site.id, mostScopesTold).map((changes) => [changes.number, changes]),
    );
    return this.changedScopes.get(number) ?? { number, layers: [], count: 0 };
  }

  /** Works out in small steps what preview and publish need of every phone; between them the caller may let others have their turn.
   *  Whatever changes meanwhile is worked out anew. */
  *prepare(): Iterable<void> {
    const { stamp } = this;
    const changed: PhoneRecord[] = [];
    for (const phone of this.state.phones.all()) {
      if (this.contentChanges(phone)) changed.push(phone);
      yield;
    }
    const problems = yield* this.checks.phones.ofManyInSteps(changed, 'draft');
    this.prepared = { stamp, changed, problems };
  }

  /** Writes what a publish over very many phones left to write, in small steps. */
  *settle(): Iterable<void> {
    for (let marks = this.unwritten.shift(); marks; marks = this.unwritten.shift()) {
      for (let at = 0; at < marks.ids.length; at += mostWrittenAtOnce) {
        this.state.phones.writeTakenRevision(marks.ids.slice(at, at + mostWrittenAtOnce), marks.revision);
        yield;
      }
    }
  }

  private get stamp(): string {
    return `r${this.revision} ${this.state.phones.size} ${this.checks.phones.stamp}`;
  }

  /** What publishing would do: changed layers, phones that would get something else, problems. */
  preview(scopes?: readonly Scope[]): Preview {
    const changes = this.changes(scopes);
    return { changes, phones: this.changedPhones(changes, scopes !== undefined), problems: this.problemsOf(changes) };
  }

  private changedPhones(changes: readonly LayerChange[], partly: boolean): PhoneRecord[] {
    if (changes.length === 0) return [];
    if (!partly && this.prepared?.stamp === this.stamp) return this.prepared.changed;
    const changed = new Set(changes.map(({ key }) => key.scope));
    return [...this.state.phones.all()].filter((phone) => this.wouldChange(phone, changed, partly));
  }

  /** Errors refuse (CONFIG_HAS_ERRORS), unless `override` gives a reason, which the audit keeps. What would reach no phone at all is
   *  refused in any case. */
  publish(message: string, author: string, scopes?: readonly Scope[], override?: string): Result<Published> {
    const changes = this.changes(scopes);
    const blockers = this.blockers(changes, scopes !== undefined);
    const never = blockers.find(({ code }) => isNeverPublishable(code));
    const [first] = blockers;
    const error = override === undefined ? first : never;
    if (error) {
      const overridden = override === undefined ? '' : ' No reason overrides this: it would reach no phone.';
      return fail({
        code: 'CONFIG_HAS_ERRORS',
        message: `${error.place}: ${error.message}`,
        remedy: `${error.remedy} Nothing was published.${overridden}`,
      });
    }
    const contents = changes.map(({ key }) => ({ ...key, content: this.state.layers.content(key, 'draft') }));
    const published = this.publishContents(contents, message, author);
    if (first && contents.length > 0) this.noteOverride(published.revision, author, override ?? '', blockers);
    return ok(published);
  }

  /** What shows only on phones, of those the draft changes; of a part of the draft, what stands in that part. */
  phoneProblems(changed: readonly PhoneRecord[], changes: readonly LayerChange[], partly: boolean): SharedProblem[] {
    const known = !partly && this.prepared?.stamp === this.stamp ? this.prepared : null;
    const problems = known?.problems ?? this.checks.phones.ofMany(changed, 'draft');
    if (!partly) return problems;
    const places = new Set(changes.map(({ key }) => placeText(key)));
    return problems.filter(({ scope }) => scope !== null && places.has(scope));
  }

  /** A variable that only an unpublished part of the draft gives would stand for nothing. */
  private leftBehind(changes: readonly LayerChange[]): (FileProblem & { readonly scope: string })[] {
    if (changes.some(({ key }) => keyText(key) === keyText(factsKey(siteScope)))) return [];
    return this.filesOf(changes).flatMap(({ text, scope }) =>
      this.checks.layers.unknownWhenPublished(text).map((problem) => ({ ...problem, scope })),
    );
  }

  private blockers(changes: readonly LayerChange[], partly: boolean): Blocker[] {
    const inFiles = [...this.problemsOf(changes), ...(partly ? this.leftBehind(changes) : [])]
      .filter(({ severity }) => severity === 'error')
      .map(({ scope, line, ...problem }) => ({ ...problem, place: `${scope}, line ${line}` }));
    const phones = this.changedPhones(changes, partly);
    const onPhones = this.phoneProblems(phones, changes, partly)
      .filter(({ severity }) => severity === 'error')
      .map(({ scope, mac, ...problem }) => ({ ...problem, place: scope ?? `phone ${mac}` }));
    return [...inFiles, ...onPhones];
  }

  private noteOverride(
    revision: number,
    actor: string,
    reason: string,
    blockers: readonly Pick<Blocker, 'code'>[],
  ): void {
    const codes = [...new Set(blockers.map(({ code }) => code))].join(', ');
    this.checks.audit.append(this.state.site.id, {
      at: this.around.clock.now(),
      actor,
      action: 'published-in-spite',
      phoneId: null,
      detail: `r${revision} in spite of ${codes}: ${reason}`,
    });
  }

  /** Publishes the state of an old revision again. Drafts stay as they are. Problems REVISION_UNKNOWN, and LIBRARY_FILE_UNKNOWN when
   *  phones would be told of firmware that is gone, unless `override` gives a reason. */
  rollback(number: number, author: string, override?: string): Result<Published> {
    const known = this.requireRevision(number);
    if (!known.ok) return known;
    const then = new Map(this.store.publishedAt(this.state.site.id, number).map((layer) => [keyText(layer), layer]));
    const facts = then.get(keyText(factsKey(siteScope)))?.content ?? null;
    const missing = this.checks.firmware.inRevision(number, facts);
    if (missing && override === undefined) return fail(missing);
    const contents: (LayerKey & { content: string | null })[] = [];
    for (const { kind, scope, content } of then.values()) {
      if (this.state.layers.content({ kind, scope }, 'published') !== content) contents.push({ kind, scope, content });
    }
    for (const key of this.state.layers.keys('published'))
      if (!then.has(keyText(key))) contents.push({ ...key, content: null });
    const published = this.publishContents(contents, `Back to r${number}`, author);
    if (missing) this.noteOverride(published.revision, author, override ?? '', [{ code: 'FIRMWARE_FILE_MISSING' }]);
    return ok(published);
  }

  /** A draft that says what is published now is none any more. */
  private publishContents(
    contents: readonly (LayerKey & { readonly content: string | null })[],
    message: string,
    author: string,
  ): Published {
    if (contents.length === 0) return { revision: this.revision, changedPhones: [] };
    const at = this.around.clock.now();
    const drafts = contents.filter(
      (key) => this.state.layers.hasDraft(key) && this.state.layers.content(key, 'draft') === key.content,
    );
    const whole = drafts.length === this.state.layers.drafts().length && drafts.length === contents.length;
    const known = whole && this.prepared?.stamp === this.stamp ? this.prepared.changed : null;
    const phones = known ?? [...this.state.phones.all()];
    const before = phones.map((phone) => this.state.contents.hash(phone, 'published'));
    const promoted = whole ? this.state.contents.promoteDraft() : () => this.state.contents.forget();
    const undo = this.state.layers.applyPublished(contents, at);
    promoted();
    const changedPhones: PhoneRecord[] = [];
    const behind: PhoneRecord[] = [];
    let revision: RevisionRecord;
    try {
      phones.forEach((phone, index) => {
        const hash = before[index];
        if (!known && this.state.contents.hash(phone, 'published') === hash) return;
        changedPhones.push(phone);
        if (phone.takenHash === hash) behind.push(phone);
      });
      revision = { number: this.revision + 1, message, author, at, changedPhones: changedPhones.length };
      this.store.publish(this.state.site.id, revision, contents, drafts);
    } catch (error) {
      undo();
      this.state.contents.forget();
      throw error;
    }
    this.state.layers.dropDrafts(drafts);
    this.revisions = [revision, ...this.revisions];
    this.changedScopes = null;
    this.markBehind(behind, revision.number - 1);
    for (const topic of ['configs', 'phones', 'site'] as const) this.around.announce(topic);
    return { revision: revision.number, changedPhones };
  }

  /** A phone that had the newest content and has it no more remembers the revision it has. One whose content a publish left alone
   *  is at the new revision without a fetch. */
  private markBehind(behind: readonly PhoneRecord[], revision: number): void {
    this.state.phones.noteTakenRevision(behind, revision);
    this.unwritten.push({ ids: behind.map(({ id }) => id), revision });
    if (behind.length <= mostWrittenAtOnce) for (const _ of this.settle());
  }

  private problemsOf(changes: readonly LayerChange[]): Preview['problems'] {
    return this.filesOf(changes).flatMap(({ text, scope }) => {
      const parsed = parseScope(scope);
      return parsed.ok ? this.checks.layers.check(text, parsed.value).map((problem) => ({ ...problem, scope })) : [];
    });
  }

  private filesOf(changes: readonly LayerChange[]): { readonly scope: string; readonly text: string }[] {
    return changes
      .filter(({ key, change }) => key.kind === 'file' && change !== 'removed')
      .map(({ key }) => ({ scope: key.scope, text: this.state.layers.content(key, 'draft') ?? '' }));
  }

  private changes(scopes: readonly Scope[] | undefined): LayerChange[] {
    const wanted = scopes && new Set(scopes.map(formatScope));
    return this.state.layers
      .drafts()
      .filter((key) => !wanted || wanted.has(key.scope))
      .map((key) => {
        const before = this.state.layers.content(key, 'published');
        const after = this.state.layers.content(key, 'draft');
        return { key, change: before === null ? 'added' : after === null ? 'removed' : 'changed' };
      });
  }

  private wouldChange(phone: PhoneRecord, changed: ReadonlySet<string>, partly: boolean): boolean {
    if (changed.has('site')) return partly || this.contentChanges(phone);
    const touched = (source: Source): boolean =>
      [...this.state.contents.scopesOf(phone, source)].some((scope) => changed.has(scope));
    if (!touched('draft') && !touched('published')) return false;
    return partly || this.contentChanges(phone);
  }

  private contentChanges(phone: PhoneRecord): boolean {
    return this.state.contents.hash(phone, 'published') !== this.state.contents.hash(phone, 'draft');
  }

  /** Problem REVISION_UNKNOWN. */
  requireRevision(number: number): Result<RevisionRecord> {
    const revision = this.revisions.find((known) => known.number === number);
    if (revision) return ok(revision);
    return fail({
      code: 'REVISION_UNKNOWN',
      message: `There is no revision r${number}.`,
      remedy: this.revision > 0 ? `Choose one from r1 to r${this.revision}.` : 'Nothing was published yet.',
    });
  }
}
