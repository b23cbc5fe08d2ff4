// How a phone proves its password to us (RFC 3261 §22.4): the digest of HTTP, with the Request-URI for the path.
import type { DigestAlgorithm } from '../provisioning/access-settings';
import {
  digestChallenge,
  digestResponse,
  isSameText,
  parseDigestCredentials,
  type DigestHash,
} from '../provisioning/http-digest';
import type { HttpDigestNonces } from '../provisioning/http-digest-nonces';
import type { SipField } from './sip-message';
import { readSipUri } from './sip-uri';

export type DigestVerdict =
  | { readonly kind: 'known'; readonly user: string }
  /** Nothing was shown that is for us. */
  | { readonly kind: 'unasked' }
  | { readonly kind: 'wrong'; readonly user: string | null }
  /** The password is right; it is to be proved again with a new nonce, and nobody need type anything. */
  | { readonly kind: 'stale' };

export interface DigestServerParts {
  readonly realm: string;
  /** In the order they are offered. */
  readonly algorithms: readonly DigestAlgorithm[];
  readonly nonces: HttpDigestNonces;
  readonly hash: DigestHash;
}

export class DigestServer {
  constructor(private readonly parts: DigestServerParts) {}

  /** One WWW-Authenticate for each algorithm (RFC 8760 §2.3), or for those that are given. `now` is of a monotonic clock. */
  challenges(now: number, isStale: boolean, algorithms = this.parts.algorithms): SipField[] {
    const { realm, nonces } = this.parts;
    const nonce = nonces.make(now);
    return algorithms.map((algorithm) => ['WWW-Authenticate', digestChallenge(realm, algorithm, nonce, isStale)]);
  }

  /** `authorizations`: the values of Authorization; those for other realms are passed over. An account nobody has costs as much time
   *  as one with another password. */
  check(
    asked: { readonly method: string; readonly uri: string; readonly authorizations: readonly string[] },
    passwordOf: (user: string) => string | null,
    now: number,
  ): DigestVerdict {
    const { realm, algorithms, nonces, hash } = this.parts;
    const digests = asked.authorizations.filter((value) => /^\s*digest\s/i.test(value));
    const read = digests.map(parseDigestCredentials);
    const given = read.find((credentials) => credentials?.realm === realm);
    if (!given) return read.includes(null) ? { kind: 'wrong', user: null } : { kind: 'unasked' };
    const password = passwordOf(given.user);
    const response = digestResponse(given, asked.method, password ?? '', hash);
    const isRight = isSameText(given.response, response) && password !== null && algorithms.includes(given.algorithm);
    if (!isRight || !isSameAddress(given.uri, asked.uri)) return { kind: 'wrong', user: given.user };
    const isTaken = nonces.isFresh(given.nonce, now) && nonces.use(given.nonce, given.qop?.count ?? null);
    return isTaken ? { kind: 'known', user: given.user } : { kind: 'stale' };
  }
}

/** A proxy may have added parameters or a port on the way (RFC 3261 §22.4, item 5). */
function isSameAddress(given: string, asked: string): boolean {
  const [one, other] = [readSipUri(given), readSipUri(asked)];
  if (!one || !other || !('host' in one) || !('host' in other)) return given === asked;
  return one.user === other.user && one.host === other.host;
}
