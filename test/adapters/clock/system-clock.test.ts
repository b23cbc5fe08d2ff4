import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../electron/adapters/clock/system-clock';

const day = 24 * 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a callback in sixty days comes in sixty days, and not at once', () => {
  const called = vi.fn<() => void>();
  systemClock().after(60 * day, called);
  vi.advanceTimersByTime(60 * day - 1);
  expect(called).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(called).toHaveBeenCalledTimes(1);
});

test('a cancelled callback never comes, also when its wait is taken in parts', () => {
  const called = vi.fn<() => void>();
  const cancel = systemClock().after(60 * day, called);
  vi.advanceTimersByTime(30 * day);
  cancel();
  vi.advanceTimersByTime(60 * day);
  expect(called).not.toHaveBeenCalled();
});

test.each([1_000, 40 * day])('every %i ms comes again and again until it is stopped', (intervalMs) => {
  const called = vi.fn<() => void>();
  const stop = systemClock().every(intervalMs, called);
  vi.advanceTimersByTime(intervalMs * 3);
  expect(called).toHaveBeenCalledTimes(3);
  stop();
  vi.advanceTimersByTime(intervalMs * 3);
  expect(called).toHaveBeenCalledTimes(3);
});

test('it tells the real time', () => {
  vi.useRealTimers();
  const clock = systemClock();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
  const before = clock.monotonicMs();
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(before);
});

test('waiting keeps no process alive', () => {
  vi.useRealTimers();
  const alive = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = alive();
  const stops = [systemClock().after(60_000, () => {}), systemClock().every(60_000, () => {})];
  expect(alive()).toBe(before);
  for (const stop of stops) stop();
});
