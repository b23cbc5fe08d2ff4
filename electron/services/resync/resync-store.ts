import type { ResyncStep } from '../../core/resync/resync-step';
import type { Problem } from '../../core/shared/problem';

export interface ResyncRunRecord {
  readonly id: number;
  readonly siteId: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly cause: string;
  readonly total: number;
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
  /** Opens a run with every phone queued, in one transaction. */
  start(run: Omit<ResyncRunRecord, 'id' | 'endedAt' | 'total'>, phoneIds: readonly number[]): ResyncRunRecord;
  /** Gathered and written at most 50 ms later, in order, except `sent`, which is on disk before this returns. */
  step(step: ResyncStepRecord): void;
  end(runId: number, at: number): void;
  run(runId: number): ResyncRunRecord | null;
  runs(siteId: number, limit: number): ResyncRunRecord[];
  steps(runId: number): ResyncStepRecord[];
  stepsOfPhone(phoneId: number, sinceAt: number): ResyncStepRecord[];
  /** Runs that were under way when the program ended. */
  unfinished(siteId: number): ResyncRunRecord[];
  flush(): void;
}
