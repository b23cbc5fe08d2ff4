// Stands before the TLS of a server: keeps the first bytes of each client until its handshake is done, so that a failed one can be
// explained, and lets clients wait while there is no certificate yet (listeners are bound before the data folder is opened).
import type { Socket } from 'node:net';
import type { Server as TlsServer, TLSSocket } from 'node:tls';
import { maxHelloBytes } from '../../core/provisioning/client-hello';
import type { TlsCertificate, TlsMaterial } from './tls-certificate';

export interface FailedHandshake {
  readonly remote: string;
  /** Node's code: `ERR_SSL_…`, or that of the socket. */
  readonly error: string;
  /** What the client sent first, at most 16 KB. */
  readonly firstBytes: Uint8Array;
}

interface Opening {
  readonly socket: Socket;
  readonly remote: string;
  firstBytes: Uint8Array;
  failed: boolean;
  /** Of `performance.now()`. */
  readonly sinceMs: number;
}

/** From the connection to the end of the handshake. Phones need one or two seconds for RSA. */
const handshakeMs = 10_000;
const sweepMs = 1_000;
/** More clients than this do not wait for a certificate. */
const maxWaiting = 256;

/** For `createServer` of node:tls and node:https. Old versions: OpenSSL in Node refuses TLS 1.0 and 1.1 anyhow, BoringSSL would not. */
export const tlsServerOptions = { minVersion: 'TLSv1.2' } as const;

export class TlsGate {
  /** By the remote end: the one thing that a socket and the TLS on top of it have both. */
  private readonly openings = new Map<string, Opening>();
  private readonly waiting = new Set<Socket>();
  private readonly beginTls: (socket: Socket) => void;
  private readonly unfollow: () => void;
  private readonly sweeper: NodeJS.Timeout;
  private hasCertificate = false;

  /** `server`: made with `tlsServerOptions` and nothing else of TLS. */
  constructor(
    private readonly server: TlsServer,
    certificate: TlsCertificate,
    private readonly onFailure: (failure: FailedHandshake) => void,
  ) {
    // Node's own listener puts TLS on a socket; it is asked once the first bytes are in and put back for it to read.
    const own = server.listeners('connection');
    server.removeAllListeners('connection');
    this.beginTls = (socket) => {
      for (const listener of own) Reflect.apply(listener, server, [socket]);
    };
    server.on('connection', (socket: Socket) => this.open(socket));
    server.on('secureConnection', (socket: TLSSocket) => this.openings.delete(endOf(socket)));
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      const opening = this.openings.get(endOf(socket));
      if (opening) this.fail(opening, error.code ?? error.message);
    });
    this.unfollow = certificate.follow((material) => this.use(material));
    // One timer for all: a timer for each would cost more than all else here.
    this.sweeper = setInterval(() => this.endLate(), sweepMs).unref();
  }

  /** Ends what has not become a connection. */
  close(): void {
    this.unfollow();
    clearInterval(this.sweeper);
    for (const { socket } of this.openings.values()) socket.destroy();
    this.openings.clear();
  }

  /** Connections and handshakes under way keep what they began with. */
  private use({ certificate, key }: TlsMaterial): void {
    this.server.setSecureContext({ ...tlsServerOptions, cert: certificate, key });
    this.hasCertificate = true;
    for (const socket of this.waiting) this.peek(socket);
    this.waiting.clear();
  }

  private open(socket: Socket): void {
    const end = endOf(socket);
    const opening = {
      socket,
      remote: socket.remoteAddress ?? '',
      firstBytes: noBytes,
      failed: false,
      sinceMs: performance.now(),
    };
    // Taken out first: what stands for an older client of the same remote end would keep its place among the oldest (endLate).
    this.openings.delete(end);
    this.openings.set(end, opening);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.waiting.delete(socket);
      if (this.openings.get(end) !== opening) return;
      this.openings.delete(end);
      // Without a byte it was no handshake: a port scan, or a phone that lost its network.
      if (opening.firstBytes.length > 0) this.fail(opening, 'ECONNRESET');
    });
    if (this.hasCertificate) this.peek(socket);
    else if (this.waiting.size < maxWaiting) this.waiting.add(socket);
    else socket.destroy();
  }

  private peek(socket: Socket): void {
    const opening = this.openings.get(endOf(socket));
    if (!opening) return;
    socket.once('data', (chunk: Uint8Array) => {
      socket.pause();
      opening.firstBytes = chunk.subarray(0, maxHelloBytes);
      socket.unshift(chunk);
      this.beginTls(socket);
    });
  }

  /** Also those that send nothing, or that no certificate came for. */
  private endLate(): void {
    const before = performance.now() - handshakeMs;
    for (const opening of this.openings.values()) {
      // Put in as they came: all behind are younger.
      if (opening.sinceMs > before) return;
      if (opening.firstBytes.length > 0) this.fail(opening, 'ERR_TLS_HANDSHAKE_TIMEOUT');
      opening.socket.destroy();
    }
  }

  /** Once for each client: an alert is followed by the end of its connection. */
  private fail(opening: Opening, error: string): void {
    if (opening.failed) return;
    opening.failed = true;
    const remote = opening.remote.replace(/^::ffff:(?=\d+\.)/i, '');
    this.onFailure({ remote, error, firstBytes: opening.firstBytes });
  }
}

const noBytes = new Uint8Array();

function endOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
