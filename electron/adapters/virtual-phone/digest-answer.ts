// Credentials for a digest challenge (RFC 3261 §22.4, RFC 8760 §2): SHA-256 or MD5, with or without qop=auth.
import { createHash } from 'node:crypto';
import { parseDigest } from './digest-challenge';

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** A challenge the phone can answer. */
export interface AnswerableChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: 'MD5' | 'SHA-256' | undefined;
  readonly qopAuth: boolean;
}

/** Of several challenges the first that can be answered counts (RFC 8760 §2.4); null when none can. */
export function chooseChallenge(headers: readonly string[]): AnswerableChallenge | null {
  for (const header of headers) {
    const { realm, nonce, opaque, algorithm, qop } = parseDigest(header);
    if (realm === undefined || nonce === undefined) continue;
    const known = (['MD5', 'SHA-256'] as const).find((name) => name === algorithm?.toUpperCase());
    if (algorithm !== undefined && known === undefined) continue;
    const qopAuth = (qop ?? '').split(',').some((one) => one.trim() === 'auth');
    if (qop !== undefined && !qopAuth) continue;
    return { realm, nonce, opaque, algorithm: known, qopAuth };
  }
  return null;
}

/** The value of an Authorization header. `count` is how often the nonce was used, this time included. */
export function digestAnswer(
  challenge: AnswerableChallenge,
  { user, password }: Credentials,
  request: { readonly method: string; readonly uri: string },
  { cnonce, count }: { readonly cnonce: string; readonly count: number },
): string {
  const { realm, nonce, opaque, algorithm, qopAuth } = challenge;
  const hash = (text: string): string =>
    createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5')
      .update(text)
      .digest('hex');
  const nc = count.toString(16).padStart(8, '0');
  const middle = qopAuth ? `${nonce}:${nc}:${cnonce}:auth` : nonce;
  const response = hash(
    `${hash(`${user}:${realm}:${password}`)}:${middle}:${hash(`${request.method}:${request.uri}`)}`,
  );
  const fields = [
    `username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
    ...(qopAuth ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
  ];
  return `Digest ${fields.join(', ')}`;
}
