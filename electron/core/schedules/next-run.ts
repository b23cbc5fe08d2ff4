// When a cron expression comes next in a zone whose clock is moved twice a year: one promise, whatever library reads the expression.

/** The times on the wall an expression names, as if local time were UTC: there every time comes once. */
export interface WallTimes {
  /** The expression names every hour: it means "all the time", not times of the day. */
  readonly everyHour: boolean;
  /** The first one after `wallMs`, null when there is none. */
  after(wallMs: number): number | null;
}

/** The first run after an instant. What names its hours runs at each of these times once a day: a time that comes twice at the
 *  first, one that does not exist right after the gap (several such times are one run). What names every hour runs whenever the
 *  wall shows such a time, so that real quarter hours stay quarter hours. */
export function nextRun(times: WallTimes, timeZone: string, afterMs: number): number | null {
  let fromMs = afterMs;
  for (let span = offsetSpan(timeZone, afterMs); ; span = offsetSpan(timeZone, span.toMs)) {
    const { offsetMs, toMs } = span;
    const shownBefore = times.everyHour ? -Infinity : span.fromMs + span.offsetBeforeMs - 1;
    const wallMs = times.after(Math.max(fromMs + offsetMs, shownBefore));
    if (wallMs === null) return null;
    if (wallMs - offsetMs < toMs) return wallMs - offsetMs;
    const firstAfterMs = toMs + span.offsetAfterMs;
    const missing = times.everyHour ? null : times.after(toMs + offsetMs - 1);
    if (missing !== null && missing < firstAfterMs) return toMs;
    fromMs = toMs - 1;
  }
}

/** A time between two moves of the clock. */
interface OffsetSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
  readonly offsetBeforeMs: number;
  readonly offsetAfterMs: number;
}

/** The one asked for last, by zone: asking the zone for its moves costs more than all the rest. */
const known = new Map<string, OffsetSpan>();

function offsetSpan(timeZone: string, atMs: number): OffsetSpan {
  const last = known.get(timeZone);
  if (last && last.fromMs <= atMs && atMs < last.toMs) return last;
  const span = findOffsetSpan(timeZone, atMs);
  known.set(timeZone, span);
  return span;
}

function findOffsetSpan(timeZone: string, atMs: number): OffsetSpan {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(timeZone);
  const offsetMs = offsetOf(at);
  const to = at.getTimeZoneTransition('next');
  // A transition at `atMs` itself is where this span begins.
  const from = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    fromMs: from?.epochMilliseconds ?? -Infinity,
    toMs: to?.epochMilliseconds ?? Infinity,
    offsetMs,
    offsetBeforeMs: from ? offsetOf(from.subtract({ milliseconds: 1 })) : offsetMs,
    offsetAfterMs: to ? offsetOf(to) : offsetMs,
  };
}

function offsetOf(zoned: Temporal.ZonedDateTime): number {
  return zoned.offsetNanoseconds / 1e6;
}
