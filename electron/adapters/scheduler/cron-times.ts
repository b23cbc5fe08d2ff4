// Cron expressions as both schedulers read them: node-cron says what is one, croner walks through its times.
import { Cron } from 'croner';
import { parse, validateDetailed } from 'node-cron';
import { nextRun, type WallTimes } from '../../core/schedules/next-run';
import { fail, ok, type Result } from '../../core/shared/result';
import { isTimeZone } from '../../core/shared/rfc3339';

/** Those asked for last: reading an expression costs more than finding its next time. */
const known = new Map<string, WallTimes>();
const mostKnown = 200;

/** Five fields, or six with seconds first; names, lists, ranges, steps, L, W and # as node-cron reads them, and @daily and its like.
 *  A day of the month and a weekday together mean days that are both. */
export function cronTimes(cron: string): WallTimes {
  const last = known.get(cron);
  if (last) return last;
  const times = readCronTimes(cron);
  if (known.size >= mostKnown) known.clear();
  known.set(cron, times);
  return times;
}

function readCronTimes(cron: string): WallTimes {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek } = parse(cron);
  const pattern = [
    listed(second, 60),
    listed(minute, 60),
    listed(hour, 24),
    listed(dayOfMonth, 31),
    listed(month, 12),
    listed(dayOfWeek, 7),
  ].join(' ');
  // Not by the name of a zone: croner would ask Intl at every step.
  const walk = new Cron(pattern, { utcOffset: 0, mode: '6-part', domAndDow: true, paused: true });
  return {
    everyHour: new Set(hour).size === 24,
    after: (wallMs) => walk.nextRun(new Date(wallMs))?.getTime() ?? null,
  };
}

/** Problem SCHEDULE_INVALID. */
export function checkCron(cron: string, timeZone: string): Result<void> {
  if (!isTimeZone(timeZone)) {
    return invalid(`"${timeZone}" is not a time zone.`, "Set the site's time zone to a name such as Europe/Berlin.");
  }
  const { errors } = validateDetailed(cron);
  const [error] = errors;
  if (error) {
    const where = error.field === 'expression' ? '' : ` in the field "${fieldNames[error.field] ?? error.field}"`;
    const value = error.value === undefined || error.field === 'expression' ? '' : ` (${error.value})`;
    const trouble = where ? `not possible${where}${value}` : error.message;
    return invalid(`"${cron}" is not a cron expression: ${trouble}.`, remedy);
  }
  const times = readable(cron);
  if (!times) return invalid(`"${cron}" is not a cron expression: not possible in the field "day".`, remedy);
  if (nextRun(times, timeZone, Date.UTC(2026, 0)) === null) {
    return invalid(`"${cron}" never comes.`, 'Choose a day that the month has.');
  }
  return ok(undefined);
}

const remedy = 'Write minute, hour, day, month and weekday: "0 2 * * *" is every night at 02:00.';

const fieldNames: Readonly<Record<string, string>> = { dayOfMonth: 'day', dayOfWeek: 'weekday' };

/** node-cron takes `L-3`, the third last day, which croner does not. */
function readable(cron: string): WallTimes | null {
  try {
    return cronTimes(cron);
  } catch {
    return null;
  }
}

function listed(values: readonly (number | string)[], all: number): string {
  const each = [...new Set(values)];
  return each.length >= all ? '*' : each.join(',');
}

function invalid(message: string, help: string): Result<void> {
  return fail({ code: 'SCHEDULE_INVALID', message, remedy: help });
}
