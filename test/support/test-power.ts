// The sleep of a laptop, and what it is fed by, as a test says.
import type { SleepBlocker } from '../../electron/services/timing/sleep-blocker';

export class TestPower implements SleepBlocker {
  /** How often the system is kept from sleeping now. */
  blocks = 0;
  private mains: boolean | null = true;
  private readonly watchers = new Set<() => void>();

  block(): () => void {
    this.blocks++;
    let held = true;
    return () => {
      if (held) this.blocks--;
      held = false;
    };
  }

  onMains(): boolean | null {
    return this.mains;
  }

  watchMains(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }

  plug(mains: boolean | null): void {
    this.mains = mains;
    for (const watcher of this.watchers) watcher();
  }
}
