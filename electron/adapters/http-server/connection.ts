// One TCP connection of a peer, and the answers on it that have not left yet.
import type { Socket } from 'node:net';
import { refusalMs } from '../../core/provisioning/refusal-time';

/** An answer under way. */
interface Pending {
  /** Happens exactly once: when the answer has left (true), or when the connection ended before that (false). */
  settle(completed: boolean): void;
}

const lingerMs = 2_000;
const lingerBytes = 1024 * 1024;

export class Connection {
  /** IPv4 peers of an IPv6 listener are plain IPv4 everywhere (RFC 4291 §2.5.5.2). */
  readonly remote: string;
  private readonly open = new Set<Pending>();
  private ending = false;
  /** A refusal is on its way: whatever comes now changes nothing any more. */
  isRefused = false;
  private whenClosed: (() => void) | null = null;

  constructor(
    readonly socket: Socket,
    private readonly onClosed: (connection: Connection) => void,
  ) {
    // Node lets go of the socket of a CONNECT: without this, a peer that resets it would end the whole program.
    socket.on('error', destroyed);
    const { remoteAddress = '' } = socket;
    this.remote = remoteAddress.includes(':') ? remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '') : remoteAddress;
    socket.once('close', () => this.close());
  }

  get idle(): boolean {
    return this.open.size === 0;
  }

  begin(pending: Pending): void {
    this.open.add(pending);
    if (this.socket.destroyed) this.settle(pending, false);
  }

  /** Nothing when it is settled already. */
  settle(pending: Pending, completed: boolean): void {
    if (!this.open.delete(pending)) return;
    pending.settle(completed);
    if (this.ending && this.idle) this.socket.destroySoon();
  }

  /** Sends a refusal when it is time (`refusalMs`), if the peer is still there. */
  refuse(send: () => void): void {
    this.isRefused = true;
    setTimeout(() => {
      if (!this.socket.destroyed) send();
    }, refusalMs);
  }

  /** Ends now when idle, else with its last answer; resolves when it is closed and everything on it is settled. */
  end(): Promise<void> {
    this.ending = true;
    if (this.idle) this.socket.destroy();
    return new Promise((resolve) => {
      this.whenClosed = resolve;
      if (this.socket.closed) resolve();
    });
  }

  /** Sends the last bytes of this connection. What still comes in is thrown away for a while: closing on unread bytes would
   *  reset the connection and take the answer with it (RFC 9112 §9.6). Real time, as all of a socket's time is. */
  finish(bytes: Uint8Array, pending: Pending): void {
    const { socket } = this;
    const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
    let discarded = 0;
    socket.once('close', () => clearTimeout(timer));
    socket.on('end', () => socket.destroySoon());
    socket.on('data', (chunk: Uint8Array) => {
      discarded += chunk.length;
      if (discarded > lingerBytes) socket.destroy();
    });
    socket.end(bytes, () => this.settle(pending, !socket.destroyed));
    socket.resume();
  }

  private close(): void {
    for (const pending of this.open) this.settle(pending, false);
    this.onClosed(this);
    this.whenClosed?.();
  }
}

function destroyed(this: Socket): void {
  this.destroy();
}
