import type { LocalZone } from './local-zone';

/** How a phone knows the time of day, as its family reads it from a configuration. */
export interface ClockHeld {
  /** `rule`: complete. `standard-only`: nothing says whether it keeps daylight saving. `code`: a code of the vendor's that nobody
   *  could read yet. `invalid`: something is written that no guide explains. */
  readonly zoneIs: 'rule' | 'standard-only' | 'code' | 'invalid' | 'not-held';
  /** With `rule` and `standard-only`. */
  readonly zone: LocalZone | null;
  /** What was written, `TIME_ZONE="60"`; empty when nothing was. */
  readonly written: string;
  /** The time server it holds; null when none. */
  readonly timeServer: string | null;
}
