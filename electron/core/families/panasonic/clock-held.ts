// How a phone knows the time of day (panasonic.md, "Clock"): minutes with daylight rules in fields, one POSIX line, or on the UT670 a
// code whose meaning is not known.
import type { ClockHeld } from '../../timing/clock-held';
import type { DaylightRule, YearlyMoment } from '../../timing/local-zone';
import { parsePosixTimeZone } from '../../timing/posix-time-zone';
import { timingAssumptions, type TimingAssumptions } from '../../timing/timing-assumptions';
import type { Model } from '../family';

/** Of any place on Earth. */
const offsetRange = { west: -12 * 60, east: 14 * 60 };
/** Sample files give it, and an hour is what nearly all places move by. */
const daylightMinutesWhenUnset = 60;

/** Where both forms are held the POSIX line counts: it says more. Which one a phone prefers is not documented. */
export function clockHeld(
  held: ReadonlyMap<string, string>,
  model: Model | null,
  assumptions: TimingAssumptions = timingAssumptions,
): ClockHeld {
  const timeServer = held.get('NTP_ADDR') || null;
  return { ...zoneHeld(held, model, assumptions), timeServer };
}

function zoneHeld(
  held: ReadonlyMap<string, string>,
  model: Model | null,
  assumptions: TimingAssumptions,
): Omit<ClockHeld, 'timeServer'> {
  const posix = held.get('LOCAL_TIME_ZONE_POSIX') ?? '';
  const minutes = held.get('TIME_ZONE') ?? '';
  const country = held.get('TIME_ZONE_COUNTRY') ?? '';
  // The UT670 knows neither of the others (catalogue). Of a file for no known model, the readable form counts.
  const byCode = model ? model.name.startsWith('KX-UT670') : country !== '' && minutes === '' && posix === '';
  if (byCode) {
    return { zoneIs: 'code', zone: null, written: country === '' ? '' : `TIME_ZONE_COUNTRY="${country}"` };
  }
  if (posix !== '') {
    const written = `LOCAL_TIME_ZONE_POSIX="${posix}"`;
    const rule = parsePosixTimeZone(posix);
    return rule
      ? { zoneIs: 'rule', zone: { kind: 'rule', rule }, written }
      : { zoneIs: 'invalid', zone: null, written };
  }
  if (minutes === '') return { zoneIs: 'not-held', zone: null, written: '' };
  return zoneOfMinutes(minutes, held, assumptions);
}

function zoneOfMinutes(
  text: string,
  held: ReadonlyMap<string, string>,
  assumptions: TimingAssumptions,
): Omit<ClockHeld, 'timeServer'> {
  const offset = wholeNumber(text, offsetRange.west, offsetRange.east);
  const written = `TIME_ZONE="${text}"`;
  if (offset === null) return { zoneIs: 'invalid', zone: null, written };
  const standardSeconds = offset * 60;
  const daylightOn = held.get('DST_ENABLE') ?? '';
  const standard = { kind: 'rule', rule: { standardSeconds, daylight: null } } as const;
  if (daylightOn === '') return { zoneIs: 'standard-only', zone: standard, written };
  const said = `${written} DST_ENABLE="${daylightOn}"`;
  if (daylightOn !== 'Y') return { zoneIs: 'rule', zone: standard, written: said };
  const daylight = daylightRule(held, standardSeconds, assumptions);
  // Fields left out have factory values that are not known.
  if (!daylight)
    return { zoneIs: 'standard-only', zone: standard, written: `${said} without a complete DST_START and DST_STOP` };
  return { zoneIs: 'rule', zone: { kind: 'rule', rule: { standardSeconds, daylight } }, written: said };
}

function daylightRule(
  held: ReadonlyMap<string, string>,
  standardSeconds: number,
  assumptions: TimingAssumptions,
): DaylightRule | null {
  const written = held.get('DST_OFFSET') ?? '';
  const offset = written === '' ? daylightMinutesWhenUnset : wholeNumber(written, -720, 720);
  const start = yearlyMoment(held, 'DST_START', assumptions);
  const stop = yearlyMoment(held, 'DST_STOP', assumptions);
  return offset !== null && start && stop ? { seconds: standardSeconds + offset * 60, start, stop } : null;
}

function yearlyMoment(
  held: ReadonlyMap<string, string>,
  prefix: string,
  { lastOrdinalDay }: TimingAssumptions,
): YearlyMoment | null {
  const field = (name: string, least: number, most: number): number | null =>
    wholeNumber(held.get(`${prefix}_${name}`) ?? '', least, most);
  const month = field('MONTH', 1, 12);
  const ordinal = field('ORDINAL_DAY', 1, lastOrdinalDay);
  const weekday = field('DAY_OF_WEEK', 0, 6);
  const minutes = field('TIME', 0, 1440);
  if (month === null || ordinal === null || weekday === null || minutes === null) return null;
  const day = { kind: 'weekday', month, ordinal: ordinal === lastOrdinalDay ? 5 : ordinal, weekday } as const;
  return { day, seconds: minutes * 60 };
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
