// Clocks by POSIX line and by the phones' own fields, against the named zones of the system.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockHeld } from '../../../electron/core/families/panasonic/clock-held';
import { findPanasonicModel } from '../../../electron/core/families/panasonic/models';
import { learnOffset } from '../../../electron/core/timing/learn-offset';
import { localClock } from '../../../electron/core/timing/local-clock';
import { localMoment } from '../../../electron/core/timing/local-moment';
import {
  zoneOffsetMs,
  type LocalZone,
  type YearlyMoment,
  type ZoneRule,
} from '../../../electron/core/timing/local-zone';
import { parsePosixTimeZone } from '../../../electron/core/timing/posix-time-zone';
import { timingAssumptions } from '../../../electron/core/timing/timing-assumptions';

const hour = 3_600_000;
const clock = (values: Record<string, string>, model: string | null = null) =>
  clockHeld(new Map(Object.entries(values)), model === null ? null : findPanasonicModel(model));

/** The hours of a year in which the two clocks differ. */
function differences(zone: LocalZone, name: string): string[] {
  const named: LocalZone = { kind: 'iana', name };
  const found: string[] = [];
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += hour)
    if (zoneOffsetMs(zone, at) !== zoneOffsetMs(named, at)) found.push(new Date(at).toISOString());
  return found;
}

test.each([
  ['CET-1CEST,M3.5.0,M10.5.0/3', 'Europe/Berlin'],
  ['GMT0BST,M3.5.0/1,M10.5.0', 'Europe/London'],
  ['IST-1GMT0,M10.5.0,M3.5.0/1', 'Europe/Dublin'],
  ['EST5EDT,M3.2.0,M11.1.0', 'America/New_York'],
  ['EST5EDT', 'America/New_York'],
  ['NST3:30NDT,M3.2.0,M11.1.0', 'America/St_Johns'],
  ['AEST-10AEDT,M10.1.0,M4.1.0/3', 'Australia/Sydney'],
  ['<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', 'Australia/Lord_Howe'],
  ['<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45', 'Pacific/Chatham'],
  ['<-02>2<-01>,M3.5.0/-1,M10.5.0/0', 'America/Nuuk'],
  ['JST-9', 'Asia/Tokyo'],
])('%s is the clock of %s', (line, name) => {
  const rule = parsePosixTimeZone(line);
  expect(rule && differences({ kind: 'rule', rule }, name)).toEqual([]);
});

/** A POSIX line for a rule; the names carry no meaning. */
function posixLine({ standardSeconds, daylight }: ZoneRule): string {
  const standard = `<std>${posixTime(-standardSeconds)}`;
  if (!daylight) return standard;
  const { seconds, start, stop } = daylight;
  return `${standard}<dst>${posixTime(-seconds)},${posixMoment(start)},${posixMoment(stop)}`;
}

function posixMoment({ day, seconds }: YearlyMoment): string {
  if (day.kind === 'weekday') return `M${day.month}.${day.ordinal}.${day.weekday}/${posixTime(seconds)}`;
  return `${day.kind === 'day-of-year' ? 'J' : ''}${day.day}/${posixTime(seconds)}`;
}

function posixTime(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const total = Math.abs(seconds);
  return `${seconds < 0 ? '-' : ''}${Math.floor(total / 3600)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}

const moment: fc.Arbitrary<YearlyMoment> = fc.record({
  day: fc.oneof(
    fc.record({
      kind: fc.constant('weekday' as const),
      month: fc.integer({ min: 1, max: 12 }),
      ordinal: fc.integer({ min: 1, max: 5 }),
      weekday: fc.integer({ min: 0, max: 6 }),
    }),
    fc.record({ kind: fc.constant('day-of-year' as const), day: fc.integer({ min: 1, max: 365 }) }),
    fc.record({ kind: fc.constant('zero-day-of-year' as const), day: fc.integer({ min: 0, max: 365 }) }),
  ),
  seconds: fc.integer({ min: -167 * 3600, max: 167 * 3600 }),
});
const offset = fc.integer({ min: -24 * 3600, max: 24 * 3600 });

test('a written POSIX line reads as what it was written from', () => {
  const rule = fc.record({
    standardSeconds: offset,
    daylight: fc.option(fc.record({ seconds: offset, start: moment, stop: moment })),
  });
  fc.assert(
    fc.property(rule, (drawn) => {
      expect(parsePosixTimeZone(posixLine(drawn))).toEqual(drawn);
    }),
  );
});

test('any other text is no POSIX line, and nothing throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void parsePosixTimeZone(text)));
  for (const text of [
    '',
    'CET',
    'Europe/Berlin',
    ':Europe/Berlin',
    'CET-25',
    'CET-1CEST,M13.1.0,M1.1.0',
    'CET-1CEST,M3.5.0',
    'CET-1CEST,J0,J1',
    'GMT +9:00',
  ])
    expect(parsePosixTimeZone(text), text).toBeNull();
});

const newYork = {
  TIME_ZONE: '-300',
  DST_ENABLE: 'Y',
  DST_OFFSET: '60',
  DST_START_MONTH: '3',
  DST_START_ORDINAL_DAY: '2',
  DST_START_DAY_OF_WEEK: '0',
  DST_START_TIME: '120',
  DST_STOP_MONTH: '11',
  DST_STOP_ORDINAL_DAY: '1',
  DST_STOP_DAY_OF_WEEK: '0',
  DST_STOP_TIME: '120',
};
const berlin = {
  ...newYork,
  TIME_ZONE: '60',
  DST_START_ORDINAL_DAY: '5',
  DST_STOP_MONTH: '10',
  DST_STOP_ORDINAL_DAY: '5',
  DST_STOP_TIME: '180',
};

test.each([
  [newYork, 'America/New_York'],
  [berlin, 'Europe/Berlin'],
])('%j is the clock of %s', (values, name) => {
  const held = clock(values, 'KX-UT136');
  expect(held.zoneIs).toBe('rule');
  expect(held.zone && differences(held.zone, name)).toEqual([]);
});

test.each([
  [{}, 'KX-UT136', 'not-held'],
  [{ TIME_ZONE: '540' }, 'KX-UT136', 'standard-only'],
  [{ TIME_ZONE: '540', DST_ENABLE: 'N' }, 'KX-UT136', 'rule'],
  [{ TIME_ZONE: '60', DST_ENABLE: 'Y' }, 'KX-UT136', 'standard-only'],
  [{ TIME_ZONE: 'GMT +9:00' }, 'KX-UT136', 'invalid'],
  [{ TIME_ZONE: '900' }, 'KX-UT136', 'invalid'],
  [{ LOCAL_TIME_ZONE_POSIX: 'nonsense' }, 'KX-UT136', 'invalid'],
  [{ LOCAL_TIME_ZONE_POSIX: 'JST-9', TIME_ZONE: '60' }, 'KX-HDV130', 'rule'],
  [{ TIME_ZONE: '60' }, 'KX-UT670', 'code'],
  [{ TIME_ZONE_COUNTRY: '-70003' }, 'KX-UT670', 'code'],
  [{ TIME_ZONE_COUNTRY: '-70003' }, null, 'code'],
  [{ TIME_ZONE_COUNTRY: '-70003', TIME_ZONE: '60' }, null, 'standard-only'],
] as const)('%j on a %s is a zone of kind %s', (values, model, kind) => {
  expect(clock({ ...values }, model).zoneIs).toBe(kind);
});

const around = { siteZone: 'Europe/Berlin', learnt: null, atMs: Date.UTC(2026, 6, 1) };
const local = (values: Record<string, string>, model: string | null, more: object = {}) =>
  localClock(clock(values, model), { ...around, ...more }, timingAssumptions);

test.each([
  [{ NTP_ADDR: '192.0.2.1', TIME_ZONE: '60' }, 'KX-UT136', {}, 'assumed', 120, true],
  [{ TIME_ZONE: '540' }, 'KX-UT136', {}, 'held', 540, false],
  [{}, 'KX-UT136', { clockSet: true }, 'assumed', 120, true],
  [{}, 'KX-UT670', {}, 'not-known', 120, false],
  [{}, 'KX-UT670', { learnt: { offsetMinutes: 60, atMs: Date.UTC(2026, 0, 5) } }, 'learnt', 120, false],
  [{}, 'KX-UT670', { learnt: { offsetMinutes: -420, atMs: Date.UTC(2026, 0, 5) } }, 'learnt', -420, false],
] as const)(
  '%j on a %s in Berlin, %j: %s, %i minutes in summer, clock set: %s',
  (values, model, more, kind, minutes, set) => {
    const found = local({ ...values }, model, more);
    expect(found.zoneIs).toBe(kind);
    expect(zoneOffsetMs(found.zone, around.atMs) / 60_000).toBe(minutes);
    expect(found.clockSet).toBe(set);
    expect(found.notes.length).toBeGreaterThan(0);
  },
);

test('a standard offset alone stays all year where a setting says so', () => {
  const off = { ...timingAssumptions, dstWhenNotHeld: 'off' as const };
  const found = localClock(clock({ TIME_ZONE: '60' }, 'KX-UT136'), around, off);
  expect(zoneOffsetMs(found.zone, around.atMs)).toBe(hour);
});

test.each(['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Beirut', 'Africa/Casablanca'])(
  'in %s every instant of a year is found again by what the clock showed',
  (name) => {
    const zone: LocalZone = { kind: 'iana', name };
    const lost: string[] = [];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += hour / 2) {
      const found = localMoment(at + zoneOffsetMs(zone, at), zone);
      const instants = found.kind === 'twice' ? [found.atMs, found.secondMs] : [found.atMs];
      if (found.kind === 'missing' || !instants.includes(at)) lost.push(new Date(at).toISOString());
    }
    expect(lost).toEqual([]);
  },
);

test('an offset is learnt from two nights, not from one', () => {
  const night = (date: number, minutes: number): number => Date.UTC(2026, 0, date, 0, minutes);
  expect(learnOffset([night(5, 62)], 120, 0)).toBeNull();
  expect(learnOffset([night(5, 62), night(6, 61)], 120, 0)).toBe(60);
  expect(learnOffset([night(5, 62), night(6, 61), night(6, 700)], 120, 0)).toBe(60);
  expect(learnOffset([night(5, 62), night(6, 61), night(5, 300), night(6, 300)], 120, 0)).toBeNull();
});

test('two nights are two, though a late one and the next fall on one day of UTC', () => {
  const asked = [Date.UTC(2026, 0, 6, 0, 1), Date.UTC(2026, 0, 6, 23, 59)];
  expect(learnOffset(asked, 1439, 0)).toBe(0);
});

test('of two offsets a day apart the one nearer to the site is learnt', () => {
  const seen = [Date.UTC(2026, 0, 5, 13), Date.UTC(2026, 0, 6, 13)];
  expect(learnOffset(seen, 120, 780)).toBe(780);
  expect(learnOffset(seen, 120, -600)).toBe(-660);
});

test('a phone that asks at its time is learnt wherever it stands', () => {
  const quarter = fc.integer({ min: -48, max: 48 });
  fc.assert(
    fc.property(
      quarter,
      fc.integer({ min: 0, max: 1439 }),
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 9 }),
      (quarters, fixed, seconds) => {
        const minutes = quarters * 15;
        const asked = seconds.map((late, n) => Date.UTC(2026, 0, 5 + n) + (fixed - minutes) * 60_000 + late * 1000);
        expect(learnOffset(asked, fixed, minutes)).toBe(minutes);
      },
    ),
  );
});
