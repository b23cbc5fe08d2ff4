// Cron jobs in real time, by node-cron. On the night a clock goes forward a time that does not exist is left out; on the night it
// goes back a time that comes twice runs once (east of Greenwich the second time, west of it the first).
import { createTask, validateDetailed, type Logger } from 'node-cron';
import { fail, ok, type Result } from '../../core/shared/result';
import type { ScheduledJob, Scheduler } from '../../services/schedules/scheduler';

export interface NodeCronSchedulerOptions {
  /** What a job threw. */
  readonly onFault?: (error: unknown) => void;
}

/** node-cron would drop a run that comes more than a second late, as after a short sleep; it may be as late as a check. */
const latestMs = 15 * 60_000;
/** It would write to the console, which belongs to the host's own lines. */
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

export class NodeCronScheduler implements Scheduler {
  constructor(private readonly options: NodeCronSchedulerOptions = {}) {}

  /** Five fields, or six with seconds first; names, lists, ranges, steps, L and # as node-cron reads them, and @daily and its like. */
  validate(cron: string, timeZone: string): Result<void> {
    if (!isTimeZone(timeZone)) {
      return invalid(`"${timeZone}" is not a time zone.`, "Set the site's time zone to a name such as Europe/Berlin.");
    }
    const { errors } = validateDetailed(cron);
    const [error] = errors;
    if (error) {
      const where = error.field === 'expression' ? '' : ` in the field "${fieldNames[error.field] ?? error.field}"`;
      const value = error.value === undefined || error.field === 'expression' ? '' : ` (${error.value})`;
      return invalid(`"${cron}" is not a cron expression: ${trouble(error.message, where, value)}.`, remedy);
    }
    if (nextRun(cron, timeZone) === null) return invalid(`"${cron}" never comes.`, 'Choose a day that the month has.');
    return ok(undefined);
  }

  schedule(cron: string, timeZone: string, run: () => void): ScheduledJob {
    const guarded = (): void => {
      try {
        run();
      } catch (error) {
        this.options.onFault?.(error);
      }
    };
    const task = createTask(cron, guarded, {
      timezone: timeZone,
      noOverlap: true,
      missedExecutionTolerance: latestMs,
      suppressMissedWarning: true,
      logger: silent,
      unref: true,
    });
    void task.start();
    let stopped = false;
    return {
      nextRunAt: () => (stopped ? null : (task.getNextRun()?.getTime() ?? null)),
      stop() {
        stopped = true;
        void task.destroy();
      },
    };
  }
}

const remedy = 'Write minute, hour, day, month and weekday: "0 2 * * *" is every night at 02:00.';

const fieldNames: Readonly<Record<string, string>> = { dayOfMonth: 'day', dayOfWeek: 'weekday' };

function trouble(message: string, where: string, value: string): string {
  return where ? `not possible${where}${value}` : message;
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function nextRun(cron: string, timeZone: string): Date | null {
  const task = createTask(cron, () => {}, { timezone: timeZone, logger: silent });
  try {
    return task.getNextRuns(1)[0] ?? null;
  } catch {
    return null;
  } finally {
    void task.destroy();
  }
}

function invalid(message: string, help: string): Result<void> {
  return fail({ code: 'SCHEDULE_INVALID', message, remedy: help });
}
