// Which hashes a phone is offered for its digest. SHA-256 goes first (RFC 8760 §2.4), but phones whose program is older than that RFC stumble
// over the mere sight of it (libre before 2.1 gives up) and would never register.
import type { DigestAlgorithm } from '../../core/provisioning/access-settings';

const both: readonly DigestAlgorithm[] = ['SHA-256', 'MD5'];
const old: readonly DigestAlgorithm[] = ['MD5'];
const mostKept = 20_000;

export class OfferedHashes {
  static readonly all = both;
  /** Who was challenged and has proved nothing since, or proved it with MD5. Oldest first. */
  private readonly doubtful = new Set<string>();

  /** `used`: what its proof is made with, when it brings one. `who` is one line of one phone. */
  offer(who: string, used: DigestAlgorithm | null): readonly DigestAlgorithm[] {
    if (used !== null) return used === 'MD5' ? old : both;
    if (this.doubtful.has(who)) return old;
    this.keep(who);
    return both;
  }

  proved(who: string, used: DigestAlgorithm): void {
    if (used === 'MD5') this.keep(who);
    else this.doubtful.delete(who);
  }

  private keep(who: string): void {
    this.doubtful.delete(who);
    this.doubtful.add(who);
    const [oldest] = this.doubtful;
    if (this.doubtful.size > mostKept && oldest !== undefined) this.doubtful.delete(oldest);
  }
}
