import { expect, test, vi } from 'vitest';
import { steadyClock } from '../../../electron/adapters/clock/steady-clock';

test('it goes as time does, to the millisecond, and does not care what the clock on the wall says', () => {
  const steadyMs = steadyClock();
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  try {
    const [before, beganMs] = [steadyMs(), performance.now()];
    vi.setSystemTime(1e12);
    while (performance.now() - beganMs < 20);
    const passedMs = steadyMs() - before;
    expect(Math.abs(passedMs - (performance.now() - beganMs))).toBeLessThan(5);
  } finally {
    vi.useRealTimers();
  }
});

test('a sleep in which timers stood still is added; the grain of the uptime is not, nor is drift taken back', () => {
  let monotonic = 100;
  let uptime = 50_000;
  const steadyMs = steadyClock(
    () => monotonic,
    () => uptime,
  );
  const pass = (ms: number, uptimeMs = ms): number => {
    const before = steadyMs();
    monotonic += ms;
    uptime += uptimeMs;
    return steadyMs() - before;
  };
  expect(pass(500, 1000)).toBe(500);
  expect(pass(1500, 1000)).toBe(1500);
  expect(pass(1000, 3_601_000)).toBe(3_601_000);
  for (let day = 0; day < 10; day++) expect(pass(86_400_000, 86_399_000)).toBe(86_400_000);
  expect(pass(1000, 3_601_000)).toBe(3_601_000);
});
