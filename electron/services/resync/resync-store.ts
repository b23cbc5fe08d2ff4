import type { RequestReason } from '../../core/provisioning/request-reason';
import type { WaySetting } from '../../core/resync/choose-way';
import type { ResyncStep } from '../../core/resync/resync-step';
import type { RunState } from '../../core/resync/run-state';
import type { MacAddress } from '../../core/shared/mac-address';
import type { Problem } from '../../core/shared/problem';

/** How one run differs from the settings of its site when it began; they are kept with it, so that it goes on as it was. */
export interface RunOptions {
  readonly way: WaySetting;
  readonly ratePerSecond: number;
  /** Phones between NOTIFY and done at any moment. */
  readonly inFlight: number;
  /** Instead of the event text each phone holds. */
  readonly event: string | null;
}

/** `waiting` is known to a running program only. */
export type StoredRunState = Exclude<RunState, 'waiting'>;

export interface ResyncRunRecord {
  readonly id: number;
  readonly siteId: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly cause: string;
  readonly total: number;
  readonly state: StoredRunState;
  /** Why it is paused, in words; null otherwise. */
  readonly note: string | null;
  /** The run whose failed phones it tries again. */
  readonly parentId: number | null;
  /** What was published when it began. */
  readonly revision: number;
  readonly options: RunOptions;
}

export interface ResyncStepRecord {
  readonly runId: number;
  readonly phoneId: number;
  readonly step: ResyncStep;
  readonly at: number;
  readonly detail: string;
  readonly problem: Problem | null;
}

export interface ResyncStore {
  /** Opens a run with every phone queued, in the order given, in one transaction. */
  start(
    run: Omit<ResyncRunRecord, 'id' | 'endedAt' | 'total' | 'state' | 'note'>,
    phoneIds: readonly number[],
  ): ResyncRunRecord;
  /** On disk before this returns, so that no crash makes a NOTIFY leave twice: false when one may have left for the phone in this
   *  run already. Throws a ProblemError (DISK_FULL) when it cannot be kept; then nothing may be sent. */
  claim(runId: number, phoneId: number, at: number): boolean;
  /** When a NOTIFY may have left, by phone. */
  claims(runId: number): Map<number, number>;
  /** Gathered and written at most 50 ms later, in order. */
  step(step: ResyncStepRecord): void;
  /** At once, behind the steps gathered before. Never throws: on a full disk it waits with them. */
  saveState(runId: number, state: StoredRunState, note: string | null): void;
  /** Like `saveState`. */
  end(runId: number, at: number, state: StoredRunState): void;
  run(runId: number): ResyncRunRecord | null;
  runs(siteId: number, limit: number): ResyncRunRecord[];
  /** Phones that came to an end. */
  counts(runId: number): { readonly done: number; readonly failed: number };
  steps(runId: number): ResyncStepRecord[];
  stepsOfPhone(phoneId: number, sinceAt: number): ResyncStepRecord[];
  /** Runs that were under way when the program ended. */
  unfinished(siteId: number): ResyncRunRecord[];
  /** Why the ledger says that a phone got nothing, newest first: asked by it or with its MAC, or turned away at the door from its
   *  address. Null when nothing of the kind happened. */
  lastRefusal(
    siteId: number,
    whose: { readonly phoneId: number; readonly mac: MacAddress; readonly address: string | null },
    sinceAt: number,
  ): RequestReason | null;
}
