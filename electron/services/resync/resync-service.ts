// Resync runs: a NOTIFY for each phone, paced, and then what the ledger says: nothing is done until the phone has fetched. A run
// outlives the program (docs/decisions/0022).
import type { RunState } from '../../core/resync/run-state';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneRecord } from '../phones/phone-store';
import type { PhoneSelection } from '../phones/select-phones';
import type { QuietTimes } from '../schedules/quiet-times';
import type { SiteStore } from '../settings/site-store';
import { LiveRun } from './live-run';
import { LiveRuns } from './live-runs';
import { noteOutcome } from './note-outcome';
import { PhoneResync, type ResyncEnd, type ResyncParts } from './phone-resync';
import { nothingFailed, runOver, runUnknown, stopped, takenOver, underWay } from './resync-problems';
import { ResyncPlanner, type ResyncPlan, type RunWishes } from './resync-planner';
import { ResyncSettingsBook } from './resync-settings';
import type { ResyncRunRecord, ResyncStepRecord } from './resync-store';
import { splitInterrupted } from './split-interrupted';

/** A run that was interrupted longer than this waits for a person: whoever started it may not want it any more. */
const goOnWithinMs = 15 * 60_000;

export interface RunSummary extends Omit<ResyncRunRecord, 'state'> {
  readonly state: RunState;
  readonly done: number;
  readonly failed: number;
}

export interface ResyncServiceParts extends ResyncParts {
  readonly quiet: QuietTimes;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  readonly revision: () => number;
}

export class ResyncService {
  readonly settings: ResyncSettingsBook;
  private readonly planner: ResyncPlanner;
  private readonly live = new LiveRuns();
  /** What every phone under way is waiting for, by phone. */
  private readonly following = new Map<number, PhoneResync>();
  private readonly watchers = new Set<(step: ResyncStepRecord) => void>();
  private readonly unwatch: (() => void)[];

  constructor(private readonly parts: ResyncServiceParts) {
    this.settings = new ResyncSettingsBook(parts.settings, parts.state.site.id);
    this.planner = new ResyncPlanner(parts, this.settings, parts.quiet);
    this.unwatch = [
      parts.provisioning.watch((fetch) => this.following.get(fetch.phoneId)?.noteFetch(fetch)),
      parts.quiet.watch(() => this.pumpAll()),
    ];
  }

  /** Nothing is forgotten: `resume` of the next start goes on with it. */
  stop(): void {
    for (const unwatch of this.unwatch) unwatch();
    for (const run of this.live.all()) run.abandon();
    for (const resync of this.following.values()) resync.abandon();
    this.following.clear();
  }

  watch(watcher: (step: ResyncStepRecord) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  isInRun(phoneId: number): boolean {
    return this.live.ofPhone(phoneId) !== null;
  }

  /** What `start` would do; nothing is sent. */
  plan(selection: PhoneSelection, wishes: RunWishes = {}): Result<ResyncPlan> {
    return this.planner.plan(selection, wishes);
  }

  /** Plans a run over the selected phones and starts it. Phones already in a run are left to that one, unless it is paused; problem
   *  RESYNC_UNDER_WAY when that is all of them. */
  start(selection: PhoneSelection, cause: string, wishes: RunWishes = {}): Result<RunSummary> {
    const ordered = this.planner.order(selection);
    return ordered.ok ? this.begin(ordered.value, cause, wishes, null) : ordered;
  }

  /** A new run over the phones that failed in this one. Problems RUN_UNKNOWN, NOTHING_FAILED, RESYNC_UNDER_WAY. */
  retry(id: number, cause: string, wishes: RunWishes = {}): Result<RunSummary> {
    const known = this.requireRun(id);
    if (!known.ok) return known;
    const failed = this.store
      .steps(id)
      // Who was taken over is the other run's, and may be done there.
      .filter(({ step, problem }) => step === 'failed' && problem?.code !== 'RESYNC_TAKEN_OVER')
      .flatMap(({ phoneId }) => this.parts.state.phones.get(phoneId) ?? []);
    if (failed.length === 0) return fail(nothingFailed(id));
    const { way, event } = known.value.options;
    return this.begin(this.planner.inOrder(failed), cause, { way, event, ...given(wishes) }, id);
  }

  /** Sends no more until `goOn`; who is under way may finish. */
  pause(id: number): Result<RunSummary> {
    return this.turn(id, 'paused');
  }

  goOn(id: number): Result<RunSummary> {
    return this.turn(id, 'running');
  }

  /** Sends no more; what was fetched stays fetched. */
  stopRun(id: number): Result<RunSummary> {
    const known = this.requireRun(id);
    if (!known.ok) return known;
    const run = this.live.get(id);
    if (run) {
      this.save(run, 'stopped', null);
      for (const phone of run.waiting.splice(0)) this.close(run, phone, { problem: stopped(), detail: '' });
    }
    return ok(this.summary(known.value));
  }

  run(id: number): Result<{ readonly run: RunSummary; readonly steps: ResyncStepRecord[] }> {
    const known = this.requireRun(id);
    return known.ok ? ok({ run: this.summary(known.value), steps: this.store.steps(id) }) : known;
  }

  /** Without its steps, which may be many; null when there is no such run. */
  summaryOf(id: number): RunSummary | null {
    const known = this.requireRun(id);
    return known.ok ? this.summary(known.value) : null;
  }

  runs(limit: number): RunSummary[] {
    return this.store.runs(this.parts.state.site.id, limit).map((record) => this.summary(record));
  }

  /** Goes on with what the end of the program broke off; to be called once, where phones can be reached and served. */
  resume(): void {
    // A phone that two runs have belongs to the later one: the crash came before the earlier one's last steps were written.
    for (const record of this.store.unfinished(this.parts.state.site.id).toReversed()) this.resumeRun(record);
    this.parts.around.announce('phones');
  }

  private resumeRun(record: ResyncRunRecord): void {
    const steps = this.store.steps(record.id);
    const found = splitInterrupted(steps, this.store.claims(record.id), (id) => this.parts.state.phones.get(id));
    const others = new Map(
      [...found.waiting, ...found.underWay.map(({ phone }) => phone)].flatMap((phone) => {
        const other = this.live.ofPhone(phone.id);
        return other ? [[phone, other.record.id] as const] : [];
      }),
    );
    const run = this.addLive(record, found.waiting);
    // All of them before one comes to its end, which may be at once: the run is over when nobody is left.
    for (const { phone } of found.underWay) run.follow(phone);
    run.done = found.done;
    run.failed = found.failed;
    const brokenOffAt = this.brokenOffAt(steps.at(-1)?.at ?? record.startedAt);
    const longAgo = this.parts.around.clock.now() - brokenOffAt > goOnWithinMs;
    if (record.state === 'running' && longAgo && found.waiting.length > 0) {
      this.save(run, 'paused', `Cordboard was not running from ${this.clockTime(brokenOffAt)}.`);
    }
    for (const [phone, runId] of others) this.close(run, phone, { problem: takenOver(runId), detail: '' });
    for (const { phone, sentAt, answered } of found.underWay)
      if (!others.has(phone)) this.attempt(run, phone).follow({ sentAt, answered });
    if (record.state === 'stopped')
      for (const phone of run.waiting.splice(0)) this.close(run, phone, { problem: stopped(), detail: '' });
    run.pump();
    this.endIfOver(run);
  }

  /** The newest sign of life of before this start. */
  private brokenOffAt(lastStepAt: number): number {
    const away = this.parts.around.awaySpans(lastStepAt).at(-1);
    return Math.max(lastStepAt, away?.from ?? 0);
  }

  private begin(
    selected: readonly PhoneRecord[],
    cause: string,
    wishes: RunWishes,
    parentId: number | null,
  ): Result<RunSummary> {
    const { state, around, revision } = this.parts;
    const phones = selected.filter((phone) => this.live.mayTake(phone.id));
    if (phones.length === 0 && selected.length > 0) return fail(underWay());
    const now = around.clock.now();
    const record = this.store.start(
      {
        siteId: state.site.id,
        startedAt: now,
        cause,
        parentId,
        revision: revision(),
        options: this.planner.options(wishes),
      },
      phones.map((phone) => phone.id),
    );
    for (const phone of phones) this.takeOver(phone, record.id);
    const run = this.addLive(record, phones);
    for (const phone of phones)
      this.tell({ runId: record.id, phoneId: phone.id, step: 'queued', at: now, detail: '', problem: null });
    around.announce('resync');
    around.announce('phones');
    if (phones.length === 0) this.endIfOver(run);
    run.pump();
    return ok(this.summary(record));
  }

  private addLive(record: ResyncRunRecord, phones: readonly PhoneRecord[]): LiveRun {
    const { clock } = this.parts.around;
    const run: LiveRun = new LiveRun(record, phones, {
      clock,
      quiet: this.parts.quiet,
      begin: (phone) => this.takeTurn(run, phone),
      changed: () => this.parts.around.announce('resync'),
    });
    this.live.add(run);
    return run;
  }

  /** From a paused run. */
  private takeOver(phone: PhoneRecord, runId: number): void {
    const run = this.live.ofPhone(phone.id);
    if (run) this.close(run, phone, { problem: takenOver(runId), detail: '' });
  }

  private turn(id: number, state: 'paused' | 'running'): Result<RunSummary> {
    const known = this.requireRun(id);
    if (!known.ok) return known;
    const run = this.live.get(id);
    if (!run || run.state === 'stopped') return fail(runOver(id));
    this.save(run, state, null);
    run.pump();
    return ok(this.summary(known.value));
  }

  private save(run: LiveRun, state: 'paused' | 'running' | 'stopped', note: string | null): void {
    run.setState(state, note);
    this.store.saveState(run.record.id, state, note);
    this.parts.around.announce('resync');
  }

  private pumpAll(): void {
    for (const run of this.live.all()) run.pump();
  }

  /** A phone that was removed meanwhile is left out. */
  private takeTurn(run: LiveRun, phone: PhoneRecord): void {
    const current = this.parts.state.phones.get(phone.id);
    if (!current) return this.close(run, phone, { problem: stopped(), detail: '' });
    void this.attempt(run, current).run();
  }

  private attempt(run: LiveRun, phone: PhoneRecord): PhoneResync {
    const resync = new PhoneResync(phone, this.parts, {
      runId: run.record.id,
      options: run.record.options,
      tell: (step, detail, stored) => {
        const at = this.parts.around.clock.now();
        const record = { runId: run.record.id, phoneId: phone.id, step, at, detail, problem: null };
        if (stored) this.store.step(record);
        this.tell(record);
      },
      end: (end) => {
        this.following.delete(phone.id);
        this.close(run, phone, end);
        // Not in this turn: a thousand phones without an address would end inside each other.
        void Promise.resolve().then(() => run.pump());
      },
    });
    this.following.set(phone.id, resync);
    return resync;
  }

  private close(run: LiveRun, phone: PhoneRecord, { problem, detail }: ResyncEnd): void {
    if (!run.left(phone.id)) return;
    const { around, state } = this.parts;
    const at = around.clock.now();
    noteOutcome(state.phones, phone.id, problem, at);
    if (problem) run.failed++;
    else run.done++;
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
    around.announce('phones');
    this.endIfOver(run);
  }

  private endIfOver(run: LiveRun): void {
    if (run.open.size > 0 || !this.live.remove(run)) return;
    run.abandon();
    const { id, state } = run.record;
    this.store.end(id, this.parts.around.clock.now(), state === 'stopped' ? 'stopped' : 'ended');
    this.parts.around.announce('resync');
  }

  private tell(step: ResyncStepRecord): void {
    for (const watcher of this.watchers) watcher(step);
    this.parts.around.announce('resync');
  }

  private summary(record: ResyncRunRecord): RunSummary {
    const live = this.live.get(record.id);
    if (!live) return { ...(this.store.run(record.id) ?? record), ...this.store.counts(record.id) };
    const { waitsUntil, done, failed } = live;
    const note = waitsUntil === null ? live.record.note : `Waits until ${this.clockTime(waitsUntil)}: maintenance.`;
    return { ...live.record, state: live.state, note, done, failed };
  }

  private clockTime(at: number): string {
    const { timeZone } = this.parts.state.layers.siteFacts('draft');
    const text = rfc3339(at, timeZone);
    const now = rfc3339(this.parts.around.clock.now(), timeZone);
    return text.slice(0, 10) === now.slice(0, 10) ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
  }

  private get store(): ResyncServiceParts['store'] {
    return this.parts.store;
  }

  private requireRun(id: number): Result<ResyncRunRecord> {
    const run = this.store.run(id);
    if (run && run.siteId === this.parts.state.site.id) return ok(run);
    return fail(runUnknown(id));
  }
}

/** Without what was left out, so that it does not hide what is meant otherwise. */
function given(wishes: RunWishes): RunWishes {
  return Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
}
