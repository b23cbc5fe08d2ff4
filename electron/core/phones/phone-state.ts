import type { Absence } from './absence';

/** One at a time, first that fits, in this order (product.md, "Phone states"). */
export const phoneStates = ['resyncing', 'failed', 'neverSeen', 'missed', 'away', 'pending', 'inSync'] as const;

export type PhoneState = (typeof phoneStates)[number];

export interface PhoneStateFacts {
  readonly inRun: boolean;
  /** It asked and did not get its files since its last good fetch. */
  readonly refusedSinceFetch: boolean;
  /** A resync of it failed and nothing was fetched since. */
  readonly resyncFailedSinceFetch: boolean;
  readonly everFetched: boolean;
  readonly absence: Absence;
  /** The content it last took equals the content it would get now. */
  readonly hasCurrentContent: boolean;
}

export function phoneState(facts: PhoneStateFacts): PhoneState {
  if (facts.inRun) return 'resyncing';
  if (facts.refusedSinceFetch || facts.resyncFailedSinceFetch) return 'failed';
  if (!facts.everFetched) return 'neverSeen';
  if (facts.absence) return facts.absence;
  return facts.hasCurrentContent ? 'inSync' : 'pending';
}
