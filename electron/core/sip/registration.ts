// What a REGISTER changes (RFC 3261 §10.3, steps 6 to 8): contacts of one address of record, each for a time, all of them or none.
import type { SipField } from './sip-message';
import { readNameAddr } from './sip-parameters';
import { readSipUri, type SipUri } from './sip-uri';

/** Where an address of record is reached, and who said so last. */
export interface Binding {
  /** URI as the phone wrote it. */
  readonly contact: string;
  /** 0 to 1; null when the phone prefers none. */
  readonly q: number | null;
  readonly callId: string;
  readonly cseq: number;
  readonly expiresAt: number;
}

export type RegistrationWish =
  /** It only asks what is known. */
  | { readonly kind: 'query' }
  /** `Contact: *`: every binding goes. */
  | { readonly kind: 'none' }
  | { readonly kind: 'contacts'; readonly contacts: readonly WantedContact[] };

export interface WantedContact {
  readonly uri: string;
  readonly q: number | null;
  /** 0 takes it back. */
  readonly seconds: number;
}

export interface RegistrationRefusal {
  readonly status: number;
  /** The usual one when left out. */
  readonly reason?: string;
  readonly headers?: readonly SipField[];
}

export type Registered<B> =
  | { readonly ok: true; readonly bindings: readonly B[] }
  | { readonly ok: false; readonly refusal: RegistrationRefusal };

/** A phone that renews more often than this costs more than it helps. */
export const leastExpiresSeconds = 60;
/** A phone that went without a word is forgotten after this. Also what one gets that says nothing, or nonsense (§10.2.1.1). */
export const mostExpiresSeconds = 3_600;
const mostContacts = 10;
const longestContact = 512;

/** `contacts`: the values of Contact, apart; `expires`: the value of Expires. */
export function readRegistration(
  contacts: readonly string[],
  expires: string | null,
): RegistrationWish | RegistrationRefusal {
  if (contacts.length === 0) return { kind: 'query' };
  if (contacts.includes('*')) {
    return contacts.length === 1 && /^0+$/.test(expires ?? '')
      ? { kind: 'none' }
      : { status: 400, reason: 'Contact: * Goes Alone With Expires: 0' };
  }
  const wanted: WantedContact[] = [];
  for (const value of contacts) {
    const read = readNameAddr(value);
    const uri = read && readSipUri(read.uri);
    if (!read || !uri || !('host' in uri) || read.uri.length > longestContact)
      return { status: 400, reason: 'Bad Contact' };
    const seconds = secondsOf(read.parameters.get('expires') ?? expires);
    if (seconds > 0 && seconds < leastExpiresSeconds)
      return { status: 423, headers: [['Min-Expires', String(leastExpiresSeconds)]] };
    wanted.push({ uri: read.uri, q: preferenceOf(read.parameters.get('q') ?? ''), seconds });
  }
  return { kind: 'contacts', contacts: wanted };
}

/** What becomes of the bindings of one address. `make` adds to a binding what is known beside it. */
export function register<B extends Binding>(
  before: readonly B[],
  wish: RegistrationWish,
  asked: { readonly callId: string; readonly cseq: number; readonly now: number },
  make: (binding: Binding) => B,
): Registered<B> {
  const { callId, cseq, now } = asked;
  const live = before.filter(({ expiresAt }) => expiresAt > now);
  // An older REGISTER of the same phone that was overtaken on its way must undo nothing.
  const isOvertaken = (known: B): boolean => known.callId === callId && known.cseq >= cseq;
  if (wish.kind === 'query') return { ok: true, bindings: live };
  if (wish.kind === 'none') return live.some(isOvertaken) ? outOfOrder : { ok: true, bindings: [] };
  const bindings = [...live];
  for (const { uri, q, seconds } of wish.contacts) {
    const at = bindings.findIndex(({ contact }) => isSameContact(contact, uri));
    const known = bindings[at];
    if (known && live.includes(known) && isOvertaken(known)) return outOfOrder;
    const expiresAt = now + Math.min(seconds, mostExpiresSeconds) * 1_000;
    const next = seconds === 0 ? [] : [make({ contact: uri, q, callId, cseq, expiresAt })];
    bindings.splice(known ? at : bindings.length, known ? 1 : 0, ...next);
  }
  if (bindings.length > mostContacts) return { ok: false, refusal: { status: 403, reason: 'Too Many Contacts' } };
  return { ok: true, bindings };
}

/** One value of Contact in the answer (§10.3, step 8). */
export function contactValue({ contact, q, expiresAt }: Binding, now: number): string {
  const seconds = Math.max(1, Math.round((expiresAt - now) / 1_000));
  return `<${contact}>;expires=${seconds}${q === null ? '' : `;q=${q}`}`;
}

/** Who a URI names: its user part with escapes resolved, without password and parameters; null when it names nobody. */
export function addressOfRecord(uri: string): string | null {
  const read = readSipUri(uri);
  if (!read || !('host' in read) || read.user === null) return null;
  return unescaped(read.user.split(/[:;]/)[0] ?? '') || null;
}

const outOfOrder = { ok: false, refusal: { status: 500, reason: 'CSeq Out Of Order' } } as const;

/** §10.2.1.1: what is malformed counts as an hour. */
function secondsOf(text: string | null): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : mostExpiresSeconds;
}

function preferenceOf(text: string): number | null {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : null;
}

/** Parameters that make another URI of it even when only one side has them (§19.1.4). */
const telling = ['user', 'ttl', 'method', 'maddr', 'transport'] as const;

function isSameContact(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [readSipUri(one), readSipUri(other)];
  return a !== null && b !== null && 'host' in a && 'host' in b && isSameUri(a, b);
}

type HostUri = Extract<SipUri, { host: string }>;

function isSameUri(a: HostUri, b: HostUri): boolean {
  if (a.scheme !== b.scheme || a.host !== b.host || a.port !== b.port || a.headers !== b.headers) return false;
  if ((a.user === null) !== (b.user === null) || unescaped(a.user ?? '') !== unescaped(b.user ?? '')) return false;
  const value = (uri: HostUri, name: string): string | undefined =>
    uri.parameters.has(name) ? (uri.parameters.get(name) ?? '').toLowerCase() : undefined;
  if (telling.some((name) => value(a, name) !== value(b, name))) return false;
  return [...a.parameters.keys()].every((name) => !b.parameters.has(name) || value(a, name) === value(b, name));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
