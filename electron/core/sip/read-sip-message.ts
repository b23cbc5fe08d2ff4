// Reads what phones and servers really send: compact names, folds, bare line feeds, no Content-Length (RFC 3261 §7.3, RFC 4475). sip.js's
// own parser takes a millisecond and refuses whole messages over a header nobody needs.
import { isOneLine, isToken, type SipField, type SipMessage } from './sip-message';

/** RFC 3261 §20, RFC 6665 §8.2, RFC 3515, RFC 3841, RFC 3892, RFC 4028, RFC 8224 and the IANA list of SIP header fields. */
const longNames = new Map(
  Object.entries({
    a: 'accept-contact',
    b: 'referred-by',
    c: 'content-type',
    d: 'request-disposition',
    e: 'content-encoding',
    f: 'from',
    i: 'call-id',
    j: 'reject-contact',
    k: 'supported',
    l: 'content-length',
    m: 'contact',
    n: 'identity-info',
    o: 'event',
    r: 'refer-to',
    s: 'subject',
    t: 'to',
    u: 'allow-events',
    v: 'via',
    x: 'session-expires',
    y: 'identity',
  }),
);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const lineFeed = 10;
const carriageReturn = 13;

/** Reads a whole message: a datagram, or what a stream was cut into. Null for what is no SIP, and for line ends alone, which keep a way
 *  through a NAT open (RFC 5626 §4.4). Never throws. */
export function readSipMessage(bytes: Uint8Array): SipMessage | null {
  let start = 0;
  while (bytes[start] === lineFeed || bytes[start] === carriageReturn) start++;
  if (start === bytes.length) return null;
  const bodyStart = endOfHead(bytes, start);
  const lines = decoder
    .decode(bytes.subarray(start, bodyStart))
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const startLine = lines[0] ?? '';
  if (!isOneLine(startLine)) return null;
  const faults: string[] = [];
  const fields: SipField[] = [];
  const lengths: string[] = [];
  for (let index = 1; index < lines.length; index++) {
    const field = readField(lines[index] ?? '');
    if (!field) continue;
    if (field[0] === 'content-length') lengths.push(field[1]);
    else fields.push(field);
  }
  const body = bodyOf(bytes.subarray(bodyStart), lengths, faults);
  const rest = { fields, body, faults };
  return readStatusLine(startLine, rest) ?? readRequestLine(startLine, rest);
}

/** Behind the empty line, or the end of the bytes where there is none. */
export function endOfHead(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(lineFeed, from); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return bytes.length;
}

/** A line without colon, with an impossible name or with control characters is passed over, as if it had not been sent. */
function readField(line: string): SipField | null {
  const colon = line.indexOf(':');
  if (colon < 1) return null;
  const name = line.slice(0, colon).trim().toLowerCase();
  const value = line.slice(colon + 1).trim();
  return isToken(name) && isOneLine(value) ? [longNames.get(name) ?? name, value] : null;
}

/** RFC 3261 §18.3: octets behind the body are ignored, a body that is too short is an error, without a length all the rest is it. */
function bodyOf(rest: Uint8Array, lengths: readonly string[], faults: string[]): Uint8Array {
  const [length] = lengths;
  if (length === undefined) return rest;
  if (lengths.length > 1) faults.push('More Than One Content-Length');
  else if (!/^\d{1,9}$/.test(length)) faults.push('Bad Content-Length');
  else if (Number(length) > rest.length) faults.push('Content-Length Larger Than Message');
  else return rest.subarray(0, Number(length));
  return rest;
}

type Rest = Pick<SipMessage, 'fields' | 'body' | 'faults'>;

function readStatusLine(line: string, rest: Rest): SipMessage | null {
  const [start, status = '', reason = ''] = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i.exec(line) ?? [];
  return start === undefined ? null : { kind: 'response', status: Number(status), reason: reason.trim(), ...rest };
}

/** Generous with blanks, so that there is something to answer 400 to. */
function readRequestLine(line: string, { fields, body, faults }: Rest): SipMessage | null {
  const whole = line.trimEnd();
  const [first, last] = [whole.indexOf(' '), whole.lastIndexOf(' ')];
  const version = /^SIP\/(\d{1,3}\.\d{1,3})$/i.exec(whole.slice(last + 1))?.[1];
  if (first < 1 || last <= first || version === undefined) return null;
  const [method, uri] = [whole.slice(0, first), whole.slice(first + 1, last)];
  if (!isToken(method)) return null;
  const isExact = whole === line && uri !== '' && !/\s/.test(uri);
  return {
    kind: 'request',
    method,
    uri: uri.trim(),
    version,
    fields,
    body,
    faults: isExact ? faults : ['Bad Request-Line', ...faults],
  };
}
