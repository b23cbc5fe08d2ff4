import type { LocalZone } from './local-zone';
import type { TimeSpan } from './time-spans';

/** What of a phone, besides its settings, decides when it asks. All instants are epoch milliseconds. */
export interface PhoneCircumstances {
  /** When it was powered on; or, where nobody knows that, when it was last seen to download. */
  readonly startedAt: number;
  /** `power-on`: the start is a check itself. `download`: it was one already, and a good one. */
  readonly start: 'power-on' | 'download';
  readonly zone: LocalZone;
  readonly clockSet: boolean;
  /** Nobody answers it then. */
  readonly unreachable?: readonly TimeSpan[];
  /** Somebody answers but does not give it its files: reached, and failed all the same. */
  readonly refused?: readonly TimeSpan[];
  /** Good downloads for other reasons, a NOTIFY say. They end retries and never move a fixed time. */
  readonly otherDownloads?: readonly number[];
}

export const checkTriggers = ['power-on', 'cyclic', 'fixed-time', 'retry'] as const;
export const checkOutcomes = ['reached', 'unreachable'] as const;

export interface PlannedCheck {
  readonly at: number;
  readonly trigger: (typeof checkTriggers)[number];
  readonly outcome: (typeof checkOutcomes)[number];
}
