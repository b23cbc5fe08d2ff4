import 'temporal-polyfill/global';
import fc from 'fast-check';
import { createTask } from 'node-cron';
import { expect, test, vi } from 'vitest';
import { cronTimes } from '../../../electron/adapters/scheduler/cron-times';
import { nextRun, type WallTimes } from '../../../electron/core/schedules/next-run';
import { wallInstants } from '../../../electron/core/schedules/wall-instants';

const minute = 60_000;
const day = 86_400_000;
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Tokyo',
  'UTC',
];

/** Times on the wall that are so many minutes after midnight. */
function timesOfDay(minutes: readonly number[], everyHour: boolean): WallTimes {
  const sorted = minutes.toSorted((a, b) => a - b);
  return {
    everyHour,
    after(wallMs) {
      for (let from = Math.floor(wallMs / day) * day; ; from += day) {
        const found = sorted.find((one) => from + one * minute > wallMs);
        if (found !== undefined) return from + found * minute;
      }
    },
  };
}

function runsOf(times: WallTimes, zone: string, from: number, to: number): number[] {
  const runs: number[] = [];
  for (let at = nextRun(times, zone, from - 1); at !== null && at < to; at = nextRun(times, zone, at)) runs.push(at);
  return runs;
}

const zone = fc.constantFrom(...zones);
/** Any day of two years, so that every move of the clock is met now and then; and the very nights. */
const dayOf2026 = fc.integer({ min: 0, max: 729 }).map((number) => Date.UTC(2026, 0, 1) + number * day);
const night = fc.constantFrom(
  ...[
    '2026-03-29',
    '2026-10-25',
    '2026-03-08',
    '2026-11-01',
    '2026-04-05',
    '2026-09-06',
    '2026-10-04',
    '2026-04-24',
  ].map((date) => Date.parse(date)),
);
const someDay = fc.oneof(dayOf2026, night);

test('times of the day: every day each of them once, in order, those in a gap as one right after it', () => {
  fc.assert(
    fc.property(
      zone,
      someDay,
      fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 6 }),
      (where, date, minutes) => {
        const from = wallInstants(date, where).firstMs;
        const to = wallInstants(date + day, where).firstMs;
        const expected = [...new Set(minutes.map((one) => wallInstants(date + one * minute, where).firstMs))];
        expect(runsOf(timesOfDay(minutes, false), where, from, to)).toEqual(expected.toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 500 },
  );
});

test('every hour: whenever the wall shows it, at both of two equal times, at none that does not exist', () => {
  fc.assert(
    fc.property(
      zone,
      someDay,
      fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 4 }),
      (where, date, past) => {
        const minutes = past.flatMap((one) => Array.from({ length: 24 }, (_, hour) => hour * 60 + one));
        const from = wallInstants(date, where).firstMs;
        const to = from + day;
        const expected: number[] = [];
        for (let at = Math.ceil(from / minute) * minute; at < to; at += minute) {
          const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(where).minute;
          if (past.includes(shown)) expected.push(at);
        }
        expect(runsOf(timesOfDay(minutes, true), where, from, to)).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
});

test('from anywhere in between, the next run is the same', () => {
  fc.assert(
    fc.property(
      zone,
      someDay,
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 0, max: day }),
      (where, date, one, within) => {
        const times = timesOfDay([one], false);
        const from = wallInstants(date, where).firstMs + within;
        const next = nextRun(times, where, from) ?? 0;
        expect(next).toBeGreaterThan(from);
        expect(nextRun(times, where, from + Math.floor((next - from) / 2))).toBe(next);
        expect(nextRun(times, where, next - 1)).toBe(next);
      },
    ),
    { numRuns: 300 },
  );
});

test('what never comes has no next run', () => {
  expect(nextRun({ everyHour: false, after: () => null }, 'Europe/Berlin', 0)).toBeNull();
});

test('croner walks exactly the minutes that node-cron says match', () => {
  const field = (low: number, high: number): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant('*') },
      fc.integer({ min: low, max: high }).map(String),
      fc
        .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
        .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      fc.integer({ min: 2, max: 7 }).map((step) => `*/${step}`),
      fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high })).map(([a, b]) => `${a},${b}`),
    );
  const cron = fc
    .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
    .map((fields) => fields.join(' '));
  fc.assert(
    fc.property(cron, dayOf2026, (text, date) => {
      const task = createTask(text, () => undefined, { timezone: 'UTC' });
      const times = cronTimes(text);
      for (let at = times.after(date - 1); at !== null && at < date + day; at = times.after(at)) {
        expect(task.match(new Date(at)), `${text} at ${new Date(at).toISOString()}`).toBe(true);
      }
      for (let at = date; at < date + day; at += 7 * minute) {
        expect(times.after(at - 1) === at, `${text} at ${new Date(at).toISOString()}`).toBe(task.match(new Date(at)));
      }
      void task.destroy();
    }),
    { numRuns: 40 },
  );
});

test('all minutes of a day are walked through without asking again and again when the clock is moved', () => {
  const asked = vi.spyOn(Temporal.ZonedDateTime.prototype, 'getTimeZoneTransition');
  const from = Date.parse('2026-06-01T22:00Z');
  const everyMinute = cronTimes('* * * * *');
  expect(runsOf(everyMinute, 'Europe/Paris', from, from + day)).toHaveLength(24 * 60);
  expect(asked.mock.calls.length).toBeLessThan(10);
  asked.mockRestore();
});

test('an expression is read once, however often it is asked for its next time', () => {
  expect(cronTimes('*/5 8-18 * * mon-fri')).toBe(cronTimes('*/5 8-18 * * mon-fri'));
  expect(cronTimes('*/5 8-18 * * mon-fri')).not.toBe(cronTimes('*/6 8-18 * * mon-fri'));
});
