import type { Scheduler } from '../../services/schedules/scheduler';

/** Knows when jobs are due and does none: for a command, which is over long before a job could be followed to its end. */
export function planOnly(scheduler: Scheduler): Scheduler {
  return {
    validate: (cron, timeZone) => scheduler.validate(cron, timeZone),
    schedule: (cron, timeZone) => scheduler.schedule(cron, timeZone, () => undefined),
  };
}
