/** Keeps the system from sleeping by itself. Nothing can wake one that sleeps, and a closed lid may win. */
export interface SleepBlocker {
  /** Until the returned function is called. */
  block(): () => void;
  /** Null where the system does not say. */
  onMains(): boolean | null;
  /** Called when that may have changed. Returns how to stop. */
  watchMains(changed: () => void): () => void;
}
