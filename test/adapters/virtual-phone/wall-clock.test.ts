import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallClockOf } from '../../../electron/adapters/virtual-phone/clock-settings';
import { readPosixZone } from '../../../electron/adapters/virtual-phone/posix-zone';
import { usualChoices } from '../../../electron/adapters/virtual-phone/timing-choices';
import { nextDailyTime, placeClock, type WallClock } from '../../../electron/adapters/virtual-phone/wall-clock';
import { phoneZones, zoneSettings } from '../../conformance/phone-zones';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const newYear = Date.UTC(2026, 0, 1);

/** Hours ahead of UTC and when they began, half hour by half hour. */
function offsetsOf2026(clock: WallClock | null): string[] {
  const seen: string[] = [];
  for (let atMs = newYear, last = Number.NaN; atMs < newYear + 365 * dayMs; atMs += hourMs / 2) {
    const offsetMs = clock?.stretchAt(atMs).offsetMs ?? Number.NaN;
    if (offsetMs !== last) seen.push(`${new Date(atMs).toISOString()} ${offsetMs / hourMs}`);
    last = offsetMs;
  }
  return seen;
}

test.each(phoneZones)('in $place a phone shows the time of the place, by its POSIX line and by its fields', (zone) => {
  const place = offsetsOf2026(placeClock(zone.place));
  expect(place).toHaveLength(3);
  for (const form of ['posix', 'fields'] as const) {
    const settings = new Map(Object.entries(zoneSettings(zone, form)));
    const standing = { model: 'KX-UT136', place: 'Etc/UTC', nowMs: newYear };
    expect(offsetsOf2026(wallClockOf(settings, standing, usualChoices)), form).toEqual(place);
  }
});

test.each([
  ['UTC0', 0],
  ['<+0545>-5:45', 5.75],
  ['ABC-5:30:00', 5.5],
  ['XYZ+11', -11],
])('%s is steady', (text, hours) => {
  expect(offsetsOf2026(readPosixZone(text))).toEqual([`2026-01-01T00:00:00.000Z ${hours}`]);
});

test('a daylight name without a rule has that of the United States; days of the year are counted with and without 29 February', () => {
  expect(offsetsOf2026(readPosixZone('EST5EDT'))).toEqual(offsetsOf2026(placeClock('America/New_York')));
  const moves = (text: string, year: number): string[] => {
    const clock = readPosixZone(text);
    const first = clock?.stretchAt(Date.UTC(year, 0, 1)).toMs ?? 0;
    return [first, clock?.stretchAt(first).toMs ?? 0].map((atMs) => new Date(atMs).toISOString().slice(0, 16));
  };
  expect(moves('AAA0BBB,J60/0,J300/1', 2028)).toEqual(['2028-03-01T00:00', '2028-10-27T00:00']);
  expect(moves('AAA0BBB,60/0,300/1', 2028)).toEqual(['2028-03-01T00:00', '2028-10-27T00:00']);
  expect(moves('AAA0BBB,60/0,300/1', 2027)).toEqual(['2027-03-02T00:00', '2027-10-28T00:00']);
});

test.each([
  ['', 'nothing'],
  [':Europe/Berlin', 'a name'],
  ['CET', 'no offset'],
  ['CET-25', 'too far'],
  ['CET-1CEST,M13.1.0,M10.5.0', 'a thirteenth month'],
  ['CET-1CEST,M3.5.0', 'half a rule'],
  ['CET-1CEST,M3.5.0,M10.5.0,', 'more behind it'],
  ['CET-1CEST,J0,J300', 'a day before the first'],
  ['CET-1CEST,M3.5.0/168,M10.5.0', 'more than a week'],
])('%j is no zone: %s', (text) => {
  expect(readPosixZone(text)).toBeNull();
});

test('no text makes the reader throw', () => {
  const parts = ['CET', '-1', 'CEST', ',', 'M3.5.0', '/', '<+01>', 'J60', '400', ':', 'M1.1.9', '167', '+', ' '];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...parts)).map((some) => some.join('')),
      ),
      (text) => {
        expect(readPosixZone(text)?.stretchAt(newYear).offsetMs).not.toBeNaN();
      },
    ),
  );
});

test.each([
  ['TIME_ZONE="GMT +9:00"', { TIME_ZONE: 'GMT +9:00' }],
  ['an offset beyond any place', { TIME_ZONE: '900' }],
  ['a POSIX line with a slip', { LOCAL_TIME_ZONE_POSIX: 'CET-1CEST,M3.5.0;M10.5.0', TIME_ZONE: '540' }],
])('%s cannot be read, so the clock shows the time of where it stands', (_, settings) => {
  const standing = { model: 'KX-HDV130', place: 'Asia/Kolkata', nowMs: newYear };
  const clock = wallClockOf(new Map(Object.entries(settings)), standing, usualChoices);
  expect(clock.stretchAt(newYear).offsetMs).toBe(5.5 * hourMs);
});

test('DST_ENABLE="N" keeps standard time, and half a daylight rule counts as none', () => {
  const standing = { model: 'KX-UT136', place: 'Europe/Berlin', nowMs: newYear };
  const july = Date.UTC(2026, 6, 1);
  const shown = (settings: Record<string, string>): number =>
    wallClockOf(new Map(Object.entries(settings)), standing, usualChoices).stretchAt(july).offsetMs / hourMs;
  expect(shown({ TIME_ZONE: '60', DST_ENABLE: 'N' })).toBe(1);
  expect(shown({ TIME_ZONE: '60', DST_ENABLE: 'Y', DST_START_MONTH: '3' })).toBe(2);
  expect(shown({ TIME_ZONE: '540', DST_ENABLE: 'Y', DST_START_MONTH: '3' })).toBe(9);
});

test('read once a day there is one moment for every date, in order, wherever the clock is moved', () => {
  fc.assert(
    fc.property(fc.constantFrom(...phoneZones), fc.integer({ min: 0, max: 1439 }), ({ place }, minutes) => {
      const clock = placeClock(place);
      let atMs = newYear;
      let days = 0;
      for (; atMs < newYear + 365 * dayMs; days++) {
        const next = nextDailyTime(clock, minutes, atMs, 'once-a-day');
        expect(next).toBeGreaterThan(atMs);
        expect(next - atMs).toBeLessThanOrEqual(dayMs + 2 * hourMs);
        atMs = next;
      }
      expect(days).toBeGreaterThanOrEqual(365);
      expect(days).toBeLessThanOrEqual(366);
    }),
    { numRuns: 40 },
  );
});
