// Tells whoever has something to catch up with that this laptop serves again, and since when it had not.
import type { AwaySpan } from '../../core/timing/away-span';

/** `to` is when phones found us again, the network included. */
export type Woken = AwaySpan;

export class WakeSignal {
  private readonly listeners = new Set<(woken: Woken) => void>();

  constructor(private readonly fault: (error: unknown) => void) {}

  /** Called after every away span, the one before this start of the program included, whatever its cause and however short.
   *  Returns how to stop. */
  onWake(listener: (woken: Woken) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(woken: Woken): void {
    for (const listener of this.listeners) {
      try {
        listener(woken);
      } catch (error) {
        this.fault(error);
      }
    }
  }
}
