// Gathers what has changed, so that a storm of requests becomes at most four messages a second.
import type { Clock } from '../../core/shared/clock';
import type { ChangeTopic } from '../site-state';

const gatherMs = 250;

export class ChangeAnnouncer {
  private readonly pending = new Set<ChangeTopic>();
  private readonly listeners = new Set<(topics: ChangeTopic[]) => void>();
  private cancel: (() => void) | null = null;

  /** Real time, whatever clock a lab runs on: it is people who look. */
  constructor(private readonly clock: Clock) {}

  announce(topic: ChangeTopic): void {
    this.pending.add(topic);
    this.cancel ??= this.clock.after(gatherMs, () => this.tell());
  }

  listen(listener: (topics: ChangeTopic[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
    this.listeners.clear();
  }

  private tell(): void {
    this.cancel = null;
    const topics = [...this.pending];
    this.pending.clear();
    for (const listener of this.listeners) listener(topics);
  }
}
