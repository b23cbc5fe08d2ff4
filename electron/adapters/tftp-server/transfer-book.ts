// The transfers under way, by the peer's address and port, and how many there may be.
import type { RemoteInfo } from 'node:dgram';
import type { Transfer } from './transfer';

export interface TransferLimits {
  readonly perPeer: number;
  readonly inAll: number;
}

export interface RunningTransfer {
  /** The request it answers, as it came. */
  readonly request: Uint8Array;
  readonly transfer: Transfer;
  readonly abort: () => void;
  readonly closed: Promise<void>;
}

export class TransferBook {
  private readonly running = new Map<string, RunningTransfer>();
  private readonly perAddress = new Map<string, number>();

  constructor(private readonly limits: TransferLimits) {}

  all(): RunningTransfer[] {
    return [...this.running.values()];
  }

  of(peer: RemoteInfo): RunningTransfer | null {
    return this.running.get(key(peer)) ?? null;
  }

  /** Whether one more may begin. When all places are taken, the oldest one whose peer has never said a word loses its place:
   *  requests with forged senders must not keep phones out. */
  makeRoom(peer: RemoteInfo): boolean {
    if ((this.perAddress.get(peer.address) ?? 0) >= this.limits.perPeer) return false;
    if (this.running.size < this.limits.inAll) return true;
    for (const { transfer } of this.running.values()) {
      if (transfer.lastHeardMs !== null) continue;
      transfer.end(false);
      return true;
    }
    return false;
  }

  add(peer: RemoteInfo, transfer: RunningTransfer): void {
    this.running.set(key(peer), transfer);
    this.perAddress.set(peer.address, (this.perAddress.get(peer.address) ?? 0) + 1);
  }

  remove(peer: RemoteInfo): void {
    if (!this.running.delete(key(peer))) return;
    const left = (this.perAddress.get(peer.address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(peer.address, left);
    else this.perAddress.delete(peer.address);
  }
}

function key(peer: RemoteInfo): string {
  return `${peer.address} ${peer.port}`;
}
