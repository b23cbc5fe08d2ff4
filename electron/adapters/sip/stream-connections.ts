// All TCP and TLS connections of the SIP side: those that phones opened, found by name, and those to servers, used again.
import type { Socket } from 'node:net';
import type { Clock } from '../../core/shared/clock';
import { connectStream, type StreamTarget } from './connect-stream';
import { StreamConnection } from './stream-connection';

/** As long as a transaction may take; who says nothing in that time is no SIP peer. */
const strangerPatienceMs = 32_000;
/** A run to many phones uses one connection; afterwards the server gets it back. */
const idleMs = 60_000;

export interface StreamConnectionsParts {
  readonly clock: Clock;
  readonly authorities: () => readonly string[];
  /** Port we listen on for this transport, null without. */
  readonly listeningPort: (transport: 'tcp' | 'tls') => number | null;
  readonly received: (bytes: Uint8Array, connection: StreamConnection) => void;
  readonly closed: (flow: string) => void;
  readonly fault: (error: unknown) => void;
}

export class StreamConnections {
  private readonly byName = new Map<string, StreamConnection>();
  private readonly toServers = new Map<string, Promise<StreamConnection>>();
  /** Of those, the ones that are open. */
  private readonly opened = new Set<Promise<StreamConnection>>();
  private serial = 0;
  private isStopped = false;

  constructor(private readonly parts: StreamConnectionsParts) {}

  /** A phone or server connected to us. It may be silent for hours once it has said something: it waits for calls. */
  accept(socket: Socket, transport: 'tcp' | 'tls'): void {
    if (this.isStopped || socket.remoteAddress === undefined) {
      socket.destroy();
      return;
    }
    this.add(socket, transport, { firstMs: strangerPatienceMs, laterMs: null });
  }

  byFlow(name: string): StreamConnection | null {
    return this.byName.get(name) ?? null;
  }

  /** Whether a connection to that server is open already. */
  has(target: StreamTarget): boolean {
    const opening = this.toServers.get(keyOf(target));
    return opening !== undefined && this.opened.has(opening);
  }

  /** The open connection to a server, or a new one. `isFresh`: not one that may just be about to be closed. */
  to(target: StreamTarget, isFresh = false): Promise<StreamConnection> {
    const key = keyOf(target);
    const opening = isFresh ? undefined : this.toServers.get(key);
    return opening ?? this.open(target, key);
  }

  stop(): void {
    this.isStopped = true;
    for (const connection of this.byName.values()) connection.destroy();
  }

  private open(target: StreamTarget, key: string): Promise<StreamConnection> {
    const { authorities, clock } = this.parts;
    const opening = connectStream(target, authorities(), clock).then((socket) => {
      if (this.isStopped) {
        socket.destroy();
        throw new Error('the SIP side was stopped');
      }
      return this.add(socket, target.transport, { firstMs: idleMs, laterMs: idleMs });
    });
    this.toServers.set(key, opening);
    const forget = (): void => {
      if (this.toServers.get(key) === opening) this.toServers.delete(key);
      this.opened.delete(opening);
    };
    opening
      .then((connection) => {
        this.opened.add(opening);
        connection.onClosed(forget);
      })
      .catch(forget);
    return opening;
  }

  private add(
    socket: Socket,
    transport: 'tcp' | 'tls',
    patience: { readonly firstMs: number; readonly laterMs: number | null },
  ): StreamConnection {
    const { clock, received, closed, fault } = this.parts;
    const listeningPort = this.parts.listeningPort(transport);
    this.serial++;
    const { serial } = this;
    const connection = new StreamConnection({
      socket,
      transport,
      serial,
      clock,
      listeningPort,
      patience,
      received,
      fault,
    });
    this.byName.set(connection.name, connection);
    connection.onClosed(() => {
      this.byName.delete(connection.name);
      closed(connection.name);
    });
    return connection;
  }
}

function keyOf({ transport, address, port, name }: StreamTarget): string {
  return `${transport} ${address} ${port} ${name}`;
}
