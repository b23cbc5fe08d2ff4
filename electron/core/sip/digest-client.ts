// How we prove a password to a phone or server that asks for one (RFC 3261 §22, RFC 7616, RFC 8760).
import type { DigestAlgorithm } from '../provisioning/access-settings';
import { digestResponse, type DigestHash } from '../provisioning/http-digest';
import { splitOutside } from './sip-parameters';

export interface DigestChallenge {
  /** Realm, nonce and opaque as they stood between their quotes, escapes and all: so they are hashed and given back. */
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: DigestAlgorithm;
  /** MD5 is meant when none is named; then none is named back (RFC 2617 §3.2.1). */
  readonly namesAlgorithm: boolean;
  readonly qop: 'auth' | 'auth-int' | null;
  /** The password was right, the nonce too old. */
  readonly isStale: boolean;
}

/** Those that can be answered, in their order: of one realm the first is to be taken (RFC 8760 §2.4). Several may stand in one value. */
export function readChallenges(values: readonly string[]): DigestChallenge[] {
  return values
    .flatMap(separateSchemes)
    .map(readChallenge)
    .filter((challenge) => challenge !== null);
}

interface Scheme {
  readonly name: string;
  readonly parameters: Map<string, string>;
}

function separateSchemes(value: string): Scheme[] {
  const schemes: Scheme[] = [];
  for (const part of splitOutside(value, ',')) {
    const text = part.trim();
    const [opening, name] = /^([a-z0-9_-]+)[ \t]+(?==*[^= \t])/i.exec(text) ?? [];
    if (name !== undefined) schemes.push({ name: name.toLowerCase(), parameters: new Map() });
    const parameter = /^([a-z0-9_-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))$/i.exec(
      text.slice(opening?.length ?? 0),
    );
    const key = parameter?.[1]?.toLowerCase();
    const known = schemes.at(-1)?.parameters;
    if (key !== undefined && known && !known.has(key)) known.set(key, parameter?.[2] ?? parameter?.[3] ?? '');
  }
  return schemes;
}

function readChallenge({ name, parameters }: Scheme): DigestChallenge | null {
  const [realm, nonce] = [parameters.get('realm'), parameters.get('nonce')];
  const algorithm = (parameters.get('algorithm') ?? 'MD5').toUpperCase();
  const offered = parameters
    .get('qop')
    ?.split(',')
    .map((qop) => qop.trim().toLowerCase());
  const qop = offered && ((['auth', 'auth-int'] as const).find((known) => offered.includes(known)) ?? 'unknown');
  if (name !== 'digest' || !realm || !nonce || qop === 'unknown') return null;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return null;
  return {
    realm,
    nonce,
    opaque: parameters.get('opaque') ?? null,
    algorithm,
    namesAlgorithm: parameters.has('algorithm'),
    qop: qop ?? null,
    isStale: parameters.get('stale')?.toLowerCase() === 'true',
  };
}

export interface DigestProof {
  readonly user: string;
  readonly password: string;
  readonly method: string;
  /** Request-URI as it is written. */
  readonly uri: string;
  readonly body: string;
  /** How often this nonce was answered, this time included. */
  readonly count: number;
  readonly cnonce: string;
}

/** Value of Authorization or Proxy-Authorization. */
export function answerChallenge(challenge: DigestChallenge, proof: DigestProof, hash: DigestHash): string {
  const { realm, nonce, opaque, algorithm, namesAlgorithm, qop } = challenge;
  const { user, password, method, uri, body, count, cnonce } = proof;
  const countText = count.toString(16).padStart(8, '0');
  const covered = qop === 'auth-int' ? { bodyHash: hash(algorithm, body) } : {};
  const known = { user, realm, nonce, uri, algorithm, qop: qop && { cnonce, count, countText, ...covered } };
  const response = digestResponse(known, method, password, hash);
  return [
    `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`,
    ...(namesAlgorithm ? [`algorithm=${algorithm}`] : []),
    ...(opaque === null ? [] : [`opaque="${opaque}"`]),
    ...(qop ? [`qop=${qop}`, `cnonce="${cnonce}"`, `nc=${countText}`] : []),
  ].join(', ');
}
