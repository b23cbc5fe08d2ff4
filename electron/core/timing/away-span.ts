import type { TimeSpan } from './time-spans';

/** Why nobody was served. `asleep` also when the system never announced it. */
export const awayCauses = ['closed', 'asleep', 'listener-down', 'address-gone', 'crashed', 'powered-off'] as const;
export type AwayCause = (typeof awayCauses)[number];

/** A span in which this laptop did not serve; one that lasts ends at `Infinity`. */
export interface AwaySpan extends TimeSpan {
  readonly cause: AwayCause;
}

/** Whether the laptop itself was not running, or the program was not; else it was awake, and only nobody could reach us. */
export function isLaptopAway(cause: AwayCause): boolean {
  return cause !== 'listener-down' && cause !== 'address-gone';
}
