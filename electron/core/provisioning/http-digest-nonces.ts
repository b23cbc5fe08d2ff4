// The server's nonces: each says by itself when and by whom it was made; those in use are booked, so that nothing is taken twice.
import { randomToken, type RandomBytes } from '../shared/digest';
import { isSameText } from './http-digest';

/** A phone that asks later is told to take a new one, without anybody typing anything. Of real time: `now` is that of a monotonic
 *  clock, which neither a clock that is set nor a fast lab moves, or phones would be challenged without end. */
export const nonceLifeMs = 5 * 60_000;
/** Counts may come a little out of order, when a phone asks on several connections. As RFC 4303 §3.4.3 does it. */
const countWindow = 32;
/** Nonces with a good login, kept for their lifetime at most. */
const noncesBooked = 10_000;

interface Booked {
  readonly madeAt: number;
  highest: number;
  /** Bit n: the count `highest - n` was used. */
  used: number;
}

export class HttpDigestNonces {
  private readonly booked = new Map<string, Booked>();
  private readonly secret: string;
  /** Nonces that old and not booked may have been pushed out: they are stale. */
  private pushedOutUpTo = -Infinity;

  constructor(
    randomBytes: RandomBytes,
    private readonly hash: (text: string) => string,
  ) {
    this.secret = randomToken(randomBytes, 32);
    this.random = () => randomToken(randomBytes, 12);
  }

  private readonly random: () => string;

  make(now: number): string {
    const said = `${Math.floor(now).toString(36)}.${this.random()}`;
    return `${said}.${this.seal(said)}`;
  }

  /** Made by us since our start, and in its lifetime. */
  isFresh(nonce: string, now: number): boolean {
    const madeAt = this.madeAt(nonce);
    return madeAt !== null && Math.abs(now - madeAt) <= nonceLifeMs;
  }

  /** Books a use of a fresh nonce with a good digest. False when this count was used before, so that the request may be a replay.
   *  Without a count (RFC 2069) a nonce is good once. */
  use(nonce: string, count: number | null): boolean {
    const known = this.booked.get(nonce);
    if (!known) return this.book(nonce, count ?? 1);
    if (count === null) return false;
    const ahead = count - known.highest;
    if (ahead > 0) {
      known.used = ahead >= countWindow ? 1 : ((known.used << ahead) | 1) >>> 0;
      known.highest = count;
      return true;
    }
    const bit = -ahead >= countWindow ? 0 : (1 << -ahead) >>> 0;
    if (bit === 0 || (known.used & bit) !== 0) return false;
    known.used = (known.used | bit) >>> 0;
    return true;
  }

  private book(nonce: string, count: number): boolean {
    const madeAt = this.madeAt(nonce) ?? -Infinity;
    if (count < 1 || madeAt <= this.pushedOutUpTo) return false;
    // Counts below the first one that came are still to come; of those before the window nothing is known.
    this.booked.set(nonce, { madeAt, highest: count, used: 1 });
    if (this.booked.size > noncesBooked) this.pushOut();
    return true;
  }

  private pushOut(): void {
    const [oldest, { madeAt }] = this.booked.entries().next().value as [string, Booked];
    this.booked.delete(oldest);
    this.pushedOutUpTo = Math.max(this.pushedOutUpTo, madeAt);
  }

  private madeAt(nonce: string): number | null {
    const [, said = '', time = '', seal = ''] = /^(([0-9a-z]{1,11})\.[\w-]{12})\.([0-9a-f]{32})$/.exec(nonce) ?? [];
    return said !== '' && isSameText(seal, this.seal(said)) ? parseInt(time, 36) : null;
  }

  /** Half of the hash, so that nobody can carry it on. */
  private seal(said: string): string {
    return this.hash(`${this.secret}:${said}`).slice(0, 32);
  }
}
