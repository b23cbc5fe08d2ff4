// What a datagram says, before sip.js sees it. sip.js's own parser takes a millisecond, throws, and refuses whole messages over a
// header nobody needs; a NOTIFY's outcome hangs on four headers, so only these are read and handed on.
import { IncomingRequestMessage, IncomingResponseMessage } from 'sip.js/lib/core/index.js';

export interface WireMessage {
  readonly startLine: string;
  /** Values in order of appearance, under lower-case long names. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/** RFC 3261 §20: the compact forms of the headers used here. */
const longNames: Readonly<Record<string, string>> = { v: 'via', f: 'from', t: 'to', i: 'call-id' };

/** Largest UDP payload worth reading; nothing answered to a NOTIFY comes near it. */
const mostBytes = 16_384;

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const controlCharacter = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Reads start line and headers; null when it cannot be SIP. Takes leading empty lines, bare LF and folded lines (RFC 3261 §7.3.1, §7.5).
 *  A value with a control character is dropped, so that nothing read can inject a line when it is written again. */
export function readWireMessage(bytes: Uint8Array): WireMessage | null {
  if (bytes.length > mostBytes) return null;
  const text = new TextDecoder().decode(bytes).replace(/^[\r\n]+/, '');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const lines = text
    .slice(0, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const startLine = lines[0] ?? '';
  if (!/^SIP\/2\.0 |SIP\/2\.0$/.test(startLine) || controlCharacter.test(startLine)) return null;
  const headers = new Map<string, string[]>();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).trim();
    if (colon < 1 || controlCharacter.test(value)) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const long = longNames[name] ?? name;
    const values = headers.get(long);
    if (values) values.push(value);
    else headers.set(long, [value]);
  }
  return { startLine, headers };
}

function cseqOf(wire: WireMessage): { number: number; method: string } | null {
  const match = /^(\d{1,10})\s+([A-Za-z0-9\-.!%*_+`'~]+)$/.exec(wire.headers.get('cseq')?.[0] ?? '');
  return match ? { number: Number(match[1]), method: match[2] ?? '' } : null;
}

/** The challenge sip.js can answer: the first Digest with MD5 or no algorithm (RFC 8760 §2.4 lets a server offer several), else the first. */
function usableChallenge(challenges: readonly string[]): string | undefined {
  const isMd5 = (challenge: string): boolean => {
    const algorithm = /\balgorithm\s*=\s*"?([\w-]+)/i.exec(challenge)?.[1];
    return /^digest\s/i.test(challenge) && (algorithm === undefined || algorithm.toUpperCase() === 'MD5');
  };
  return challenges.find(isMd5) ?? challenges[0];
}

/** A response as sip.js's transactions expect it, null when it is none or cannot be matched (RFC 3261 §17.1.3: branch and CSeq method). */
export function toSipResponse(wire: WireMessage): IncomingResponseMessage | null {
  const status = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/.exec(wire.startLine);
  const vias = (wire.headers.get('via') ?? []).flatMap((value) => value.split(','));
  const branch = /;\s*branch\s*=\s*([^;,\s]+)/i.exec(vias[0] ?? '')?.[1];
  const cseq = cseqOf(wire);
  if (!status || branch === undefined || cseq === null) return null;
  const message = new IncomingResponseMessage();
  message.statusCode = Number(status[1]);
  message.reasonPhrase = (status[2] ?? '').trim().slice(0, 200);
  message.method = cseq.method;
  message.viaBranch = branch;
  for (const via of vias) message.addHeader('via', via.trim());
  for (const name of ['www-authenticate', 'proxy-authenticate']) {
    const challenge = usableChallenge(wire.headers.get(name) ?? []);
    if (challenge !== undefined) message.addHeader(name, challenge);
  }
  return message;
}

/** A request with what a response must repeat (RFC 3261 §8.2.6.2), null when a header needed for that is missing. */
export function toSipRequest(wire: WireMessage): IncomingRequestMessage | null {
  const method = /^([A-Za-z0-9\-.!%*_+`'~]+) \S+ SIP\/2\.0$/.exec(wire.startLine)?.[1];
  const cseq = cseqOf(wire);
  const callId = wire.headers.get('call-id')?.[0];
  const [from, to] = [wire.headers.get('from')?.[0], wire.headers.get('to')?.[0]];
  const vias = wire.headers.get('via');
  if (method === undefined || cseq?.method !== method || !callId || !from || !to || !vias) return null;
  const message = new IncomingRequestMessage();
  message.method = method;
  message.cseq = cseq.number;
  message.callId = callId;
  message.addHeader('from', from);
  message.addHeader('to', to);
  for (const via of vias) message.addHeader('via', via);
  return message;
}
