import type { Result } from '../../core/shared/result';

/** Knows when cron expressions come in an IANA time zone, and calls back then. On nights the clock is moved: core/schedules/next-run. */
export interface Scheduler {
  /** Problem SCHEDULE_INVALID when the expression or the zone is not understood, or it never comes. */
  validate(cron: string, timeZone: string): Result<void>;
  /** The first run after an instant, of what is valid; null when there is none. */
  next(cron: string, timeZone: string, afterMs: number): number | null;
  /** Calls back at every run from now on, with the time it was due. After a sleep it may be late, and one call may stand for several runs. */
  schedule(cron: string, timeZone: string, run: (dueAtMs: number) => void): ScheduledJob;
}

export interface ScheduledJob {
  stop(): void;
}
