// What a PnP responder writes: the NOTIFY with the address (RFC 6665 §4.2.2, panasonic.md §4.2), and the question by which it finds others.
import type { MacAddress } from '../shared/mac-address';
import { cordboardAgent, pnpEvent, pnpGroup, pnpPort } from './pnp';
import { firstValue, type SipField, type SipRequest } from './sip-message';
import { readNameAddr } from './sip-parameters';
import { readSipUri, writeHost, type SipPlace } from './sip-uri';
import { writeSipMessage } from './write-sip-message';

const pnpContentType = 'application/url';

/** Where the speaker is, and what makes a request one of its own. */
export interface PnpSender {
  readonly address: string;
  readonly port: number;
  readonly version: string;
  readonly branch: string;
}

/** The subscription ends with its one NOTIFY, so that nothing is to be remembered. The address stands in the body as it is, without a line
 *  end: a phone that takes the body whole would ask for a path with the line end in it. */
export function pnpNotify(subscribe: SipRequest, toTag: string, url: string, sender: PnpSender): Uint8Array {
  const contact = readNameAddr(firstValue(subscribe, 'contact') ?? '')?.uri;
  const from = firstValue(subscribe, 'from') ?? '';
  const to = firstValue(subscribe, 'to') ?? '';
  return writeSipMessage({
    startLine: `NOTIFY ${contact ?? readNameAddr(from)?.uri ?? ''} SIP/2.0`,
    fields: [
      via(sender),
      ['max-forwards', '70'],
      ['from', hasTag(to) ? to : `${to};tag=${toTag}`],
      ['to', from],
      ['call-id', firstValue(subscribe, 'call-id') ?? ''],
      ['cseq', '1 NOTIFY'],
      contactField(sender),
      ['user-agent', `${cordboardAgent}${sender.version}`],
      ['event', pnpEvent],
      ['subscription-state', 'terminated;reason=timeout'],
      ['content-type', pnpContentType],
    ],
    body: new TextEncoder().encode(url),
  });
}

/** The port the phone wants its NOTIFY at. Its address is that of its datagram: else anybody could aim ours at others. */
export function notifyPort(subscribe: SipRequest, from: { readonly address: string; readonly port: number }): number {
  const uri = readSipUri(readNameAddr(firstValue(subscribe, 'contact') ?? '')?.uri ?? '');
  const place: SipPlace | null = uri && 'host' in uri ? uri : null;
  return place?.host === from.address ? (place.port ?? pnpPort) : from.port;
}

/** Asked like a phone of the family that nobody has: whoever answers would answer ours. */
export function pnpProbe(
  asked: {
    readonly mac: MacAddress;
    readonly vendor: string;
    readonly model: string;
    readonly callId: string;
    readonly tag: string;
  },
  sender: PnpSender,
): Uint8Array {
  const uri = `sip:MAC%3a${asked.mac}@${pnpGroup}`;
  return writeSipMessage({
    startLine: `SUBSCRIBE ${uri} SIP/2.0`,
    fields: [
      via(sender),
      ['max-forwards', '1'],
      ['from', `<${uri}>;tag=${asked.tag}`],
      ['to', `<${uri}>`],
      ['call-id', asked.callId],
      ['cseq', '1 SUBSCRIBE'],
      contactField(sender),
      ['user-agent', `${cordboardAgent}${sender.version}`],
      ['event', `${pnpEvent};profile-type="device";vendor="${asked.vendor}";model="${asked.model}";version="0"`],
      ['accept', pnpContentType],
      ['expires', '0'],
    ],
    body: new Uint8Array(),
  });
}

/** `<sip:…>` of the speaker, as its answers name it too. */
export function contactField({ address, port }: Pick<PnpSender, 'address' | 'port'>): SipField {
  return ['contact', `<sip:cordboard@${writeHost(address)}:${port}>`];
}

function via({ address, port, branch }: PnpSender): SipField {
  return ['via', `SIP/2.0/UDP ${writeHost(address)}:${port};branch=${branch};rport`];
}

function hasTag(value: string): boolean {
  return readNameAddr(value)?.parameters.has('tag') === true;
}
