import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, localTime, startOfDay, timeOfDay } from '../../../renderer/client/local-days';

const berlin = 'Europe/Berlin';
const hourMs = 3_600_000;

test('a day is 23 hours long in spring, 25 in autumn, and 24 otherwise', () => {
  const length = (day: string): number => {
    const noon = Date.parse(`${day}T12:00:00Z`);
    return (startOfDay(noon, berlin, 1) - startOfDay(noon, berlin)) / hourMs;
  };
  expect([length('2026-03-29'), length('2026-10-25'), length('2026-11-24')]).toEqual([23, 25, 24]);
});

test('a time that does not exist is the end of the gap, as for schedules; of one that comes twice the first counts', () => {
  const spring = startOfDay(Date.parse('2026-03-29T12:00:00Z'), berlin);
  expect(new Date(timeOfDay(spring, '02:30', berlin)).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  const lordHowe = startOfDay(Date.parse('2026-10-04T12:00:00Z'), 'Australia/Lord_Howe');
  expect(new Date(timeOfDay(lordHowe, '02:15', 'Australia/Lord_Howe')).toISOString()).toBe('2026-10-03T15:30:00.000Z');
  const autumn = startOfDay(Date.parse('2026-10-25T12:00:00Z'), berlin);
  expect(new Date(timeOfDay(autumn, '02:30', berlin)).toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('what the wall shows leads back to the same wall, in every zone and every minute', () => {
  const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 }),
      (zone, minute) => {
        const wall = localTime(minute * 60_000, zone);
        expect(localTime(instantOf(wall, zone), zone)).toEqual(wall);
      },
    ),
  );
});
