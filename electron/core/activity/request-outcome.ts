import type { RequestReason } from '../provisioning/request-reason';

/** How a request ended, in few words. `blocked`: the peer is held by the guard. `unfinished`: the peer went away midway. */
export type RequestOutcome = 'served' | 'unchanged' | 'refused' | 'blocked' | 'unfinished';

const outcomes: Partial<Record<RequestReason, RequestOutcome>> = {
  served: 'served',
  received: 'served',
  'not-modified': 'unchanged',
  guarded: 'blocked',
  aborted: 'unfinished',
};

/** Every reason that is not an answer, a block or a broken transfer is a refusal, also one that is added later. */
export function requestOutcome(reason: RequestReason): RequestOutcome {
  return outcomes[reason] ?? 'refused';
}
