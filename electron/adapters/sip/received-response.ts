// A response as sip.js's transactions take it, made from what our own reader found.
import { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import { cseqOf, readVia, retryAfterMs, viasOf } from '../../core/sip/sip-headers';
import type { SipResponse } from '../../core/sip/sip-message';

const longestReason = 200;

export class ReceivedResponse extends IncomingResponseMessage {
  constructor(
    readonly wire: SipResponse,
    branch: string,
    method: string,
  ) {
    super();
    this.statusCode = wire.status;
    this.reasonPhrase = wire.reason.slice(0, longestReason);
    this.method = method;
    this.viaBranch = branch;
  }
}

/** Null for one that belongs to no request of ours: it must have one Via, with branch and CSeq method to find it by (RFC 3261 §8.1.3.3,
 *  §17.1.3), and be whole (§18.3). */
export function receivedResponse(wire: SipResponse): ReceivedResponse | null {
  const [via, ...others] = viasOf(wire);
  const branch = readVia(via ?? '')?.parameters.get('branch');
  const cseq = cseqOf(wire);
  if (wire.faults.length > 0 || others.length > 0 || !branch || cseq === null) return null;
  return new ReceivedResponse(wire, branch, cseq.method);
}

export function retryAfterOf(response: IncomingResponseMessage): number | null {
  return response instanceof ReceivedResponse ? retryAfterMs(response.wire) : null;
}
