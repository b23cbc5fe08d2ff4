// Time zones in one line, as POSIX has them in the variable TZ (IEEE 1003.1, 8.3; RFC 8536, 3.3.1): `CET-1CEST,M3.5.0,M10.5.0/3`.
import type { YearlyDay, YearlyMoment, ZoneRule } from './local-zone';

const hourSeconds = 3600;
/** Two in the morning. */
const usualChangeSeconds = 2 * hourSeconds;
const offsetPattern = '[+-]?\\d{1,2}(?::\\d{2}){0,2}';
const namePattern = '(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)';
const wholePattern = new RegExp(
  `^${namePattern}(${offsetPattern})(?:${namePattern}(${offsetPattern})?(?:,([^,]+),([^,]+))?)?$`,
);
const hasDaylightPattern = new RegExp(`^${namePattern}${offsetPattern}${namePattern}`);
/** Of a name without a rule: what systems take then (the United States' rule). */
const usualRule = ['M3.2.0', 'M11.1.0'] as const;

/** Null for anything that is no such line, the `:name` form included. Never throws. */
export function parsePosixTimeZone(text: string): ZoneRule | null {
  const [, standard, daylight, start = usualRule[0], stop = usualRule[1]] = wholePattern.exec(text) ?? [];
  // POSIX counts west of Greenwich.
  const standardSeconds = standard === undefined ? null : secondsOf(standard, 24);
  if (standardSeconds === null) return null;
  if (!hasDaylightPattern.test(text)) return { standardSeconds: east(standardSeconds), daylight: null };
  const daylightSeconds = daylight === undefined ? standardSeconds - hourSeconds : secondsOf(daylight, 24);
  const startMoment = momentOf(start);
  const stopMoment = momentOf(stop);
  if (daylightSeconds === null || !startMoment || !stopMoment) return null;
  return {
    standardSeconds: east(standardSeconds),
    daylight: { seconds: east(daylightSeconds), start: startMoment, stop: stopMoment },
  };
}

function east(westSeconds: number): number {
  // No negative zero.
  return 0 - westSeconds;
}

function secondsOf(text: string, mostHours: number): number | null {
  const [, sign, hours = '', minutes = '0', seconds = '0'] =
    /^([+-])?(\d{1,3})(?::(\d{2}))?(?::(\d{2}))?$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > mostHours || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const total = Number(hours) * hourSeconds + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? 0 - total : total;
}

function momentOf(text: string): YearlyMoment | null {
  const [dayText = '', time, ...more] = text.split('/');
  const day = dayOf(dayText);
  // Up to a week before or after (RFC 8536, 3.3.1).
  const seconds = time === undefined ? usualChangeSeconds : secondsOf(time, 167);
  return day === null || seconds === null || more.length > 0 ? null : { day, seconds };
}

function dayOf(text: string): YearlyDay | null {
  const [, month, ordinal, weekday] = /^M(\d{1,2})\.([1-5])\.([0-6])$/.exec(text) ?? [];
  if (month !== undefined) {
    if (Number(month) < 1 || Number(month) > 12) return null;
    return { kind: 'weekday', month: Number(month), ordinal: Number(ordinal), weekday: Number(weekday) };
  }
  const [, julian, number] = /^(J)?(\d{1,3})$/.exec(text) ?? [];
  if (number === undefined) return null;
  const day = Number(number);
  if (julian) return day >= 1 && day <= 365 ? { kind: 'day-of-year', day } : null;
  return day <= 365 ? { kind: 'zero-day-of-year', day } : null;
}
