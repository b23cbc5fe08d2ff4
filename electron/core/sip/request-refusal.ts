// What a request is refused for before anybody looks at its method (RFC 3261 §8.2, §16.3; RFC 4475 has the cases).
import { fieldValues, firstValue, type SipField, type SipRequest } from './sip-message';
import { cseqOf, readVia, viasOf } from './sip-headers';
import { readNameAddr, splitList } from './sip-parameters';
import { readSipUri } from './sip-uri';

export interface Refusal {
  readonly status: number;
  /** The usual one when left out. */
  readonly reason?: string;
  readonly fields?: readonly SipField[];
}

const single = ['to', 'from', 'call-id', 'cseq', 'max-forwards', 'content-type', 'event', 'expires'] as const;
const mandatory = ['to', 'from', 'call-id', 'cseq'] as const;

/** Null for a request that can be handed on. */
export function refusalOf(request: SipRequest): Refusal | null {
  if (request.version !== '2.0') return { status: 505 };
  const fault = request.faults[0] ?? missing(request) ?? malformed(request);
  if (fault !== null) return { status: 400, reason: fault };
  const uri = readSipUri(request.uri);
  if (!uri) return badUri(request.uri);
  if (!('host' in uri)) return { status: 416 };
  if (uri.headers !== null) return { status: 400, reason: 'Headers in Request-URI' };
  if (request.method === 'CANCEL' || request.method === 'ACK') return null;
  // No extension is known here, so whatever is required is not supported (§8.2.2.3).
  const required = splitList(fieldValues(request, 'require'));
  return required.length > 0 ? { status: 420, fields: [['Unsupported', required.join(', ')]] } : null;
}

/** A URI of another scheme need not look like one of ours. */
function badUri(uri: string): Refusal {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase() ?? 'sip';
  return scheme.startsWith('sip') ? { status: 400, reason: 'Bad Request-URI' } : { status: 416 };
}

function missing(request: SipRequest): string | null {
  const name = mandatory.find((header) => firstValue(request, header) === null);
  if (name !== undefined) return `Missing ${shown[name]}`;
  const twice = single.find((header) => fieldValues(request, header).length > 1);
  return twice === undefined ? null : `More Than One ${shown[twice]}`;
}

const shown: Readonly<Record<(typeof single)[number], string>> = {
  to: 'To',
  from: 'From',
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'max-forwards': 'Max-Forwards',
  'content-type': 'Content-Type',
  event: 'Event',
  expires: 'Expires',
};

function malformed(request: SipRequest): string | null {
  if (viasOf(request).some((via) => !readVia(via))) return 'Bad Via';
  const cseq = cseqOf(request);
  if (!cseq) return 'Bad CSeq';
  if (cseq.method !== request.method) return 'CSeq Method Mismatch';
  if (!isAddress(firstValue(request, 'to') ?? '')) return 'Bad To';
  if (!isAddress(firstValue(request, 'from') ?? '')) return 'Bad From';
  if (!/^\S+$/.test(firstValue(request, 'call-id') ?? '')) return 'Bad Call-ID';
  // RFC 2543 knew none (§16.3).
  if (!/^0*(?:1?\d{1,2}|2[0-4]\d|25[0-5])$/.test(firstValue(request, 'max-forwards') ?? '70'))
    return 'Bad Max-Forwards';
  const contacts = fieldValues(request, 'contact');
  return contacts.every((value) => value === '*' || isAddressList(value)) ? null : 'Bad Contact';
}

function isAddressList(value: string): boolean {
  const addresses = splitList([value]);
  return addresses.length > 0 && addresses.every(isAddress);
}

function isAddress(value: string): boolean {
  const read = readNameAddr(value);
  return read !== null && readSipUri(read.uri) !== null;
}
