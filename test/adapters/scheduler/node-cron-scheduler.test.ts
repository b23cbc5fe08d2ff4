import { getTasks } from 'node-cron';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NodeCronScheduler } from '../../../electron/adapters/scheduler/node-cron-scheduler';

const zone = 'Europe/Berlin';

afterEach(() => void vi.useRealTimers());

test('asking leaves no task behind', () => {
  const scheduler = new NodeCronScheduler();
  scheduler.validate('0 2 * * *', zone);
  scheduler.next('0 2 * * *', zone, 0);
  expect(getTasks().size).toBe(0);
});

test('in real seconds a job comes every second, goes on after an exception, and stops', async () => {
  const faults: unknown[] = [];
  const scheduler = new NodeCronScheduler({ onFault: (error) => faults.push(error) });
  const at: number[] = [];
  const job = scheduler.schedule('* * * * * *', zone, () => {
    at.push(Date.now());
    throw new Error('broken');
  });
  await vi.waitUntil(() => at.length === 2, { timeout: 4_000 });
  job.stop();
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(500);
  expect(faults).toHaveLength(2);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(at).toHaveLength(2);
  expect(getTasks().size).toBe(0);
});

describe('after a sleep', () => {
  test.each([
    ['ten minutes', '2026-06-01T00:10:00Z', 3_600_000],
    ['a night', '2026-06-01T08:00:00Z', 3_600_000],
  ])('of %s a run comes once, late, with the time it was due', async (_span, wake, more) => {
    vi.useFakeTimers({ now: Date.parse('2026-06-01T00:00:00Z') });
    const due: string[] = [];
    const job = new NodeCronScheduler().schedule('0 3 * * *', zone, (dueAt) => due.push(new Date(dueAt).toISOString()));
    // Wall time goes on, timers do not.
    vi.setSystemTime(new Date(wake));
    await vi.advanceTimersByTimeAsync(more);
    expect(due).toEqual(['2026-06-01T01:00:00.000Z']);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    job.stop();
    expect(due).toEqual(['2026-06-01T01:00:00.000Z', '2026-06-02T01:00:00.000Z']);
  });
});
