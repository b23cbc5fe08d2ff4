import { expect, test } from 'vitest';
import { phoneState, type PhoneStateFacts } from '../../../electron/core/phones/phone-state';

const inSync: PhoneStateFacts = {
  inRun: false,
  refusedSinceFetch: false,
  resyncFailedSinceFetch: false,
  everFetched: true,
  absence: null,
  hasCurrentContent: true,
};

test.each<[string, Partial<PhoneStateFacts>]>([
  ['inSync', {}],
  ['pending', { hasCurrentContent: false }],
  ['neverSeen', { everFetched: false, hasCurrentContent: false }],
  ['missed', { absence: 'missed', hasCurrentContent: false }],
  ['away', { absence: 'away', hasCurrentContent: false }],
  ['failed', { absence: 'away', resyncFailedSinceFetch: true }],
  ['failed', { refusedSinceFetch: true }],
  ['failed', { resyncFailedSinceFetch: true, hasCurrentContent: false }],
  ['failed', { refusedSinceFetch: true, everFetched: false, hasCurrentContent: false }],
  ['resyncing', { inRun: true, refusedSinceFetch: true, hasCurrentContent: false }],
])('a phone is %s given %o', (state, facts) => {
  expect(phoneState({ ...inSync, ...facts })).toBe(state);
});
