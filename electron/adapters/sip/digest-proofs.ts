// The proofs of a password one request carries: one for each realm that asked, counted and made anew for each try (RFC 3261 §22.3).
import { createHash } from 'node:crypto';
import type { IncomingResponseMessage, OutgoingRequestMessage } from 'sip.js/lib/core/index.js';
import type { RandomBytes } from '../../core/shared/digest';
import type { DigestHash } from '../../core/provisioning/http-digest';
import { answerChallenge, readChallenges, type DigestChallenge } from '../../core/sip/digest-client';
import { fieldValues } from '../../core/sip/sip-message';
import type { NotifyCredentials } from '../../services/resync/notify-sender';
import { ReceivedResponse } from './received-response';

/** Two proxies and a phone, each with one stale nonce; who asks more often asks without end. */
const mostTries = 6;

interface Asked {
  readonly header: 'authorization' | 'proxy-authorization';
  challenge: DigestChallenge;
  count: number;
  /** A nonce is told stale once; a server that says so again does not know what it wants. */
  wasStale: boolean;
}

const digestHash: DigestHash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

export class DigestProofs {
  private readonly asked = new Map<string, Asked>();
  private tries = 0;

  constructor(
    private readonly credentials: NotifyCredentials,
    private readonly random: RandomBytes,
  ) {}

  /** True when the response asks for something that was not shown yet: then the request is worth sending again. */
  take(response: IncomingResponseMessage): boolean {
    const status = response.statusCode;
    if (!(response instanceof ReceivedResponse) || (status !== 401 && status !== 407)) return false;
    const isProxy = status === 407;
    const challenges = readChallenges(fieldValues(response.wire, isProxy ? 'proxy-authenticate' : 'www-authenticate'));
    const header = isProxy ? 'proxy-authorization' : 'authorization';
    const realms = new Set<string>();
    let isNew = false;
    for (const challenge of challenges) {
      if (realms.has(challenge.realm)) continue;
      realms.add(challenge.realm);
      const key = `${header} ${challenge.realm}`;
      const known = this.asked.get(key);
      // The same question again means that the password is wrong.
      if (known && (!challenge.isStale || known.wasStale)) return false;
      this.asked.set(key, { header, challenge, count: 0, wasStale: known !== undefined });
      isNew = true;
    }
    this.tries++;
    return isNew && this.tries <= mostTries;
  }

  /** Headers of the next try, under the names of sip.js's message. */
  headers(message: OutgoingRequestMessage): Map<string, string[]> {
    const { authId: user, password } = this.credentials;
    const headers = new Map<string, string[]>();
    for (const asked of this.asked.values()) {
      asked.count += 1;
      const proof = {
        user,
        password,
        method: message.method,
        uri: message.ruri.toRaw(),
        body: bodyOf(message),
        count: asked.count,
        cnonce: Buffer.from(this.random(16)).toString('hex'),
      };
      const value = answerChallenge(asked.challenge, proof, digestHash);
      headers.set(asked.header, [...(headers.get(asked.header) ?? []), value]);
    }
    return headers;
  }
}

function bodyOf({ body }: OutgoingRequestMessage): string {
  return typeof body === 'string' ? body : (body?.body ?? '');
}
