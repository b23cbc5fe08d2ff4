/** A span in which this laptop was serving. Open spans end at their last heartbeat, should the program die. */
export interface PresenceSpan {
  readonly from: number;
  /** Last heartbeat, or the end. */
  readonly to: number;
  /** Null of one that has not ended, or whose program was killed. */
  readonly endedBy: PresenceEnd | 'crash' | null;
}

export type PresenceEnd = 'stop' | 'suspend' | 'shutdown' | 'listener-down' | 'address-gone';

export interface PresenceStore {
  /** Opens a span; one left open by a crash is closed at its last heartbeat. */
  open(at: number): void;
  heartbeat(at: number): void;
  /** With a span open, that ends; with none, another cause counts from `at` on: an empty span is put there. */
  close(at: number, endedBy: PresenceEnd): void;
  /** The clock was set: all that was opened since the program started was so much later, or earlier, really. */
  shift(byMs: number): void;
  /** As recorded, the newest `most` of them. */
  spans(most: number): PresenceSpan[];
  /** What is gathered is written now: the system may stop any moment. */
  settle(): void;
  /** Those that ended before. */
  forget(beforeAt: number): void;
}
