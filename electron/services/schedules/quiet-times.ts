/** Hours in which nothing of ours disturbs phones. */
export interface QuietTimes {
  /** Until when it is quiet at an instant; null when phones may be disturbed. */
  isQuiet(atMs: number): number | null;
  /** Calls back when the windows were changed: ask again. Returns how to stop. */
  watch(changed: () => void): () => void;
}
