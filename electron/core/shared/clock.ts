/** Time is handed in (architecture.md, rule 5). All instants are milliseconds since the Unix epoch. */
export interface Clock {
  /** Wall time; may jump when the system clock is set. */
  now(): number;
  /** Never goes back; only differences mean something. */
  monotonicMs(): number;
  /** Calls back once after `delayMs` of this clock's time; returns how to cancel. */
  after(delayMs: number, callback: () => void): () => void;
  /** Calls back every `intervalMs` of this clock's time; returns how to stop. */
  every(intervalMs: number, callback: () => void): () => void;
}
