import { afterEach, expect, test, vi } from 'vitest';
import { NodeCronScheduler } from '../../../electron/adapters/scheduler/node-cron-scheduler';
import { planOnly } from '../../../electron/adapters/scheduler/plan-only';

afterEach(() => void vi.useRealTimers());

test('it says when a job is due, and does nothing then', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-05T12:00:30Z') });
  const scheduler = planOnly(new NodeCronScheduler());
  const run = vi.fn<() => void>();
  const job = scheduler.schedule('* * * * *', 'UTC', run);
  expect(job.nextRunAt()).toBe(Date.parse('2026-01-05T12:01:00Z'));
  await vi.advanceTimersByTimeAsync(120_000);
  job.stop();
  expect(run).not.toHaveBeenCalled();
  expect(scheduler.validate('61 2 * * *', 'UTC')).toMatchObject({ ok: false, problem: { code: 'SCHEDULE_INVALID' } });
});
