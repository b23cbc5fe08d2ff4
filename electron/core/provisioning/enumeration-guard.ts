// Who guesses: counts distinct wrong MACs, tokens, logins and paths per peer, and holds a peer that made too many. It takes nothing
// from a valid token or an armed phone behind the same address: a held peer's wrong guesses make no waiting phones and no trouble on
// a phone's page, and the ledger names them. Bounded in peers and in guesses, whoever comes.
import type { GuardRules } from './access-settings';

/** A path of ours is shorter; bounds what a flood of long ones can cost. */
const longestGuess = 256;
/** Fingerprints of guesses kept of all peers together; those of held peers may take half of them. */
const guessesKept = 200_000;

export interface HeldPeer {
  readonly peer: string;
  readonly since: number;
  /** Null: until a person takes it back. */
  readonly until: number | null;
  /** Different wrong guesses. */
  readonly guesses: number;
  /** All wrong requests. */
  readonly requests: number;
  readonly lastAt: number;
  readonly byHand: boolean;
}

interface Watched {
  readonly wrong: Set<number>;
  readonly startedAt: number;
  requests: number;
}

interface Hold {
  readonly since: number;
  readonly until: number | null;
  readonly wrong: Set<number>;
  guesses: number;
  requests: number;
  lastAt: number;
}

export class EnumerationGuard {
  /** The one that guessed longest ago comes first. */
  private readonly watchedPeers = new Map<string, Watched>();
  private readonly holds = new Map<string, Hold>();
  private kept = 0;

  constructor(
    private readonly rules: () => GuardRules,
    private readonly peersKept = 4096,
  ) {}

  /** Notes a wrong guess; true while this peer is held, beginning with the guess that was one too many. */
  note(peer: string, guess: string, now: number): boolean {
    const hold = this.holdOf(peer, now);
    const mark = fingerprint(guess.slice(0, longestGuess));
    if (hold) {
      hold.requests++;
      hold.lastAt = now;
      if (this.kept < guessesKept / 2 && this.keep(hold.wrong, mark)) hold.guesses++;
      return true;
    }
    const { on, guesses, holdSeconds } = this.rules();
    if (!on) return false;
    const seen = this.watch(peer, now);
    seen.requests++;
    this.keep(seen.wrong, mark);
    if (seen.wrong.size <= guesses) return false;
    this.hold(peer, now, now + holdSeconds * 1000, now);
    return true;
  }

  isHeld(peer: string, now: number): boolean {
    return this.holdOf(peer, now) !== undefined;
  }

  /** By hand and without end. A peer that is held already keeps its counts. */
  block(peer: string, since: number): void {
    this.hold(peer, since, null, this.holds.get(peer)?.lastAt ?? since);
  }

  /** Takes a hold back, and forgets what was counted. False when there was none. */
  unblock(peer: string): boolean {
    const seen = this.watchedPeers.get(peer);
    if (seen) this.forget(seen.wrong);
    this.watchedPeers.delete(peer);
    return this.release(peer);
  }

  /** How many are held, those included whose time is over and who did not come since. */
  get holdCount(): number {
    return this.holds.size;
  }

  /** Those who guessed last come first. */
  held(now: number): HeldPeer[] {
    for (const peer of this.holds.keys()) this.holdOf(peer, now);
    return [...this.holds]
      .map(([peer, { since, until, guesses, requests, lastAt }]) => {
        return { peer, since, until, guesses, requests, lastAt, byHand: until === null };
      })
      .sort((a, b) => b.lastAt - a.lastAt);
  }

  /** How many peers guessed wrong lately and are not held. */
  watched(now: number): number {
    const sinceAt = now - this.rules().windowSeconds * 1000;
    return [...this.watchedPeers.values()].filter(({ startedAt }) => startedAt >= sinceAt).length;
  }

  private watch(peer: string, now: number): Watched {
    const known = this.watchedPeers.get(peer);
    const fresh = known !== undefined && now - known.startedAt <= this.rules().windowSeconds * 1000;
    if (known && !fresh) this.forget(known.wrong);
    const seen = known && fresh ? known : { wrong: new Set<number>(), startedAt: now, requests: 0 };
    this.watchedPeers.delete(peer);
    this.watchedPeers.set(peer, seen);
    while (this.watchedPeers.size > 1 && (this.watchedPeers.size > this.peersKept || this.kept > guessesKept)) {
      const [oldest, { wrong }] = this.watchedPeers.entries().next().value as [string, Watched];
      this.forget(wrong);
      this.watchedPeers.delete(oldest);
    }
    return seen;
  }

  private hold(peer: string, since: number, until: number | null, lastAt: number): void {
    const before = this.holds.get(peer);
    const seen = before ?? this.watchedPeers.get(peer) ?? { wrong: new Set<number>(), requests: 0 };
    const guesses = before?.guesses ?? seen.wrong.size;
    if (this.kept > guessesKept / 2) this.forget(seen.wrong);
    this.watchedPeers.delete(peer);
    this.holds.delete(peer);
    this.holds.set(peer, { since, until, wrong: seen.wrong, guesses, requests: seen.requests, lastAt });
    if (this.holds.size <= this.peersKept) return;
    const oldest = [...this.holds].find(([, hold]) => hold.until !== null);
    if (oldest) this.release(oldest[0]);
  }

  private release(peer: string): boolean {
    const hold = this.holds.get(peer);
    if (hold) this.forget(hold.wrong);
    return this.holds.delete(peer);
  }

  /** Undefined once its time is over: the next wrong guess begins a new count. */
  private holdOf(peer: string, now: number): Hold | undefined {
    const hold = this.holds.get(peer);
    if (!hold || hold.until === null || now < hold.until) return hold;
    this.release(peer);
    return undefined;
  }

  /** True when it is a new one. */
  private keep(wrong: Set<number>, mark: number): boolean {
    if (wrong.has(mark)) return false;
    wrong.add(mark);
    this.kept++;
    return true;
  }

  private forget(wrong: Set<number>): void {
    this.kept -= wrong.size;
    wrong.clear();
  }
}

/** 53 bits of two FNV-1a hashes: tells guesses apart without keeping what may be a password of somebody. */
function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0);
}
