// The tokens of a site's phones in memory, written through. A request carries a token; it must be found at once.
import { randomToken, type RandomBytes } from '../../core/shared/digest';
import { ProblemError } from '../../core/shared/problem';
import type { TokenRecord, TokenStore } from './provisioning-store';

/** A revoked or superseded token is remembered this long, so that its use can be explained. */
const rememberedMs = 400 * 24 * 60 * 60_000;

export class TokenBook {
  private readonly byToken = new Map<string, TokenRecord>();
  private readonly ofPhone = new Map<number, TokenRecord[]>();

  constructor(
    private readonly store: TokenStore,
    siteId: number,
    private readonly randomBytes: RandomBytes,
    now: number,
  ) {
    store.prune(now - rememberedMs);
    for (const token of store.all(siteId)) this.put(token);
  }

  find(token: string): TokenRecord | undefined {
    return this.byToken.get(token);
  }

  /** The token a phone is told; made on first need, and when an end between the two halves of a renewal left none. */
  current(phoneId: number, now: number): TokenRecord {
    return this.known(phoneId) ?? this.make(phoneId, this.newestGeneration(phoneId) + 1, now);
  }

  /** What the phone was told last, without making one. */
  known(phoneId: number): TokenRecord | undefined {
    return this.ofPhone.get(phoneId)?.find((token) => token.state === 'current');
  }

  /** What opens the phone's files now: the current token, and older ones while it has not come with that. */
  valid(phoneId: number): TokenRecord[] {
    return (this.ofPhone.get(phoneId) ?? []).filter((token) => token.state !== 'revoked');
  }

  /** `rotate` keeps what the phone may hold valid until it came with the new one; `revoke` ends it now. */
  renew(phoneId: number, how: 'rotate' | 'revoke', now: number): TokenRecord {
    const generation = Math.max(1, this.newestGeneration(phoneId)) + 1;
    for (const token of this.ofPhone.get(phoneId) ?? []) {
      const state = how === 'rotate' ? 'previous' : 'revoked';
      if (token.state !== 'revoked' && token.state !== state) this.change(token, { state });
    }
    return this.make(phoneId, generation, now);
  }

  /** The phone came with this token: from its first use on, older ones are refused. On a full disk that waits for its next fetch: what
   *  else the fetch changes must not be lost with it. */
  used(token: TokenRecord, now: number): void {
    if (token.state !== 'current' || token.firstUsedAt !== null) return;
    try {
      this.noteUsed(token, now);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  /** The phones are gone; so are their tokens (the store has forgotten them with the phones). */
  forget(phoneIds: ReadonlySet<number>): void {
    for (const id of phoneIds) {
      for (const token of this.ofPhone.get(id) ?? []) this.byToken.delete(token.token);
      this.ofPhone.delete(id);
    }
  }

  private noteUsed(token: TokenRecord, now: number): void {
    // The older ones first: one that failed is tried again as long as this one is not noted.
    for (const other of this.ofPhone.get(token.phoneId) ?? []) {
      if (other.state === 'previous') this.change(other, { state: 'revoked' });
    }
    this.change(token, { firstUsedAt: now });
  }

  private newestGeneration(phoneId: number): number {
    return Math.max(0, ...(this.ofPhone.get(phoneId) ?? []).map(({ generation }) => generation));
  }

  private make(phoneId: number, generation: number, now: number): TokenRecord {
    const token: TokenRecord = {
      phoneId,
      token: randomToken(this.randomBytes),
      generation,
      state: 'current',
      createdAt: now,
      firstUsedAt: null,
    };
    this.store.insert(token);
    this.put(token);
    return token;
  }

  private change(token: TokenRecord, change: Partial<Pick<TokenRecord, 'state' | 'firstUsedAt'>>): void {
    this.store.update(
      token.phoneId,
      token.generation,
      change as { state?: TokenRecord['state']; firstUsedAt?: number },
    );
    this.put({ ...token, ...change });
  }

  private put(token: TokenRecord): void {
    this.byToken.set(token.token, token);
    const others = (this.ofPhone.get(token.phoneId) ?? []).filter((other) => other.generation !== token.generation);
    this.ofPhone.set(token.phoneId, [...others, token]);
  }
}
