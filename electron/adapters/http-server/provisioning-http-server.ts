// Phones ask here: plain HTTP/1.0 and 1.1, bytes and refusals as the provisioning service decides, odd clients survived.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { listenProblem } from '../../core/provisioning/listen-problem';
import type { Clock } from '../../core/shared/clock';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Answer, IncomingRequest } from '../../services/provisioning/provisioning-service';
import { Connection } from './connection';
import { malformedRequest, refusalBody, refusalHeaders, refusalMessage, servable } from './uniform-refusal';

export interface ListeningAt {
  readonly address: string;
  readonly port: number;
}

export interface ProvisioningHttpServerOptions {
  /** Must answer at once; an exception becomes the uniform 404 and a call of `onFault`. */
  readonly answer: (request: IncomingRequest) => Answer;
  readonly onFault?: (error: unknown) => void;
  readonly clock: Clock;
}

/** A token address has under 100 characters; phones send few and short headers. */
const maxHeaderBytes = 8 * 1024;
/** Nobody has to send us anything; a body this small is taken in so that the connection may live on. */
const maxBodyBytes = 64 * 1024;
/** A peer that takes no byte for this long is gone. */
const stuckMs = 30_000;
const closeWithinMs = 2_000;

export class ProvisioningHttpServer {
  private server: Server | null = null;
  private at: ListeningAt | null = null;
  private readonly connections = new Map<Socket, Connection>();

  constructor(private readonly options: ProvisioningHttpServerOptions) {}

  get listening(): ListeningAt | null {
    return this.at;
  }

  /** Listens on an IP literal and port (0: any free one). Problems PORT_IN_USE, PORT_REFUSED, ADDRESS_NOT_HERE. */
  listen(address: string, port: number): Promise<Result<ListeningAt>> {
    if (this.server) throw new Error('already listening: close first');
    const server = this.createServer();
    this.server = server;
    return new Promise((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        this.server = null;
        resolve(fail(listenProblem(error.code ?? error.message, { service: 'HTTP', address, port })));
      });
      server.listen({ host: address, port, exclusive: true }, () => {
        server.removeAllListeners('error').on('error', (error) => this.options.onFault?.(error));
        const bound = server.address() as AddressInfo;
        this.at = { address: bound.address, port: bound.port };
        resolve(ok(this.at));
      });
    });
  }

  /** Ends when every connection has: idle ones at once, those with an answer under way after it, at most 2 s later. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    this.at = null;
    const open = [...this.connections.values()];
    // Real time: the computer's, which a lab's clock must not stop.
    const timer = setTimeout(() => {
      for (const { socket } of open) socket.destroy();
    }, closeWithinMs);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const connection of open) connection.end();
    await Promise.all([closed, ...open.map(({ closed: ended }) => ended)]);
    clearTimeout(timer);
  }

  private createServer(): Server {
    const server = createServer({
      requireHostHeader: false,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    });
    server.timeout = stuckMs;
    // Node's close would take a connection for idle whose answer is handed in but not yet sent, and cut it off.
    server.closeIdleConnections = () => undefined;
    const expecting = (request: IncomingMessage, response: ServerResponse): void =>
      hasBody(request) ? this.refuseUnread(request) : this.respond(request, response);
    server.on('connection', (socket: Socket) => {
      this.connections.set(socket, new Connection(socket));
      socket.once('close', () => this.connections.delete(socket));
    });
    server.on('request', (request, response) => {
      if (hasBody(request)) this.readBody(request, response);
      else this.respond(request, response);
    });
    // A final status may come instead of "100 Continue" (RFC 9110 §10.1.1), and any other expectation is no reason for a 417.
    server.on('checkContinue', expecting);
    server.on('checkExpectation', expecting);
    server.on('connect', (request: IncomingMessage) => this.refuseUnread(request));
    server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Uint8Array }, socket: Socket) => {
      const connection = this.connections.get(socket);
      // Without a packet nothing was asked: the peer reset, or took too long over its headers.
      if (!connection || !socket.writable || !error.rawPacket || !connection.idle) socket.destroy();
      else this.refuseRaw(connection, { ...malformedRequest(error.rawPacket), userAgent: null });
    });
    return server;
  }

  private respond(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.connections.get(request.socket);
    if (!connection) return;
    const method = request.method ?? '';
    const { answer, settle } = this.decide(connection, {
      method,
      target: request.url ?? '',
      userAgent: request.headers['user-agent'] ?? null,
      ifNoneMatch: request.headers['if-none-match'] ?? null,
    });
    response.once('finish', () => settle(true));
    response.sendDate = false;
    if (answer === null || answer.status === 404) {
      response.writeHead(404, refusalHeaders as string[]);
      response.end(method === 'HEAD' ? undefined : refusalBody);
      return;
    }
    // Files hold secrets and change: a cache on the way must keep nothing, and the phone's own must ask again.
    const headers = ['Cache-Control', 'private, no-cache'];
    if (answer.etag !== null) headers.push('ETag', answer.etag);
    if (answer.status === 304) {
      response.writeHead(304, headers);
      response.end();
      return;
    }
    const body = answer.body ?? new Uint8Array();
    headers.push('Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(body.length));
    response.writeHead(200, headers);
    response.end(method === 'HEAD' ? undefined : body);
  }

  /** Nothing is decided before the body is in: a broken one makes the whole request malformed. */
  private readBody(request: IncomingMessage, response: ServerResponse): void {
    let sizeBytes = 0;
    const tooMuch = (chunk: Uint8Array): void => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBodyBytes) return;
      request.removeAllListeners();
      request.resume();
      this.refuseUnread(request);
    };
    request.on('data', tooMuch);
    request.on('end', () => this.respond(request, response));
  }

  private refuseUnread(request: IncomingMessage): void {
    const connection = this.connections.get(request.socket);
    const method = request.method ?? '';
    const target = servable(method) ? '' : (request.url ?? '');
    if (connection) this.refuseRaw(connection, { method, target, userAgent: request.headers['user-agent'] ?? null });
  }

  private refuseRaw(connection: Connection, asked: Pick<IncomingRequest, 'method' | 'target' | 'userAgent'>): void {
    const { settle } = this.decide(connection, { ...asked, ifNoneMatch: null });
    connection.finish(
      asked.method === 'HEAD' ? refusalMessage.subarray(0, -refusalBody.length) : refusalMessage,
      settle,
    );
  }

  private decide(
    connection: Connection,
    asked: Omit<IncomingRequest, 'protocol' | 'remote'>,
  ): { readonly answer: Answer | null; readonly settle: (completed: boolean) => void } {
    const { clock, onFault } = this.options;
    const beganMs = clock.monotonicMs();
    const answer = this.guarded(() => this.options.answer({ protocol: 'http', remote: connection.remote, ...asked }));
    const settle = connection.begin((completed) => {
      try {
        answer?.settle({ completed, durationMs: clock.monotonicMs() - beganMs });
      } catch (error) {
        onFault?.(error);
      }
    });
    return { answer, settle };
  }

  private guarded(decide: () => Answer): Answer | null {
    try {
      return decide();
    } catch (error) {
      this.options.onFault?.(error);
      return null;
    }
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined;
}
