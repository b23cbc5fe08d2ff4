// HTTP Digest access authentication: reading what a peer sends, and checking it (RFC 7616; without qop as RFC 2069 had it).
import type { DigestAlgorithm } from './access-settings';

/** Lower-case hex of the hash of a text as UTF-8; handed in, because core knows no platform. */
export type DigestHash = (algorithm: DigestAlgorithm, text: string) => string;

/** What an `Authorization: Digest …` says. */
export interface DigestCredentials {
  readonly user: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  /** Null: the old form of RFC 2069, whose digest knows no count. `bodyHash`: that of the body, when it is covered too (auth-int). */
  readonly qop: {
    readonly cnonce: string;
    readonly count: number;
    readonly countText: string;
    readonly bodyHash?: string;
  } | null;
}

const longestHeader = 2048;

/** Null for anything but one whole, unambiguous set of credentials. Never throws. */
export function parseDigestCredentials(header: string): DigestCredentials | null {
  const [scheme, rest] = /^\s*digest\s+(.*)$/is.exec(header.slice(0, longestHeader)) ?? [];
  if (scheme === undefined || rest === undefined || header.length > longestHeader) return null;
  const fields = parseParameters(rest);
  if (!fields) return null;
  const { username, realm, nonce, uri, response, cnonce, nc } = Object.fromEntries(fields);
  const algorithm = algorithmOf(fields.get('algorithm'));
  if (username === undefined || realm === undefined || nonce === undefined || uri === undefined) return null;
  if (response === undefined || algorithm === null || fields.get('userhash')?.toLowerCase() === 'true') return null;
  const known = { user: username, realm, nonce, uri, response: response.toLowerCase(), algorithm };
  if (!fields.has('qop')) return { ...known, qop: null };
  if (fields.get('qop')?.toLowerCase() !== 'auth' || cnonce === undefined || !/^[0-9a-f]{8}$/i.test(nc ?? ''))
    return null;
  return { ...known, qop: { cnonce, count: parseInt(nc ?? '', 16), countText: nc ?? '' } };
}

/** The digest a peer that knows the password sends for a method (RFC 7616 §3.4.1). */
export function digestResponse(
  credentials: Omit<DigestCredentials, 'response'>,
  method: string,
  password: string,
  hash: DigestHash,
): string {
  const { user, realm, nonce, uri, algorithm, qop } = credentials;
  const secret = hash(algorithm, `${user}:${realm}:${password}`);
  const covered = qop?.bodyHash === undefined ? '' : `:${qop.bodyHash}`;
  const asked = hash(algorithm, `${method}:${uri}${covered}`);
  const kind = covered === '' ? 'auth' : 'auth-int';
  const middle = qop ? `${nonce}:${qop.countText}:${qop.cnonce}:${kind}` : nonce;
  return hash(algorithm, `${secret}:${middle}:${asked}`);
}

/** One value of WWW-Authenticate. */
export function digestChallenge(realm: string, algorithm: DigestAlgorithm, nonce: string, stale: boolean): string {
  return `Digest realm="${realm}", qop="auth", algorithm=${algorithm}, nonce="${nonce}"${stale ? ', stale=true' : ''}`;
}

/** The digest was made for the target that was asked for. A proxy on the way may turn an absolute target into a path or back
 *  (RFC 7616 §3.4.6), so the part behind the host is compared. */
export function isSameTarget(uri: string, target: string): boolean {
  return behindHost(uri) === behindHost(target);
}

/** Takes as long whatever differs; only the length shows. */
export function isSameText(given: string, wanted: string): boolean {
  let different = given.length ^ wanted.length;
  for (let index = 0; index < wanted.length; index++) different |= given.charCodeAt(index) ^ wanted.charCodeAt(index);
  return different === 0;
}

function behindHost(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** MD5 where none is named. The session variants need what no phone does. */
function algorithmOf(name: string | undefined): DigestAlgorithm | null {
  const upper = (name ?? 'MD5').toUpperCase();
  return upper === 'MD5' || upper === 'SHA-256' ? upper : null;
}

/** `name=token` and `name="quoted \" text"`, comma between (RFC 9110 §11.2). Null when one is broken or comes twice. */
function parseParameters(text: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  const field = /\s*([a-z0-9*_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+))\s*(?:,|$)/giy;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) return null;
    const [, name = '', quoted, bare] = found;
    const key = name.toLowerCase();
    if (fields.has(key)) return null;
    fields.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return fields;
}
