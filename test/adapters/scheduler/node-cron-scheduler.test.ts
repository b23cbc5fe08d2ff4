import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { getTasks } from 'node-cron';
import { NodeCronScheduler } from '../../../electron/adapters/scheduler/node-cron-scheduler';

const zone = 'Europe/Berlin';

describe('expressions', () => {
  const scheduler = new NodeCronScheduler();

  test.each([
    '0 2 * * *',
    '*/15 8-18 * * mon-fri',
    '30 0 2 * * *',
    '0 2 L * *',
    '0 2 * * mon#1',
    '@daily',
    '0 2 29 2 *',
  ])('%s is understood', (cron) => {
    expect(scheduler.validate(cron, zone)).toEqual({ ok: true, value: undefined });
  });

  test.each([
    ['61 2 * * *', '"61 2 * * *" is not a cron expression: not possible in the field "minute" (61).'],
    ['0 2 * * 9', '"0 2 * * 9" is not a cron expression: not possible in the field "weekday" (9).'],
    ['0 2 * *', '"0 2 * *" is not a cron expression: expected 5 or 6 fields but got 4.'],
    ['hello', '"hello" is not a cron expression: expected 5 or 6 fields but got 1.'],
    ['', '"" is not a cron expression: pattern includes illegal characters.'],
    ['0 2 30 2 *', '"0 2 30 2 *" is not a cron expression: not possible in the field "day" (30).'],
  ])('%j is refused', (cron, message) => {
    expect(scheduler.validate(cron, zone)).toMatchObject({ ok: false, problem: { code: 'SCHEDULE_INVALID', message } });
  });

  test('a zone nobody knows is refused', () => {
    expect(scheduler.validate('0 2 * * *', 'Mars/Olympus')).toMatchObject({
      ok: false,
      problem: { code: 'SCHEDULE_INVALID', message: '"Mars/Olympus" is not a time zone.' },
    });
  });

  test('asking leaves no task behind', () => {
    scheduler.validate('0 2 * * *', zone);
    expect(getTasks().size).toBe(0);
  });
});

describe('real seconds', () => {
  test('a job comes every second, goes on after an exception, and stops', async () => {
    const faults: unknown[] = [];
    const scheduler = new NodeCronScheduler({ onFault: (error) => faults.push(error) });
    const at: number[] = [];
    const job = scheduler.schedule('* * * * * *', zone, () => {
      at.push(Date.now());
      throw new Error('broken');
    });
    expect((job.nextRunAt() ?? 0) - Date.now()).toBeLessThanOrEqual(1_000);
    await vi.waitUntil(() => at.length === 2, { timeout: 4_000 });
    job.stop();
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(500);
    expect(faults).toHaveLength(2);
    expect(job.nextRunAt()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(at).toHaveLength(2);
    expect(getTasks().size).toBe(0);
  });
});

describe('nights', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function nextAfter(now: string, cron: string, timeZone = zone): string | null {
    vi.setSystemTime(new Date(now));
    const job = new NodeCronScheduler().schedule(cron, timeZone, () => {});
    const next = job.nextRunAt();
    job.stop();
    return next === null ? null : new Date(next).toISOString();
  }

  test('times are those of the zone, before and after the clock goes forward', () => {
    expect(nextAfter('2026-03-28T12:00:00Z', '0 4 * * *')).toBe('2026-03-29T02:00:00.000Z');
    expect(nextAfter('2026-03-27T12:00:00Z', '0 4 * * *')).toBe('2026-03-28T03:00:00.000Z');
    expect(nextAfter('2026-03-28T12:00:00Z', '0 4 * * *', 'America/New_York')).toBe('2026-03-29T08:00:00.000Z');
  });

  test('a time that does not exist that night is left out', () => {
    expect(nextAfter('2026-03-28T12:00:00Z', '30 2 * * *')).toBe('2026-03-30T00:30:00.000Z');
  });

  test.each([
    [zone, '30 2 * * *', '2026-10-24T22:00:00Z', ['2026-10-25T01:30', '2026-10-26T01:30']],
    ['America/New_York', '30 1 * * *', '2026-11-01T00:00:00Z', ['2026-11-01T05:30', '2026-11-02T06:30']],
  ])('in %s a time that comes twice runs once', async (timeZone, cron, now, expected) => {
    vi.setSystemTime(new Date(now));
    const runs: string[] = [];
    const job = new NodeCronScheduler().schedule(cron, timeZone, () => void runs.push(new Date().toISOString()));
    await vi.advanceTimersByTimeAsync(31 * 3_600_000);
    job.stop();
    expect(runs.map((at) => at.slice(0, 16))).toEqual(expected);
  });

  test('a run that is ten minutes late still comes, one that is an hour late does not', async () => {
    const runs: string[] = [];
    vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
    const job = new NodeCronScheduler().schedule('0 3 * * *', zone, () => void runs.push(new Date().toISOString()));
    // The laptop sleeps: wall time goes on, timers do not.
    vi.setSystemTime(new Date('2026-06-01T00:10:00Z'));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(runs.map((at) => at.slice(0, 16))).toEqual(['2026-06-01T01:10']);
    vi.setSystemTime(new Date('2026-06-02T00:00:00Z'));
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    job.stop();
    expect(runs).toHaveLength(1);
  });
});
