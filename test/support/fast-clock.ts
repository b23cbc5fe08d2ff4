// Real time, `speed` times as fast.
import type { Clock } from '../../electron/core/shared/clock';

export function fastClock(speed: number): Clock {
  return {
    now: () => Date.now() * speed,
    monotonicMs: () => performance.now() * speed,
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs / speed);
      return () => clearTimeout(timer);
    },
    every: (intervalMs, callback) => {
      const timer = setInterval(callback, intervalMs / speed);
      return () => clearInterval(timer);
    },
  };
}
