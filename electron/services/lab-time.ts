/** The clock of a lab, as far as somebody can steer it. */
export interface LabTime {
  readonly state: { readonly running: boolean; readonly rate: number };
  pause(): void;
  run(): void;
  setRate(rate: number): void;
  /** So much passes at once; what falls due on the way happens. */
  step(spanMs: number): void;
  /** The computer sleeps so long; nothing happens. */
  sleep(spanMs: number): void;
}
