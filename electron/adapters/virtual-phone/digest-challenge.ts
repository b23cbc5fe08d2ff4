// The planted challenge: some phones want the credentials of their line before they obey a NOTIFY (RFC 3261 §22.4, RFC 2617 §3.2).
import { createHash } from 'node:crypto';

export interface DigestChallenge {
  /** Value of a WWW-Authenticate header with a fresh nonce. */
  challenge(): string;
  /** Whether an Authorization header answers a challenge of ours for this method. */
  isAnsweredBy(authorization: string | null, method: string): boolean;
}

const realm = 'virtual-phone';

export function digestChallenge(
  account: { authId: string; password: string },
  newNonce: () => string,
): DigestChallenge {
  const nonces = new Set<string>();
  return {
    challenge: () => {
      const nonce = newNonce();
      nonces.add(nonce);
      return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"`;
    },
    isAnsweredBy: (authorization, method) => {
      const given = parseDigest(authorization);
      const { username, nonce = '', uri, response, qop, nc, cnonce } = given;
      if (username !== account.authId || given['realm'] !== realm || !nonces.has(nonce)) return false;
      const secret = md5(`${account.authId}:${realm}:${account.password}`);
      const middle = qop === undefined ? nonce : `${nonce}:${nc}:${cnonce}:${qop}`;
      return response === md5(`${secret}:${middle}:${md5(`${method}:${uri}`)}`);
    },
  };
}

type DigestField = 'username' | 'realm' | 'nonce' | 'uri' | 'response' | 'qop' | 'nc' | 'cnonce';
type DigestFields = Partial<Record<DigestField | 'algorithm' | 'opaque', string>>;

/** Of a challenge or of credentials, by name in lower case; empty for anything that is no Digest. */
export function parseDigest(header: string | null): DigestFields {
  const [, fields] = /^Digest\s+(.*)$/i.exec(header ?? '') ?? [];
  const pairs = [...(fields ?? '').matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g)];
  return Object.fromEntries(pairs.map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare]));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
