import type { Result } from '../../core/shared/result';

/** Calls back at the times of a cron expression in an IANA time zone. */
export interface Scheduler {
  /** Problem SCHEDULE_INVALID when the expression or the zone is not understood. */
  validate(cron: string, timeZone: string): Result<void>;
  schedule(cron: string, timeZone: string, run: () => void): ScheduledJob;
}

export interface ScheduledJob {
  /** Epoch milliseconds of the next run, null when there is none. */
  nextRunAt(): number | null;
  stop(): void;
}
