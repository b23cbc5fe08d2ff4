// How often one address may ask for the time: phones ask every few minutes, so what asks without pause is broken or hostile.
import type { Clock } from '../../core/shared/clock';

export interface AllowanceLimits {
  /** Answers in a row. */
  readonly burst: number;
  readonly perSecond: number;
  /** Addresses remembered; beyond that the ones that asked longest ago are forgotten. */
  readonly addresses: number;
}

interface Allowance {
  left: number;
  atMs: number;
}

export class PeerAllowance {
  private readonly peers = new Map<string, Allowance>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: AllowanceLimits,
  ) {}

  /** Takes one answer of this address's allowance; false when there is none left. */
  take(address: string): boolean {
    const { burst, perSecond, addresses } = this.limits;
    const nowMs = this.clock.monotonicMs();
    const known = this.peers.get(address);
    const left = known ? Math.min(burst, known.left + ((nowMs - known.atMs) / 1_000) * perSecond) : burst;
    this.peers.delete(address); // so that the order of the map is the order of asking
    this.peers.set(address, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
    if (this.peers.size > addresses) this.forgetOldest();
    return left >= 1;
  }

  get size(): number {
    return this.peers.size;
  }

  private forgetOldest(): void {
    for (const address of this.peers.keys()) {
      this.peers.delete(address);
      return;
    }
  }
}
