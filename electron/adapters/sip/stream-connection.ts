// One TCP or TLS connection that carries SIP, whoever opened it.
import type { Socket } from 'node:net';
import type { Clock } from '../../core/shared/clock';
import { SipFramer } from '../../core/sip/sip-framer';
import { plainAddress, type Carrier, type Peer } from './carrier';
import { readableError } from './network-errors';

/** A peer that reads nothing while we write costs this much, then its connection. */
const mostUnread = 1024 * 1024;
/** The system asks a silent peer so often whether it is still there. */
const probeAfterMs = 60_000;

const pong = Uint8Array.from([13, 10]);

export interface StreamParts {
  readonly socket: Socket;
  readonly transport: 'tcp' | 'tls';
  /** Of all connections of this port: keeps names apart when a peer comes again from the same port. */
  readonly serial: number;
  readonly clock: Clock;
  /** Port of ours for requests of the peer; null when nobody listens for this transport. */
  readonly listeningPort: number | null;
  /** Without traffic it is closed after this time: until the first message, and then on. Null: never. */
  readonly patience: { readonly firstMs: number; readonly laterMs: number | null };
  readonly received: (bytes: Uint8Array, connection: StreamConnection) => void;
  readonly fault: (error: unknown) => void;
}

export class StreamConnection implements Carrier {
  readonly transport: 'tcp' | 'tls';
  readonly name: string;
  readonly peer: Peer;
  readonly local: Peer;
  private readonly framer = new SipFramer();
  private readonly closedListeners = new Set<() => void>();
  private stopTimer: () => void = () => undefined;
  private isOpen = true;

  /** The socket must be connected. */
  constructor(private readonly parts: StreamParts) {
    const { socket, transport, serial, listeningPort, patience } = parts;
    this.transport = transport;
    this.peer = { address: plainAddress(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
    this.local = { address: plainAddress(socket.localAddress ?? ''), port: listeningPort ?? socket.localPort ?? 0 };
    this.name = `${transport}/${this.peer.address}/${this.peer.port}/${serial}`;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, probeAfterMs);
    socket.on('data', (bytes: Buffer) => this.take(bytes));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('end', () => socket.end());
    socket.once('close', () => this.ended());
    this.waitFor(patience.firstMs);
  }

  to(): Carrier {
    return this;
  }

  send(bytes: Uint8Array): Promise<void> {
    const { socket } = this.parts;
    if (!this.isOpen || socket.writableLength > mostUnread) {
      if (this.isOpen) socket.destroy();
      return Promise.reject(new Error('the other side closed the connection'));
    }
    const { laterMs } = this.parts.patience;
    // Our answer to a ping is no sign that a stranger speaks SIP.
    if (laterMs !== null) this.waitFor(laterMs);
    return new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(readableError(error)) : resolve()));
    });
  }

  onClosed(listener: () => void): () => void {
    this.closedListeners.add(listener);
    return () => this.closedListeners.delete(listener);
  }

  /** What was written still goes out. */
  close(): void {
    this.stopTimer();
    this.parts.socket.destroySoon();
  }

  /** At once: a peer that reads nothing must not hold us up. */
  destroy(): void {
    this.parts.socket.destroy();
  }

  private take(bytes: Uint8Array): void {
    for (const framed of this.framer.push(bytes)) {
      switch (framed.kind) {
        case 'message':
          this.waitFor(this.parts.patience.laterMs);
          this.parts.received(framed.bytes, this);
          break;
        case 'ping':
          this.send(pong).catch(() => undefined);
          break;
        case 'broken':
          this.close();
          break;
      }
    }
  }

  private waitFor(patienceMs: number | null): void {
    this.stopTimer();
    this.stopTimer = patienceMs === null ? () => undefined : this.parts.clock.after(patienceMs, () => this.destroy());
  }

  private ended(): void {
    this.isOpen = false;
    this.stopTimer();
    for (const listener of this.closedListeners) {
      try {
        listener();
      } catch (error) {
        this.parts.fault(error);
      }
    }
    this.closedListeners.clear();
  }
}
