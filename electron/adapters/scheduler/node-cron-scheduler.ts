// Cron jobs in real time, by node-cron. What it leaves out or counts twice on nights the clock is moved is made good by our own rule.
import { createTask, type Logger, type ScheduledTask } from 'node-cron';
import { nextRun } from '../../core/schedules/next-run';
import type { ScheduledJob, Scheduler } from '../../services/schedules/scheduler';
import { checkCron, cronTimes } from './cron-times';

export interface NodeCronSchedulerOptions {
  /** What a job threw. */
  readonly onFault?: (error: unknown) => void;
}

/** node-cron would drop a run that comes more than a second late, as after a sleep. How late is too late is decided elsewhere. */
const latestMs = 2 ** 31 - 1;
/** Timers may call a little early by the wall clock. */
const earlyMs = 500;
/** It would write to the console, which belongs to the host's own lines. */
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

export class NodeCronScheduler implements Scheduler {
  constructor(private readonly options: NodeCronSchedulerOptions = {}) {}

  validate: Scheduler['validate'] = checkCron;

  next(cron: string, timeZone: string, afterMs: number): number | null {
    return nextRun(cronTimes(cron), timeZone, afterMs);
  }

  schedule(cron: string, timeZone: string, run: (dueAtMs: number) => void): ScheduledJob {
    const times = cronTimes(cron);
    let doneMs = Date.now();
    let stopped = false;
    /** For a run that node-cron leaves out. */
    let madeGood: ScheduledTask | null = null;

    const fire = (): void => {
      if (stopped) return;
      const nowMs = Date.now();
      const dueMs = nextRun(times, timeZone, doneMs);
      // Nothing is due at the second of two equal times on the wall.
      const isDue = dueMs !== null && dueMs <= nowMs + earlyMs;
      if (isDue) doneMs = Math.max(dueMs, nowMs);
      makeGood();
      if (!isDue) return;
      try {
        run(dueMs);
      } catch (error) {
        this.options.onFault?.(error);
      }
    };
    const makeGood = (): void => {
      void madeGood?.destroy();
      madeGood = null;
      const dueMs = nextRun(times, timeZone, doneMs);
      if (dueMs === null || dueMs === task.getNextRun()?.getTime()) return;
      madeGood = createTask(cronAt(dueMs), fire, settings('UTC'));
      void madeGood.start();
    };

    const task = createTask(cron, fire, settings(timeZone));
    void task.start();
    makeGood();
    return {
      stop() {
        stopped = true;
        void task.destroy();
        void madeGood?.destroy();
      },
    };
  }
}

function settings(timezone: string): Parameters<typeof createTask>[2] {
  return { timezone, missedExecutionTolerance: latestMs, suppressMissedWarning: true, logger: silent, unref: true };
}

/** The expression that comes at an instant, in UTC. */
function cronAt(atMs: number): string {
  const at = new Date(atMs);
  const fields = [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1];
  return `${fields.join(' ')} *`;
}
