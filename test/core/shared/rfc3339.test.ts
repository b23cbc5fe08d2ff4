import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTimeZone, rfc3339 } from '../../../electron/core/shared/rfc3339';

const zones = [
  'UTC', 'Europe/London', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe',
  'Pacific/Chatham', 'Pacific/Apia', 'Africa/Casablanca', 'America/Caracas',
]; // prettier-ignore

test.each([
  ['2026-11-22T01:00:00.000Z', 'Europe/Berlin', '2026-11-22T02:00:00.000+01:00'],
  ['2026-07-01T12:00:00.000Z', 'America/St_Johns', '2026-07-01T09:30:00.000-02:30'],
  ['2026-01-01T00:00:00.000Z', 'Asia/Kathmandu', '2026-01-01T05:45:00.000+05:45'],
  ['2026-01-01T00:00:00.000Z', 'UTC', '2026-01-01T00:00:00.000+00:00'],
  // The hour that comes twice, told apart by the offset.
  ['2026-10-25T00:30:00.000Z', 'Europe/London', '2026-10-25T01:30:00.000+01:00'],
  ['2026-10-25T01:30:00.000Z', 'Europe/London', '2026-10-25T01:30:00.000+00:00'],
])('%s in %s is %s', (instant, zone, text) => {
  expect(rfc3339(Date.parse(instant), zone)).toBe(text);
});

test('what is written is the same instant, in local time of the zone', () => {
  const instant = fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2090, 0, 1) });
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
      const text = rfc3339(at, zone);
      expect(Date.parse(text)).toBe(at);
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
      expect(Temporal.PlainDateTime.from(text.slice(0, 23)).equals(local)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a clock that gives fractions of a millisecond loses them, no more', () => {
  expect(rfc3339(1_767_225_600_000.75, 'Asia/Kolkata')).toBe('2026-01-01T05:30:00.000+05:30');
});

test('only names of the time zone database are time zones', () => {
  for (const zone of zones) expect(isTimeZone(zone)).toBe(true);
  for (const name of ['', 'Europe/Nowhere', '+01:00', 'Z', 'London']) expect(isTimeZone(name)).toBe(false);
});
