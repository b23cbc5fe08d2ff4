// One file on its way to one peer: blocks, windows, repetitions. Knows no socket, only how to send a packet.
import type { Clock } from '../../core/shared/clock';
import type { BlockSource } from './block-source';
import type { TransferTerms } from './negotiate-options';
import { dataHeader, optionAck } from './tftp-packet';

export interface TransferOptions {
  readonly body: BlockSource;
  readonly terms: TransferTerms;
  readonly clock: Clock;
  /** The parts make one datagram; they do not change afterwards. */
  readonly send: (parts: readonly Uint8Array[]) => void;
  /** Called once: the last block was acknowledged, or the peer is gone. */
  readonly ended: (completed: boolean) => void;
  /** The file cannot be read any more; the transfer has ended. */
  readonly unreadable: (error: unknown) => void;
}

/** Without an agreed timeout: 1, 2, 4, 8, 8 s between six sendings and 8 s after the last (RFC 1123 §4.2.3.2 asks for backoff). */
const firstWaitMs = 1_000;
const longestWaitMs = 8_000;
const sendings = 6;
/** With an agreed timeout: sent over about a minute, three times at least. */
const agreedSpanMs = 60_000;
const leastSendings = 3;

export class Transfer {
  /** Blocks, the last of which is shorter than the others, if need be empty (RFC 1350 §6). */
  private readonly blocks: number;
  /** Up to here everything is acknowledged. Before the peer's ACK 0 of an OACK: -1. */
  private acknowledged: number;
  /** The highest block of the window under way. */
  private sent = 0;
  /** The bytes of that window; null while they are being read. */
  private window: Uint8Array | null = new Uint8Array();
  private sendingsLeft = 0;
  private waitMs = 0;
  private over = false;
  /** This window was sent more than once. */
  private repeated = false;
  /** The window before it was, in part at least: ACKs that come twice are echoes of that. */
  private echoing = false;
  private heardAtMs: number | null = null;
  private cancelTimer = (): void => undefined;

  constructor(private readonly options: TransferOptions) {
    const { body, terms } = options;
    this.blocks = Math.floor(body.bytes / terms.blockBytes) + 1;
    this.acknowledged = terms.agreed.length > 0 ? -1 : 0;
  }

  /** When the peer last acknowledged something new, in monotonic milliseconds; null: never yet. */
  get lastHeardMs(): number | null {
    return this.heardAtMs;
  }

  start(): void {
    this.sendWindow();
  }

  /** `wire` is the block number of an ACK, modulo 65536. Anything but an ACK of something under way is ignored. */
  ack(wire: number): void {
    // Before a window has left, an ACK can only be an echo.
    if (this.over || this.window === null) return;
    if (this.acknowledged < 0) {
      if (wire === 0) this.advance(0);
      return;
    }
    const ahead = (wire - this.acknowledged) & 0xffff;
    if (ahead === 0) this.repeatOnce();
    else if (ahead <= this.sent - this.acknowledged) this.advance(this.acknowledged + ahead);
  }

  /** The first packet again, for a peer that asks again because it got none. */
  resend(): void {
    if (!this.over) this.sendPackets();
  }

  end(completed: boolean): void {
    if (this.over) return;
    this.over = true;
    this.cancelTimer();
    this.options.ended(completed);
  }

  private advance(to: number): void {
    // An ACK in the middle of a window means that what follows was lost: go back there (RFC 7440 §4).
    this.echoing = this.repeated || to < this.sent;
    this.repeated = false;
    this.acknowledged = to;
    this.heardAtMs = this.options.clock.monotonicMs();
    if (to === this.blocks) this.end(true);
    else this.sendWindow();
  }

  /** The last ACK once more. In lock-step it is a duplicate, and answering it would double every packet to the end of the
   *  transfer (Sorcerer's Apprentice, RFC 1123 §4.2.3.1). In a window it says that the first block of it was lost; then the
   *  window is sent again, but not twice running, for the same reason: then the clock decides. */
  private repeatOnce(): void {
    if (this.options.terms.windowBlocks === 1 || this.repeated || this.echoing) return;
    this.repeated = true;
    this.sendPackets();
  }

  private sendWindow(): void {
    const { body, terms } = this.options;
    this.sent = this.acknowledged < 0 ? -1 : Math.min(this.blocks, this.acknowledged + terms.windowBlocks);
    if (this.sent < 0) {
      this.beginSending(new Uint8Array());
      return;
    }
    const read = body.read(
      Math.min(body.bytes, this.acknowledged * terms.blockBytes),
      Math.min(body.bytes, this.sent * terms.blockBytes),
    );
    if (read instanceof Uint8Array) {
      this.beginSending(read);
      return;
    }
    this.window = null;
    this.cancelTimer();
    read.then(
      (bytes) => {
        if (!this.over) this.beginSending(bytes);
      },
      (error: unknown) => {
        if (this.over) return;
        this.options.unreadable(error);
        this.end(false);
      },
    );
  }

  private beginSending(window: Uint8Array): void {
    const { timeoutMs } = this.options.terms;
    this.window = window;
    this.sendingsLeft =
      timeoutMs === null ? sendings : Math.max(leastSendings, Math.min(sendings, Math.floor(agreedSpanMs / timeoutMs)));
    this.waitMs = timeoutMs ?? firstWaitMs;
    this.sendAndWait();
  }

  private sendAndWait(): void {
    this.sendingsLeft--;
    this.cancelTimer();
    this.cancelTimer = this.options.clock.after(this.waitMs, () => this.nothingHeard());
    if (this.options.terms.timeoutMs === null) this.waitMs = Math.min(this.waitMs * 2, longestWaitMs);
    this.sendPackets();
  }

  private nothingHeard(): void {
    this.repeated = true;
    if (this.sendingsLeft > 0) this.sendAndWait();
    else this.end(false);
  }

  private sendPackets(): void {
    const { terms, send } = this.options;
    if (this.acknowledged < 0) {
      send([optionAck(terms.agreed)]);
      return;
    }
    const { window, acknowledged } = this;
    if (window === null) return;
    for (let block = acknowledged + 1; block <= this.sent && !this.over; block++) {
      const at = (block - acknowledged - 1) * terms.blockBytes;
      send([dataHeader(block), window.subarray(at, at + terms.blockBytes)]);
    }
  }
}
