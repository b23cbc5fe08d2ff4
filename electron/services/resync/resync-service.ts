// Resync runs: a NOTIFY for each phone, paced, and then what the ledger says: nothing is done until the phone has fetched.
import type { ResyncStep } from '../../core/resync/resync-step';
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneRecord } from '../phones/phone-store';
import { selectPhones, type PhoneSelection } from '../phones/select-phones';
import { troubleAfterFetch } from '../provisioning/refusal-trouble';
import { PhoneResync, type ResyncEnd, type ResyncParts } from './phone-resync';
import { interrupted, stopped, underWay } from './resync-problems';
import type { ResyncRunRecord, ResyncStepRecord, ResyncStore } from './resync-store';

/** Phones between NOTIFY and done at any moment: a socket and a laptop take it easily, and so does the telephone network. */
const inFlight = 20;

export interface RunSummary extends ResyncRunRecord {
  readonly done: number;
  readonly failed: number;
}

interface LiveRun {
  readonly record: ResyncRunRecord;
  readonly waiting: PhoneRecord[];
  readonly open: Set<number>;
  done: number;
  failed: number;
}

export class ResyncService {
  private readonly live = new Map<number, LiveRun>();
  /** What every phone under way is waiting for, by phone. */
  private readonly following = new Map<number, PhoneResync>();
  private readonly watchers = new Set<(step: ResyncStepRecord) => void>();
  private readonly unwatch: () => void;

  constructor(
    private readonly parts: ResyncParts,
    private readonly store: ResyncStore,
  ) {
    this.unwatch = parts.provisioning.watch((fetch) => this.following.get(fetch.phoneId)?.noteFetch(fetch));
    this.closeInterrupted();
  }

  stop(): void {
    this.unwatch();
    for (const run of this.live.values()) run.waiting.length = 0;
    for (const resync of this.following.values()) resync.abandon();
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

  /** Plans a run over the selected phones and starts it. Phones already in a run are left to that one; problem
   *  RESYNC_UNDER_WAY when that is all of them. */
  start(selection: PhoneSelection, cause: string): Result<RunSummary> {
    const selected = selectPhones(this.state, selection);
    if (!selected.ok) return selected;
    const phones = selected.value.filter((phone) => !this.isInRun(phone.id));
    if (phones.length === 0 && selected.value.length > 0) return fail(underWay());
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
      for (const phone of run.waiting.splice(0)) this.close(run, phone, { problem: stopped(), detail: '' });
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

  /** Takes the next phone that is still there; whoever ends makes room for another. */
  private next(run: LiveRun): void {
    for (let phone = run.waiting.shift(); phone; phone = run.waiting.shift()) {
      const current = this.state.phones.get(phone.id);
      if (current) return this.resync(run, current);
      this.close(run, phone, { problem: stopped(), detail: '' });
    }
  }

  private resync(run: LiveRun, phone: PhoneRecord): void {
    const resync = new PhoneResync(
      phone,
      this.parts,
      (step, detail, stored) => this.step(run, phone, step, detail, stored),
      (end) => {
        this.following.delete(phone.id);
        this.close(run, phone, end);
        // Not in this turn: a thousand phones without an address would end inside each other.
        void Promise.resolve().then(() => this.next(run));
      },
    );
    this.following.set(phone.id, resync);
    void resync.run();
  }

  private close(run: LiveRun, phone: PhoneRecord, { problem, detail }: ResyncEnd): void {
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

  private step(run: LiveRun, phone: PhoneRecord, step: ResyncStep, detail: string, stored: boolean): void {
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

  private get state(): ResyncParts['state'] {
    return this.parts.state;
  }

  private get around(): ResyncParts['around'] {
    return this.parts.around;
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
