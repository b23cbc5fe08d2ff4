// The computer's own clock and timers.
import type { Clock } from '../../core/shared/clock';

/** What setTimeout can wait, 24.8 days; with more it would call back at once. */
const longestWaitMs = 2 ** 31 - 1;

/** Timers never keep the process alive: its sockets and windows do, and a command that is through must be able to end. */
export function systemClock(): Clock {
  return { now: () => Date.now(), monotonicMs: () => performance.now(), after, every };
}

function after(delayMs: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const stepMs = Math.min(leftMs, longestWaitMs);
    timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : callback()), stepMs).unref();
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}

function every(intervalMs: number, callback: () => void): () => void {
  if (intervalMs <= longestWaitMs) {
    const timer = setInterval(callback, intervalMs).unref();
    return () => clearInterval(timer);
  }
  let cancel = (): void => undefined;
  const again = (): void => {
    cancel = after(intervalMs, () => {
      again();
      callback();
    });
  };
  again();
  return () => cancel();
}
