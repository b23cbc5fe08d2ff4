// Gives messages to our port as if they had come over UDP, and says what became of them.
import { expect } from 'vitest';
import { receivedResponse } from '../../../electron/adapters/sip/received-response';
import { ServerTransactions } from '../../../electron/adapters/sip/server-transactions';
import type { Carrier } from '../../../electron/adapters/sip/carrier';
import { readSipMessage } from '../../../electron/core/sip/read-sip-message';
import { refusalOf } from '../../../electron/core/sip/request-refusal';
import type { SipMessage, SipRequest } from '../../../electron/core/sip/sip-message';
import { TestClock } from '../../support/test-clock';

export interface Became {
  /** Null: dropped. */
  readonly statusLine: string | null;
  /** The whole answer. */
  readonly text: string;
  /** Where it went. */
  readonly port: number | null;
}

export function lines(...text: readonly string[]): Buffer {
  return Buffer.from(text.join('\r\n'), 'utf8');
}

export function readOrThrow(bytes: Uint8Array): SipMessage {
  const message = readSipMessage(bytes);
  if (!message) throw new Error('not read');
  return message;
}

/** Each datagram in its turn, from 192.0.2.200:5070. */
export function became(...datagrams: readonly Uint8Array[]): Became[] {
  let last: Became = { statusLine: null, text: '', port: null };
  const requests = new ServerTransactions({
    version: '1',
    clock: new TestClock(),
    random: (size) => new Uint8Array(size),
    handle: () => null,
    fault: (error) => {
      throw error;
    },
  });
  const carrierTo = (port: number): Carrier => ({
    transport: 'udp',
    peer: { address: '192.0.2.200', port },
    local: { address: '192.0.2.1', port: 5060 },
    to: (peer) => carrierTo(peer.port),
    send: (bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      last = { statusLine: text.slice(0, text.indexOf('\r\n')), text, port };
      return Promise.resolve();
    },
    onClosed: () => () => undefined,
  });
  const flow = { name: 'udp/192.0.2.200/5070', transport: 'udp', address: '192.0.2.200', port: 5070 } as const;
  return datagrams.map((bytes) => {
    last = { statusLine: null, text: '', port: null };
    const message = readSipMessage(bytes);
    if (message?.kind === 'request') requests.take(message, carrierTo(5070), flow);
    return last;
  });
}

/** Whether a response would find a request of ours, were its branch one of ours. */
export function isTaken(bytes: Uint8Array): boolean {
  const message = readSipMessage(bytes);
  return message?.kind === 'response' && receivedResponse(message) !== null;
}

export const sdp = [
  'v=0',
  'o=mhandley 29739 7272939 IN IP4 192.0.2.3',
  's=-',
  'c=IN IP4 192.0.2.4',
  't=0 0',
  'm=audio 49217 RTP/AVP 0 12',
  '',
];

/** A request that is understood: nothing refuses it before its method is looked at. */
export function understood(bytes: Uint8Array): SipRequest {
  const message = readOrThrow(bytes);
  if (message.kind !== 'request') throw new Error('no request');
  expect(refusalOf(message)).toBeNull();
  return message;
}

export function answer(bytes: Uint8Array): string | null {
  return became(bytes)[0]?.statusLine ?? null;
}

/** The headers most of the messages share. */
export function tortured(
  line: string,
  changes: Readonly<Record<string, string | null>> = {},
  ...more: string[]
): Buffer {
  const method = line.split(' ')[0] ?? '';
  const headers: Record<string, string | null> = {
    Via: 'SIP/2.0/UDP host.example.com;branch=z9hG4bK293423',
    From: '"Caller" <sip:caller@example.org>;tag=323',
    To: '<sip:user@example.com>',
    'Call-ID': 'torture@example.org',
    CSeq: `7 ${method}`,
    'Max-Forwards': '70',
    Contact: '<sip:caller@host.example.com>',
    'Content-Length': '0',
    ...changes,
  };
  const written = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return lines(line, ...written, ...more, '', '');
}

export function responseHeaders(changes: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries({
    Via: 'SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
    'Call-ID': 'unreason.1234ksdfak3j2erwedfsASdf',
    CSeq: '35 INVITE',
    From: 'sip:user@example.com;tag=11141343',
    To: 'sip:user@example.edu;tag=2229',
    'Content-Length': '0',
    ...changes,
  }).map(([name, value]) => `${name}: ${value}`);
}
