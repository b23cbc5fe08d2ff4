// Listens for TCP or TLS connections of phones and servers.
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listenProblem } from '../../core/provisioning/listen-problem';
import { fail, ok, type Result } from '../../core/shared/result';

/** Every phone of a large site holds one; a flood of others must not use up our file descriptors. */
const mostConnections = 12_000;
const handshakeMs = 10_000;

export interface TlsIdentity {
  /** PEM, the chain in order. */
  readonly certificate: string;
  readonly key: string;
}

export interface StreamListener {
  readonly port: number;
  close(): Promise<void>;
}

/** `identity`: null for TCP. `connected` is handed sockets that are ready to carry messages. */
export function listenForStreams(
  host: string,
  port: number,
  identity: TlsIdentity | null,
  connected: (socket: Socket) => void,
): Promise<Result<StreamListener>> {
  const server = identity
    ? createTlsServer({
        key: identity.key,
        cert: identity.certificate,
        minVersion: 'TLSv1.2',
        handshakeTimeout: handshakeMs,
      })
    : createTcpServer();
  server.maxConnections = mostConnections;
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  server.on(identity ? 'secureConnection' : 'connection', connected);
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const wanted = { service: 'SIP', address: host, port, transport: 'TCP' } as const;
      resolve(fail(listenProblem(error.code ?? error.message, wanted)));
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.removeAllListeners('error');
      server.on('error', () => undefined); // of single connections
      const address = server.address();
      resolve(ok({ port: typeof address === 'object' && address ? address.port : port, close: () => closed(server) }));
    });
  });
}

/** Open connections are closed by who keeps them. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
