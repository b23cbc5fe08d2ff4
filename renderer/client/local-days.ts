// Days of the site's zone as instants. A day is 23, 24 or 25 hours long; only Intl is used, a window has no Temporal everywhere.

export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What a clock on the wall of the site shows. */
export function localTime(atMs: number, zone: string): LocalTime {
  const parts = formatOf(zone).formatToParts(atMs);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

function offsetMs(atMs: number, zone: string): number {
  const whole = Math.floor(atMs / 60_000) * 60_000;
  const { year, month, day, hour, minute } = localTime(whole, zone);
  return Date.UTC(year, month - 1, day, hour, minute) - whole;
}

/** When the wall shows this, by the rule of schedules (core/schedules/wall-instants.ts): of a time that does not exist the end of the
 *  gap, of one that comes twice the first. Hours and days beyond their month are fine. */
export function instantOf({ year, month, day, hour, minute }: LocalTime, zone: string): number {
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const before = offsetMs(wall - dayMs, zone);
  const after = offsetMs(wall + dayMs, zone);
  const early = wall - before;
  const late = wall - after;
  if (before === after || offsetMs(early, zone) === before) return early;
  return offsetMs(late, zone) === after ? late : endOfGap(late, early, zone);
}

/** When the clock is moved, between two instants. */
function endOfGap(beforeMs: number, afterMs: number, zone: string): number {
  const before = offsetMs(beforeMs, zone);
  let low = beforeMs;
  let high = afterMs;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (offsetMs(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Midnight of the day an instant lies in, `days` later. */
export function startOfDay(atMs: number, zone: string, days = 0): number {
  const { year, month, day } = localTime(atMs, zone);
  return instantOf({ year, month, day: day + days, hour: 0, minute: 0 }, zone);
}

/** `HH:MM` of a day that begins at an instant. */
export function timeOfDay(dayStartMs: number, time: string, zone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf({ ...localTime(dayStartMs, zone), hour, minute }, zone);
}
