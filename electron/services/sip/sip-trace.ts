// The last messages each phone exchanged with us, for whoever asks what was said; secrets are crossed out before anything is kept.
import { blankSecrets, type TracedMessage } from '../../core/sip/traced-message';

const keptPerPeer = 50;
const longestKept = 16_384;
/** All peers together; the peers silent longest go first. */
const keptBytes = 16 * 1024 * 1024;
/** What a message costs beside its bytes, about. */
const overheadBytes = 300;

/** `id`: in the order of recording, never used again. */
export type KeptMessage = TracedMessage & { readonly id: number };

interface Peer {
  messages: KeptMessage[];
  bytes: number;
}

export class SipTrace {
  /** By address, in the order of their latest message. */
  private readonly peers = new Map<string, Peer>();
  private bytes = 0;
  private lastId = 0;

  /** `changed` is called for every message and when all are forgotten: it must be quick. */
  constructor(
    private readonly limits = { keptPerPeer, keptBytes },
    private readonly changed: () => void = () => undefined,
  ) {}

  record(message: TracedMessage): void {
    const kept = { ...message, id: ++this.lastId, bytes: blankSecrets(message.bytes.subarray(0, longestKept)) };
    const { address } = message.peer;
    const peer = this.peers.get(address) ?? { messages: [], bytes: 0 };
    this.peers.delete(address);
    this.peers.set(address, peer);
    peer.messages.push(kept);
    this.count(peer, costOf(kept));
    if (peer.messages.length > this.limits.keptPerPeer) {
      const oldest = peer.messages.shift();
      if (oldest) this.count(peer, -costOf(oldest));
    }
    for (const [silent, { bytes }] of this.peers) {
      if (this.bytes <= this.limits.keptBytes) break;
      this.peers.delete(silent);
      this.bytes -= bytes;
    }
    this.changed();
  }

  /** Whose last message is newest, first. */
  addresses(): string[] {
    return [...this.peers.keys()].toReversed();
  }

  /** Oldest first. */
  of(address: string): readonly KeptMessage[] {
    return [...(this.peers.get(address)?.messages ?? [])];
  }

  clear(): void {
    this.peers.clear();
    this.bytes = 0;
    this.changed();
  }

  private count(peer: Peer, bytes: number): void {
    peer.bytes += bytes;
    this.bytes += bytes;
  }
}

function costOf(message: TracedMessage): number {
  return message.bytes.length + overheadBytes;
}
