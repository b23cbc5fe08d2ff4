// Cron jobs on a lab clock: croner tells when, the clock waits. node-cron knows the computer's own clock only.
import { nextRun } from '../../core/schedules/next-run';
import type { Clock } from '../../core/shared/clock';
import type { ScheduledJob, Scheduler } from '../../services/schedules/scheduler';
import { checkCron, cronTimes } from './cron-times';

export class CronerScheduler implements Scheduler {
  constructor(private readonly clock: Clock) {}

  validate: Scheduler['validate'] = checkCron;

  next(cron: string, timeZone: string, afterMs: number): number | null {
    return nextRun(cronTimes(cron), timeZone, afterMs);
  }

  schedule(cron: string, timeZone: string, run: (dueAtMs: number) => void): ScheduledJob {
    const times = cronTimes(cron);
    let doneMs = this.clock.now();
    let cancel = (): void => undefined;
    const wait = (): void => {
      const dueMs = nextRun(times, timeZone, doneMs);
      if (dueMs === null) return;
      cancel = this.clock.after(dueMs - this.clock.now(), () => {
        const nowMs = this.clock.now();
        // A clock that was set back in between.
        if (nowMs >= dueMs) doneMs = nowMs;
        wait();
        if (nowMs >= dueMs) run(dueMs);
      });
    };
    wait();
    return { stop: () => cancel() };
  }
}
