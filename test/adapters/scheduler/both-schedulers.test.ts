// One contract, two schedulers: node-cron on the computer's own clock (faked here), croner on a lab clock.
import { getTasks } from 'node-cron';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CronerScheduler } from '../../../electron/adapters/scheduler/croner-scheduler';
import { NodeCronScheduler } from '../../../electron/adapters/scheduler/node-cron-scheduler';
import type { Scheduler } from '../../../electron/services/schedules/scheduler';
import { TestClock } from '../../support/test-clock';

const hour = 3_600_000;

interface Bench {
  readonly scheduler: Scheduler;
  pass(ms: number): Promise<void>;
  now(): number;
}

const benches: readonly [string, (startMs: number) => Bench][] = [
  [
    'node-cron in real time',
    (startMs) => {
      vi.useFakeTimers({ now: startMs });
      return {
        scheduler: new NodeCronScheduler(),
        pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
        now: () => Date.now(),
      };
    },
  ],
  [
    'croner on a lab clock',
    (startMs) => {
      const clock = new TestClock(startMs);
      return { scheduler: new CronerScheduler(clock), pass: async (ms) => clock.advance(ms), now: () => clock.now() };
    },
  ],
];

/** A night in which the clock is moved, and what runs in the 24 hours from `from`. */
interface Night {
  readonly zone: string;
  readonly from: string;
  readonly cron: string;
  /** Instants as `MM-DDTHH:MM` in UTC, or how many runs. */
  readonly runs: readonly string[] | number;
}

/** Spring: the clock goes forward over a gap. */
const gaps: readonly Night[] = [
  // 02:00 → 03:00 at 01:00 UTC.
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '30 2 * * *', runs: ['03-29T01:00'] },
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '0 2 * * *', runs: ['03-29T01:00'] },
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '0 3 * * *', runs: ['03-29T01:00'] },
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '0,20,40 2 * * *', runs: ['03-29T01:00'] },
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '0 2,3 * * *', runs: ['03-29T01:00'] },
  {
    zone: 'Europe/Berlin',
    from: '2026-03-28T12:00Z',
    cron: '30 1,2,4 * * *',
    runs: ['03-29T00:30', '03-29T01:00', '03-29T02:30'],
  },
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '30 * * * *', runs: 24 },
  { zone: 'Europe/Berlin', from: '2026-03-28T12:00Z', cron: '*/15 * * * *', runs: 96 },
  // 01:00 → 02:00 at 01:00 UTC.
  { zone: 'Europe/London', from: '2026-03-28T12:00Z', cron: '15 1 * * *', runs: ['03-29T01:00'] },
  { zone: 'Europe/London', from: '2026-03-28T12:00Z', cron: '*/15 * * * *', runs: 96 },
  // 02:00 → 03:00 at 07:00 UTC.
  { zone: 'America/New_York', from: '2026-03-07T18:00Z', cron: '30 2 * * *', runs: ['03-08T07:00'] },
  { zone: 'America/New_York', from: '2026-03-07T18:00Z', cron: '0 * * * *', runs: 24 },
  // Midnight → 01:00 at 04:00 UTC: the day begins at one.
  { zone: 'America/Santiago', from: '2026-09-05T12:00Z', cron: '0 0 * * *', runs: ['09-06T04:00'] },
  { zone: 'America/Santiago', from: '2026-09-05T12:00Z', cron: '*/15 * * * *', runs: 96 },
  // 02:00 → 02:30, half an hour, at 15:30 UTC.
  { zone: 'Australia/Lord_Howe', from: '2026-10-03T06:00Z', cron: '15 2 * * *', runs: ['10-03T15:30'] },
  { zone: 'Australia/Lord_Howe', from: '2026-10-03T06:00Z', cron: '30 2 * * *', runs: ['10-03T15:30'] },
  { zone: 'Australia/Lord_Howe', from: '2026-10-03T06:00Z', cron: '*/15 * * * *', runs: 96 },
];

/** Autumn: the clock goes back and shows an hour twice. */
const repeats: readonly Night[] = [
  // 03:00 → 02:00 at 01:00 UTC.
  { zone: 'Europe/Berlin', from: '2026-10-24T12:00Z', cron: '30 2 * * *', runs: ['10-25T00:30'] },
  {
    zone: 'Europe/Berlin',
    from: '2026-10-24T12:00Z',
    cron: '0,30 2,3 * * *',
    runs: ['10-25T00:00', '10-25T00:30', '10-25T02:00', '10-25T02:30'],
  },
  { zone: 'Europe/Berlin', from: '2026-10-24T12:00Z', cron: '30 * * * *', runs: 24 },
  { zone: 'Europe/Berlin', from: '2026-10-24T12:00Z', cron: '*/15 * * * *', runs: 96 },
  // 02:00 → 01:00 at 01:00 UTC.
  { zone: 'Europe/London', from: '2026-10-24T12:00Z', cron: '0 1 * * *', runs: ['10-25T00:00'] },
  { zone: 'Europe/London', from: '2026-10-24T12:00Z', cron: '*/15 * * * *', runs: 96 },
  // 02:00 → 01:00 at 06:00 UTC.
  { zone: 'America/New_York', from: '2026-10-31T18:00Z', cron: '30 1 * * *', runs: ['11-01T05:30'] },
  { zone: 'America/New_York', from: '2026-10-31T18:00Z', cron: '0 * * * *', runs: 24 },
  // Midnight → 23:00 at 03:00 UTC: an hour of the day before comes again.
  { zone: 'America/Santiago', from: '2026-04-04T12:00Z', cron: '30 23 * * *', runs: ['04-05T02:30'] },
  { zone: 'America/Santiago', from: '2026-04-04T12:00Z', cron: '0 0 * * *', runs: ['04-05T04:00'] },
  { zone: 'America/Santiago', from: '2026-04-04T12:00Z', cron: '*/15 * * * *', runs: 96 },
  // 02:00 → 01:30 at 15:00 UTC.
  { zone: 'Australia/Lord_Howe', from: '2026-04-04T06:00Z', cron: '45 1 * * *', runs: ['04-04T14:45'] },
  { zone: 'Australia/Lord_Howe', from: '2026-04-04T06:00Z', cron: '*/15 * * * *', runs: 96 },
];

const nights = [...gaps, ...repeats];

/** In the terms of the promise: how many, or exactly when. */
function asPromised(times: readonly number[], runs: Night['runs']): Night['runs'] {
  return typeof runs === 'number' ? times.length : times.map((at) => new Date(at).toISOString().slice(5, 16));
}

describe.each(benches)('%s', (_name, begin) => {
  afterEach(() => void vi.useRealTimers());

  test.each(nights)('$zone from $from: $cron runs exactly as often as promised', async ({ zone, from, cron, runs }) => {
    const bench = begin(Date.parse(from));
    const due: number[] = [];
    const late: number[] = [];
    const job = bench.scheduler.schedule(cron, zone, (dueAtMs) => {
      due.push(dueAtMs);
      late.push(bench.now() - dueAtMs);
    });
    await bench.pass(24 * hour);
    job.stop();
    await bench.pass(2 * hour);
    expect(asPromised(due, runs)).toEqual(runs);
    expect(new Set(due).size).toBe(due.length);
    expect(Math.max(...late)).toBeLessThan(1_000);
    expect(Math.min(...late)).toBeGreaterThan(-1_000);
    expect(getTasks().size).toBe(0);
  });

  test.each(nights)('$zone from $from: $cron is foretold as it runs', ({ zone, from, cron, runs }) => {
    const { scheduler } = begin(Date.parse(from));
    const foretold: number[] = [];
    const end = Date.parse(from) + 24 * hour;
    const next = (after: number): number => scheduler.next(cron, zone, after) ?? Infinity;
    for (let at = next(Date.parse(from)); at <= end; at = next(at)) foretold.push(at);
    expect(asPromised(foretold, runs)).toEqual(runs);
  });

  test.each([
    ['0 2 * * *', '2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z'],
    ['*/15 8-18 * * mon-fri', '2026-06-06T12:00:00Z', '2026-06-08T06:00:00Z'],
    ['30 0 2 * * *', '2026-06-01T00:00:00Z', '2026-06-01T00:00:30Z'],
    ['0 2 L * *', '2026-06-01T00:00:00Z', '2026-06-30T00:00:00Z'],
    ['0 2 15W * *', '2026-08-01T00:00:00Z', '2026-08-14T00:00:00Z'],
    ['0 2 * * mon#1', '2026-06-02T00:00:00Z', '2026-07-06T00:00:00Z'],
    ['0 2 * * 5L', '2026-06-01T00:00:00Z', '2026-06-26T00:00:00Z'],
    ['0 22-2 * * *', '2026-06-01T00:30:00Z', '2026-06-01T20:00:00Z'],
    ['0 2 * * Friday', '2026-06-01T00:00:00Z', '2026-06-05T00:00:00Z'],
    ['@daily', '2026-06-01T00:00:00Z', '2026-06-01T22:00:00Z'],
    ['0 2 29 2 *', '2026-06-01T00:00:00Z', '2028-02-29T01:00:00Z'],
    // Both at once: Friday the 13th.
    ['0 2 13 * 5', '2026-06-01T00:00:00Z', '2026-11-13T01:00:00Z'],
  ])('%s after %s comes at %s', (cron, after, next) => {
    const { scheduler } = begin(Date.parse(after));
    expect(scheduler.validate(cron, 'Europe/Berlin')).toEqual({ ok: true, value: undefined });
    const at = scheduler.next(cron, 'Europe/Berlin', Date.parse(after));
    expect(at === null ? null : new Date(at).toISOString()).toBe(next.replace('Z', '.000Z'));
  });

  test.each([
    ['61 2 * * *', '"61 2 * * *" is not a cron expression: not possible in the field "minute" (61).'],
    ['0 2 * * 9', '"0 2 * * 9" is not a cron expression: not possible in the field "weekday" (9).'],
    ['0 2 * *', '"0 2 * *" is not a cron expression: expected 5 or 6 fields but got 4.'],
    ['hello', '"hello" is not a cron expression: expected 5 or 6 fields but got 1.'],
    ['', '"" is not a cron expression: pattern includes illegal characters.'],
    ['0 2 30 2 *', '"0 2 30 2 *" is not a cron expression: not possible in the field "day" (30).'],
    ['0 2 L-3 * *', '"0 2 L-3 * *" is not a cron expression: not possible in the field "day".'],
  ])('%j is refused', (cron, message) => {
    const { scheduler } = begin(Date.UTC(2026, 0));
    expect(scheduler.validate(cron, 'Europe/Berlin')).toMatchObject({
      ok: false,
      problem: { code: 'SCHEDULE_INVALID', message },
    });
  });

  test('a zone nobody knows is refused', () => {
    const { scheduler } = begin(Date.UTC(2026, 0));
    expect(scheduler.validate('0 2 * * *', 'Mars/Olympus')).toMatchObject({
      ok: false,
      problem: { code: 'SCHEDULE_INVALID', message: '"Mars/Olympus" is not a time zone.' },
    });
  });
});
