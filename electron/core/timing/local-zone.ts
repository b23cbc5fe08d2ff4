// What a clock on the wall shows: by a named time zone, or by a rule the phone was given.
import { offsetMinutes } from '../shared/rfc3339';

export type LocalZone =
  { readonly kind: 'iana'; readonly name: string } | { readonly kind: 'rule'; readonly rule: ZoneRule };

/** Seconds are east of UTC. */
export interface ZoneRule {
  readonly standardSeconds: number;
  readonly daylight: DaylightRule | null;
}

export interface DaylightRule {
  readonly seconds: number;
  /** In standard time. */
  readonly start: YearlyMoment;
  /** In daylight time. */
  readonly stop: YearlyMoment;
}

export interface YearlyMoment {
  readonly day: YearlyDay;
  /** After midnight of the day; may be negative or beyond a day. */
  readonly seconds: number;
}

export type YearlyDay =
  /** `ordinal` 1 to 5, 5 being the last; `weekday` 0 is Sunday. */
  | { readonly kind: 'weekday'; readonly month: number; readonly ordinal: number; readonly weekday: number }
  /** 1 to 365; 29 February is never counted. */
  | { readonly kind: 'day-of-year'; readonly day: number }
  /** 0 to 365; 29 February is counted. */
  | { readonly kind: 'zero-day-of-year'; readonly day: number };

const dayMs = 86_400_000;

/** Milliseconds east of UTC at an instant. */
export function zoneOffsetMs(zone: LocalZone, atMs: number): number {
  return zone.kind === 'iana' ? offsetMinutes(atMs, zone.name) * 60_000 : ruleOffsetMs(zone.rule, atMs);
}

/** `UTC+09:00`, `UTC+01:00 with daylight saving`, or the zone's name. */
export function zoneWords(zone: LocalZone): string {
  if (zone.kind === 'iana') return zone.name;
  const { standardSeconds, daylight } = zone.rule;
  const minutes = Math.abs(Math.trunc(standardSeconds / 60));
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = `UTC${standardSeconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return daylight ? `${offset} with daylight saving` : offset;
}

function ruleOffsetMs({ standardSeconds, daylight }: ZoneRule, atMs: number): number {
  const standardMs = standardSeconds * 1000;
  if (!daylight) return standardMs;
  const daylightMs = daylight.seconds * 1000;
  const year = new Date(atMs + standardMs).getUTCFullYear();
  const startMs = momentMs(daylight.start, year) - standardMs;
  const stopMs = momentMs(daylight.stop, year) - daylightMs;
  // South of the equator the year begins in daylight time.
  const isDaylight = startMs < stopMs ? atMs >= startMs && atMs < stopMs : atMs < stopMs || atMs >= startMs;
  return isDaylight ? daylightMs : standardMs;
}

/** As if local time were UTC. */
function momentMs({ day, seconds }: YearlyMoment, year: number): number {
  return dayOfYearMs(day, year) + seconds * 1000;
}

function dayOfYearMs(day: YearlyDay, year: number): number {
  if (day.kind === 'zero-day-of-year') return Date.UTC(year, 0, 1) + day.day * dayMs;
  if (day.kind === 'day-of-year') {
    const leapDay = day.day >= 60 && isLeapYear(year) ? 1 : 0;
    return Date.UTC(year, 0, day.day + leapDay);
  }
  const firstMs = Date.UTC(year, day.month - 1, 1);
  const daysInMonth = new Date(Date.UTC(year, day.month, 0)).getUTCDate();
  let date = 1 + ((day.weekday - new Date(firstMs).getUTCDay() + 7) % 7) + (day.ordinal - 1) * 7;
  while (date > daysInMonth) date -= 7;
  return firstMs + (date - 1) * dayMs;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
