import 'temporal-polyfill/global';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAlwaysQuiet,
  maintenanceWords,
  quietCalendar,
  type MaintenanceWindow,
} from '../../../electron/core/schedules/maintenance';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const minute = 60_000;

function until(windows: readonly MaintenanceWindow[], zone: string, at: string): string | null {
  const end = quietCalendar(windows, zone)(Date.parse(at));
  return end === null ? null : new Date(end).toISOString().slice(0, 16);
}

describe('a window', () => {
  const office = [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }];

  test.each([
    // Monday 5 January 2026.
    ['2026-01-05T06:59Z', null],
    ['2026-01-05T07:00Z', '2026-01-05T17:00'],
    ['2026-01-05T16:59Z', '2026-01-05T17:00'],
    ['2026-01-05T17:00Z', null],
    ['2026-01-10T10:00Z', null],
  ])('Monday to Friday 08:00–18:00 in Berlin at %s: quiet until %s', (at, end) => {
    expect(until(office, 'Europe/Berlin', at)).toBe(end);
  });

  test('over midnight belongs to the day it begins', () => {
    const night = [{ weekdays: [5], from: '22:00', to: '06:00' }];
    expect(until(night, 'UTC', '2026-01-10T05:59Z')).toBe('2026-01-10T06:00');
    expect(until(night, 'UTC', '2026-01-09T05:59Z')).toBeNull();
  });

  test('that touches another is one with it', () => {
    const both = [...office, { weekdays: [1], from: '18:00', to: '20:00' }];
    expect(until(both, 'UTC', '2026-01-05T12:00Z')).toBe('2026-01-05T20:00');
  });

  test.each([
    // 02:00 → 03:00 at 01:00 UTC.
    ['02:30', '04:00', '2026-03-29T01:00Z', '2026-03-29T02:00'],
    ['01:00', '02:30', '2026-03-29T00:30Z', '2026-03-29T01:00'],
    // 03:00 → 02:00 at 01:00 UTC: from the first half past two, to the second.
    ['02:30', '04:00', '2026-10-25T00:30Z', '2026-10-25T03:00'],
    ['01:00', '02:30', '2026-10-25T00:45Z', '2026-10-25T01:30'],
  ])('from %s to %s on the night the clock is moved, at %s: quiet until %s', (from, to, at, end) => {
    expect(until([{ weekdays: everyDay, from, to }], 'Europe/Berlin', at)).toBe(end);
  });
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, past]) => `${String(hour).padStart(2, '0')}:${String(past).padStart(2, '0')}`);
const window = fc.record({
  weekdays: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }),
  from: time,
  to: time,
});
const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'UTC');
const at = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }).map((minutes) => Date.UTC(2026, 0, 1) + minutes * minute);

test('quiet is quiet to its end, and not any more then', () => {
  fc.assert(
    fc.property(
      fc.array(window, { maxLength: 4 }),
      zone,
      at,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (windows, where, when, part) => {
        fc.pre(!isAlwaysQuiet(windows));
        const quietUntil = quietCalendar(windows, where);
        const end = quietUntil(when);
        if (end === null) return;
        expect(end).toBeGreaterThan(when);
        expect(quietUntil(when + Math.floor((end - when - 1) * part))).toBe(end);
        expect(quietUntil(end)).toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

test('on days the clock is left alone it says what the wall says', () => {
  fc.assert(
    fc.property(window, at, (one, when) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO('Asia/Tokyo');
      const shown = wall.toPlainTime().toString().slice(0, 5);
      const yesterday = ((wall.dayOfWeek + 5) % 7) + 1;
      const overMidnight = one.to <= one.from;
      const today = one.weekdays.includes(wall.dayOfWeek) && shown >= one.from && (overMidnight || shown < one.to);
      const before = overMidnight && one.weekdays.includes(yesterday) && shown < one.to;
      expect(quietCalendar([one], 'Asia/Tokyo')(when) !== null).toBe(today || before);
    }),
    { numRuns: 500 },
  );
});

test('windows that leave no minute are known', () => {
  expect(isAlwaysQuiet([{ weekdays: everyDay, from: '00:00', to: '00:00' }])).toBe(true);
  expect(isAlwaysQuiet([{ weekdays: everyDay, from: '12:00', to: '11:59' }])).toBe(false);
  expect(isAlwaysQuiet([])).toBe(false);
});

test('in words', () => {
  expect(maintenanceWords({ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' })).toBe(
    'Monday to Friday 08:00–18:00',
  );
  expect(maintenanceWords({ weekdays: [6, 7], from: '22:00', to: '06:00' })).toBe(
    'Saturday and Sunday 22:00–06:00 the next day',
  );
  expect(maintenanceWords({ weekdays: everyDay, from: '01:00', to: '02:00' })).toBe('Every day 01:00–02:00');
});
