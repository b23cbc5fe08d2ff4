// Resync runs: a NOTIFY for each phone, paced, and then what the ledger says: nothing is done until the phone has fetched.
import type { ResyncStep } from '../../core/resync/resync-step';
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { MacAddress } from '../../core/shared/mac-address';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import { sipTarget } from '../phones/sip-address';
import type { PhoneRecord } from '../phones/phone-store';
import type { PhoneFetch, ProvisioningService } from '../provisioning/provisioning-service';
import { troubleAfterFetch } from '../provisioning/refusal-trouble';
import type { SiteState, Surroundings } from '../site-state';
import {
  answerProblem,
  fetchProblem,
  interrupted,
  noAddress,
  silenceProblem,
  stopped,
  unreachableProblem,
} from './resync-problems';
import type { NotifySender } from './notify-sender';
import type { ResyncRunRecord, ResyncStepRecord, ResyncStore } from './resync-store';

/** Phones between NOTIFY and done at any moment: a socket and a laptop take it easily, and so does the telephone network. */
const inFlight = 20;
/** A phone that said yes has this long to come and take its files. */
const fetchPatienceMs = 60_000;
/** A phone that has taken part of its files and has the content goes on at most this long before it counts as done. */
const settlePatienceMs = 4_000;

export type PhoneSelection =
  | { readonly macs: readonly MacAddress[] }
  | { readonly group: string }
  | { readonly behind: true }
  | { readonly all: true };

export interface RunSummary extends ResyncRunRecord {
  readonly done: number;
  readonly failed: number;
}

interface Following {
  readonly phone: PhoneRecord;
  readonly since: number;
  readonly taken: Set<string>;
  answered: boolean;
  /** It came and was refused, perhaps before its answer to the NOTIFY arrived. */
  refused: RequestReason | null;
  finish: (problem: Problem | null, detail: string) => void;
  cancelTimer: () => void;
}

interface LiveRun {
  readonly record: ResyncRunRecord;
  readonly waiting: PhoneRecord[];
  readonly open: Set<number>;
  done: number;
  failed: number;
  stopped: boolean;
}

export class ResyncService {
  private readonly live = new Map<number, LiveRun>();
  private readonly following = new Map<number, Following>();
  private readonly watchers = new Set<(step: ResyncStepRecord) => void>();
  private readonly unwatch: () => void;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ResyncStore,
    private readonly sender: Pick<NotifySender, 'send'>,
    private readonly provisioning: ProvisioningService,
  ) {
    this.unwatch = provisioning.watch((fetch) => this.fetched(fetch));
    this.closeInterrupted();
  }

  stop(): void {
    this.unwatch();
    for (const run of this.live.values()) run.waiting.length = 0;
    for (const following of this.following.values()) following.cancelTimer();
    this.following.clear();
  }

  watch(watcher: (step: ResyncStepRecord) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  isInRun(phoneId: number): boolean {
    for (const run of this.live.values()) if (run.open.has(phoneId)) return true;
    return false;
  }

  /** Plans a run over the selected phones and starts it. Phones already in a run are left to that one. */
  start(selection: PhoneSelection, cause: string): Result<RunSummary> {
    const selected = this.select(selection);
    if (!selected.ok) return selected;
    const phones = selected.value.filter((phone) => !this.isInRun(phone.id));
    const now = this.around.clock.now();
    const record = this.store.start(
      { siteId: this.state.site.id, startedAt: now, cause },
      phones.map((phone) => phone.id),
    );
    const run: LiveRun = {
      record,
      waiting: [...phones],
      open: new Set(phones.map((phone) => phone.id)),
      done: 0,
      failed: 0,
      stopped: false,
    };
    this.live.set(record.id, run);
    for (const phone of phones)
      this.tell({ runId: record.id, phoneId: phone.id, step: 'queued', at: now, detail: '', problem: null });
    this.around.announce('resync');
    this.around.announce('phones');
    if (phones.length === 0) this.endIfOver(run);
    for (let slot = 0; slot < inFlight; slot++) this.next(run);
    return ok(this.summary(record));
  }

  /** Sends no more; what was fetched stays fetched. */
  stopRun(id: number): Result<RunSummary> {
    const known = this.requireRun(id);
    if (!known.ok) return known;
    const run = this.live.get(id);
    if (run) {
      run.stopped = true;
      for (const phone of run.waiting.splice(0)) this.close(run, phone, stopped(), '');
    }
    return ok(this.summary(known.value));
  }

  run(id: number): Result<{ readonly run: RunSummary; readonly steps: ResyncStepRecord[] }> {
    const known = this.requireRun(id);
    return known.ok ? ok({ run: this.summary(known.value), steps: this.store.steps(id) }) : known;
  }

  runs(limit: number): RunSummary[] {
    return this.store.runs(this.state.site.id, limit).map((record) => this.summary(record));
  }

  private select(selection: PhoneSelection): Result<PhoneRecord[]> {
    const all = [...this.state.phones.all()];
    if ('all' in selection) return ok(all);
    if ('behind' in selection)
      return ok(
        all.filter((phone) => phone.lastFetch && phone.takenHash !== this.state.contents.hash(phone, 'published')),
      );
    if ('group' in selection) {
      const members = all.filter((phone) => this.state.layers.phoneFacts(phone.mac, 'draft').group === selection.group);
      if (members.length > 0) return ok(members);
      return fail({
        code: 'GROUP_UNKNOWN',
        message: `No phone is in a group "${selection.group}".`,
        remedy: 'Check the name of the group.',
      });
    }
    const phones: PhoneRecord[] = [];
    for (const mac of new Set(selection.macs)) {
      const phone = this.state.phones.require(mac);
      if (!phone.ok) return phone;
      phones.push(phone.value);
    }
    return ok(phones);
  }

  private next(run: LiveRun): void {
    for (let phone = run.waiting.shift(); phone; phone = run.waiting.shift()) {
      const current = this.state.phones.get(phone.id);
      if (current) {
        void this.resync(run, current)
          .catch((error: unknown) => this.broken(run, current, error))
          .then(() => this.next(run));
        return;
      }
      this.close(run, phone, stopped(), '');
    }
  }

  private broken(run: LiveRun, phone: PhoneRecord, error: unknown): void {
    const problem: Problem =
      error instanceof ProblemError
        ? error.problem
        : { code: 'INTERNAL_ERROR', message: String(error), remedy: 'Try again; if it happens again, report it.' };
    const following = this.following.get(phone.id);
    if (following) following.finish(problem, '');
    else this.close(run, phone, problem, '');
  }

  private async resync(run: LiveRun, phone: PhoneRecord): Promise<void> {
    const { family, clock } = this.around;
    const held = this.state.held.of(phone.id);
    const target = sipTarget(phone, held, family);
    if (!target) return this.close(run, phone, noAddress(), '');
    const account = family.sipAccount(held);
    const fetched = this.follow(run, phone);
    const outcome = await this.sender.send(
      {
        target: { ...target, user: account.user },
        event: family.notifyEvent(held),
        credentials: account.password ? { authId: account.authId, password: account.password } : null,
      },
      {
        sent: (tries) => {
          if (tries === 1) this.provisioning.noteNotify(phone.id);
          this.step(
            run,
            phone,
            'sent',
            tries === 1 ? `Event: ${family.notifyEvent(held)}` : `try ${tries}`,
            tries === 1,
          );
        },
      },
    );
    const following = this.following.get(phone.id);
    if (!following) return fetched;
    if (outcome.kind === 'answered' && outcome.status < 300) {
      following.answered = true;
      this.step(run, phone, 'answered', `${outcome.status} ${outcome.reason}`);
      following.cancelTimer = clock.after(fetchPatienceMs, () => this.patienceOver(following));
      this.settle(following);
      return fetched;
    }
    // A phone may come although its answer was lost: files taken since count more than a missing answer.
    const problem =
      outcome.kind === 'answered'
        ? answerProblem(outcome.status, outcome.reason, family.notifyEvent(held))
        : outcome.kind === 'silence'
          ? silenceProblem(target, outcome.tries, family.filtersSipSource(held))
          : outcome.kind === 'unreachable'
            ? unreachableProblem(target, outcome.detail)
            : interrupted();
    const came = outcome.kind === 'silence' && this.hasContent(following) && following.taken.size > 0;
    following.finish(came ? null : problem, came ? 'fetched without an answer' : '');
    return fetched;
  }

  /** Waits for what the ledger will say about the phone; resolves when the phone is done or failed. */
  private follow(run: LiveRun, phone: PhoneRecord): Promise<void> {
    return new Promise((resolve) => {
      const following: Following = {
        phone,
        since: this.around.clock.now(),
        taken: new Set(),
        answered: false,
        refused: null,
        cancelTimer: () => undefined,
        finish: (problem, detail) => {
          following.cancelTimer();
          this.following.delete(phone.id);
          this.close(run, phone, problem, detail);
          resolve();
        },
      };
      this.following.set(phone.id, following);
    });
  }

  private fetched(fetch: PhoneFetch): void {
    const following = this.following.get(fetch.phoneId);
    if (!following) return;
    const run = [...this.live.values()].find((live) => live.open.has(fetch.phoneId));
    if (!run) return;
    if (fetch.file === null) {
      following.refused = fetch.reason;
      this.settle(following);
      return;
    }
    if (fetch.file === 'bootstrap') return;
    following.refused = null;
    following.taken.add(fetch.file === 'first' ? 'standard' : fetch.file);
    const expected = this.expectedFiles(following.phone);
    this.step(
      run,
      following.phone,
      'fetched',
      `${fetch.file}, ${Math.min(following.taken.size, expected)} of ${expected} files`,
    );
    this.settle(following);
  }

  /** Done when every file was taken and the content is the current one. */
  private settle(following: Following): void {
    if (!following.answered) return;
    if (following.refused) return following.finish(fetchProblem('refused', following.refused), '');
    if (!following.taken.has('standard')) return;
    const complete = following.taken.size >= this.expectedFiles(following.phone);
    if (complete && this.hasContent(following)) return following.finish(null, '');
    following.cancelTimer();
    const patience = complete || this.hasContent(following) ? settlePatienceMs : fetchPatienceMs;
    following.cancelTimer = this.around.clock.after(patience, () => this.patienceOver(following));
  }

  private patienceOver(following: Following): void {
    if (this.hasContent(following) && following.taken.size > 0) return following.finish(null, '');
    if (following.taken.size > 0) return following.finish(fetchProblem('old-content', null), '');
    const phone = this.state.phones.get(following.phone.id) ?? following.phone;
    const held = this.state.held.of(phone.id);
    const elsewhere =
      phone.lastFetch && phone.lastFetch.toldBaseUrl !== this.around.toldBaseUrl() ? phone.lastFetch.toldBaseUrl : null;
    const off = !this.around.family.downloadTiming(held).enabled;
    following.finish(
      fetchProblem(elsewhere ? 'told-elsewhere' : off ? 'provisioning-off' : 'never-came', elsewhere),
      '',
    );
  }

  private hasContent(following: Following): boolean {
    const phone = this.state.phones.get(following.phone.id);
    return phone !== undefined && phone.takenHash === this.state.contents.hash(phone, 'published');
  }

  private expectedFiles(phone: PhoneRecord): number {
    const content = this.state.contents.of(phone, 'published');
    return this.around.family.managedParameters(content, { baseUrl: '', siteToken: '', phoneToken: '' }).length;
  }

  private close(run: LiveRun, phone: PhoneRecord, problem: Problem | null, detail: string): void {
    if (!run.open.delete(phone.id)) return;
    const at = this.around.clock.now();
    const current = this.state.phones.get(phone.id);
    if (problem) {
      run.failed++;
      const refused = problem.code === 'RESYNC_FILES_REFUSED';
      // A refusal has put the closer reason there already, with the remedy that helps.
      const told = problem.code === 'RESYNC_STOPPED' || (refused && current?.trouble?.kind === 'request');
      if (current && !told)
        this.state.phones.update(phone.id, { trouble: { at, kind: 'resync', problem, action: 'resync' } });
    } else {
      run.done++;
      if (current?.trouble) this.state.phones.update(phone.id, { trouble: troubleAfterFetch(current.trouble, at) });
    }
    const step: ResyncStepRecord = {
      runId: run.record.id,
      phoneId: phone.id,
      step: problem ? 'failed' : 'done',
      at,
      detail: problem?.message ?? detail,
      problem,
    };
    this.store.step(step);
    this.tell(step);
    this.around.announce('phones');
    this.endIfOver(run);
  }

  private endIfOver(run: LiveRun): void {
    if (run.open.size > 0) return;
    this.store.end(run.record.id, this.around.clock.now());
    this.store.flush();
    this.live.delete(run.record.id);
    this.around.announce('resync');
  }

  private step(run: LiveRun, phone: PhoneRecord, step: ResyncStep, detail: string, stored = true): void {
    const record: ResyncStepRecord = {
      runId: run.record.id,
      phoneId: phone.id,
      step,
      at: this.around.clock.now(),
      detail,
      problem: null,
    };
    if (stored) this.store.step(record);
    this.tell(record);
  }

  private tell(step: ResyncStepRecord): void {
    for (const watcher of this.watchers) watcher(step);
    this.around.announce('resync');
  }

  private closeInterrupted(): void {
    const at = this.around.clock.now();
    for (const run of this.store.unfinished(this.state.site.id)) {
      const last = new Map<number, ResyncStepRecord>();
      for (const step of this.store.steps(run.id)) last.set(step.phoneId, step);
      for (const [phoneId, step] of last) {
        if (step.step === 'done' || step.step === 'failed') continue;
        const problem = interrupted();
        this.store.step({ runId: run.id, phoneId, step: 'failed', at, detail: problem.message, problem });
      }
      this.store.end(run.id, at);
    }
    this.store.flush();
  }

  private summary(record: ResyncRunRecord): RunSummary {
    const live = this.live.get(record.id);
    if (live) return { ...record, done: live.done, failed: live.failed };
    const ends = this.store.steps(record.id);
    return {
      ...(this.store.run(record.id) ?? record),
      done: ends.filter((step) => step.step === 'done').length,
      failed: ends.filter((step) => step.step === 'failed').length,
    };
  }

  private requireRun(id: number): Result<ResyncRunRecord> {
    const run = this.store.run(id);
    if (run && run.siteId === this.state.site.id) return ok(run);
    return fail({
      code: 'RUN_UNKNOWN',
      message: `There is no resync run ${id}.`,
      remedy: 'Look at the list of runs under Activity.',
    });
  }
}
