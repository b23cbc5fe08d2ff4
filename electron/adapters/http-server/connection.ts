// One TCP connection of a peer, and the answers on it that have not left yet.
import type { Socket } from 'node:net';

export type Settle = (completed: boolean) => void;

const lingerMs = 2_000;
const lingerBytes = 1024 * 1024;

export class Connection {
  /** IPv4 peers of an IPv6 listener are plain IPv4 everywhere (RFC 4291 §2.5.5.2). */
  readonly remote: string;
  /** When it is closed and everything on it is settled. */
  readonly closed: Promise<void>;
  private readonly open = new Set<Settle>();
  private ending = false;

  constructor(readonly socket: Socket) {
    // Node lets go of the socket of a CONNECT: without this, a peer that resets it would end the whole program.
    socket.on('error', () => socket.destroy());
    this.remote = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        for (const settle of this.open) settle(false);
        resolve();
      });
    });
  }

  get idle(): boolean {
    return this.open.size === 0;
  }

  /** Makes `settle` happen exactly once: when called, or as not completed when the connection ends before that. */
  begin(settle: Settle): Settle {
    const once: Settle = (completed) => {
      if (!this.open.delete(once)) return;
      settle(completed);
      if (this.ending && this.idle) this.socket.destroySoon();
    };
    this.open.add(once);
    if (this.socket.destroyed) once(false);
    return once;
  }

  /** Ends now when idle, else with its last answer. */
  end(): void {
    this.ending = true;
    if (this.idle) this.socket.destroy();
  }

  /** Sends the last bytes of this connection. What still comes in is thrown away for a while: closing on unread bytes would
   *  reset the connection and take the answer with it (RFC 9112 §9.6). Real time, as all of a socket's time is. */
  finish(bytes: Uint8Array, sent: Settle): void {
    const { socket } = this;
    const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
    let discarded = 0;
    socket.once('close', () => clearTimeout(timer));
    socket.on('end', () => socket.destroySoon());
    socket.on('data', (chunk: Uint8Array) => {
      discarded += chunk.length;
      if (discarded > lingerBytes) socket.destroy();
    });
    socket.end(bytes, () => sent(!socket.destroyed));
    socket.resume();
  }
}
