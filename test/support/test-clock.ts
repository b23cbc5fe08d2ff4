// A clock that stands until it is told to go on.
import type { Clock } from '../../electron/core/shared/clock';

export class TestClock implements Clock {
  private readonly waiting = new Set<{ atMs: number; callback: () => void }>();

  constructor(private timeMs = Date.UTC(2026, 0, 5, 9)) {}

  now(): number {
    return this.timeMs;
  }

  monotonicMs(): number {
    return this.timeMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const entry = { atMs: this.timeMs + delayMs, callback };
    this.waiting.add(entry);
    return () => this.waiting.delete(entry);
  }

  every(intervalMs: number, callback: () => void): () => void {
    let cancel = (): void => undefined;
    const again = (): void => {
      cancel = this.after(intervalMs, () => {
        again();
        callback();
      });
    };
    again();
    return () => cancel();
  }

  /** The laptop sleeps: wall time goes on, what waits does not. */
  sleep(ms: number): void {
    this.timeMs += ms;
    for (const entry of this.waiting) entry.atMs += ms;
  }

  /** How many callbacks are still to come. */
  get pending(): number {
    return this.waiting.size;
  }

  /** Lets `ms` pass, calling back in order of time what falls due, including what callbacks add. */
  advance(ms: number): void {
    const endMs = this.timeMs + ms;
    for (;;) {
      const due = [...this.waiting].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.waiting.delete(due);
      this.timeMs = Math.max(this.timeMs, due.atMs);
      due.callback();
    }
    this.timeMs = endMs;
  }
}
