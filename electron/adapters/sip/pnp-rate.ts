// How much of what comes by multicast is looked at: a switch full of phones that gets its power back, but no flood.
import type { Clock } from '../../core/shared/clock';

interface Bucket {
  left: number;
  atMs: number;
}

interface Limit {
  readonly atOnce: number;
  readonly perSecond: number;
}

const ofAll: Limit = { atOnce: 500, perSecond: 100 };
/** One question is repeated up to eleven times when nobody answers (RFC 3261 §17.1.2.2). */
const ofOne: Limit = { atOnce: 22, perSecond: 0.5 };
const mostPeers = 2_000;

export class PnpRate {
  private readonly all: Bucket;
  private readonly peers = new Map<string, Bucket>();

  constructor(private readonly clock: Pick<Clock, 'monotonicMs'>) {
    this.all = { left: ofAll.atOnce, atMs: clock.monotonicMs() };
  }

  /** Whether one more from this address may be looked at. */
  allows(address: string): boolean {
    const nowMs = this.clock.monotonicMs();
    const known = this.peers.get(address);
    const peer = known ?? { left: ofOne.atOnce, atMs: nowMs };
    if (!known) {
      const oldest = this.peers.keys().next().value;
      if (this.peers.size >= mostPeers && oldest !== undefined) this.peers.delete(oldest);
      this.peers.set(address, peer);
    }
    return take(peer, ofOne, nowMs) && take(this.all, ofAll, nowMs);
  }
}

function take(bucket: Bucket, { atOnce, perSecond }: Limit, nowMs: number): boolean {
  bucket.left = Math.min(atOnce, bucket.left + ((nowMs - bucket.atMs) / 1000) * perSecond);
  bucket.atMs = nowMs;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}
