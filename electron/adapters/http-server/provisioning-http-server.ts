// Phones ask here: plain HTTP/1.0 and 1.1, bytes and refusals as the provisioning service decides, odd clients survived.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { listenProblem } from '../../core/provisioning/listen-problem';
import type { Clock } from '../../core/shared/clock';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Answer, IncomingRequest } from '../../services/provisioning/answer';
import { Connection } from './connection';
import type { TlsCertificate } from './tls-certificate';
import { TlsGate, tlsServerOptions, type FailedHandshake } from './tls-gate';
import { Exchange } from './exchange';
import { Outbox } from './outbox';
import { receiveUpload } from './receive-upload';
import { PlainConnection, type PlainPorts } from './plain-connection';
import { PlainRequestReader, type PlainRequest } from './plain-request';
import { keptSeconds, plainAnswer, sendAnswer } from './send-answer';
import { lastMessage, malformedRequest, refusalText, servable, tooLargeMessage } from './uniform-refusal';

export interface ListeningAt {
  readonly address: string;
  readonly port: number;
}

export interface ProvisioningHttpServerOptions {
  /** Must answer at once; an exception becomes the uniform 404 and a call of `onFault`. */
  readonly answer: (request: IncomingRequest) => Answer;
  readonly onFault?: (error: unknown) => void;
  readonly clock: Clock;
  /** HTTPS. Until there is a certificate clients wait. */
  readonly tls?: { readonly certificate: TlsCertificate; readonly onFailure: (failure: FailedHandshake) => void };
}

/** A token address has under 100 characters; phones send few and short headers. */
const maxHeaderBytes = 8 * 1024;
/** Nobody has to send us anything; a body this small is taken in so that the connection may live on. */
const maxBodyBytes = 64 * 1024;
/** From the start of a connection or request to the end of its headers. */
const headersMs = 10_000;
/** Longer than is told, so that a request sent at the last moment finds the connection open. */
const keptLongerMs = 1_000;
/** A peer that takes no byte for this long is gone. */
const stuckMs = 30_000;
const closeWithinMs = 2_000;

export class ProvisioningHttpServer {
  private server: Server | null = null;
  private gate: TlsGate | null = null;
  private at: ListeningAt | null = null;
  private readonly connections = new Map<Socket, Connection>();
  private readonly outbox = new Outbox();
  /** Decided already, and left to node:http to send. */
  private readonly handedOver = new WeakMap<Socket, Exchange>();

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
        this.gate?.close();
        resolve(
          fail(
            listenProblem(error.code ?? error.message, {
              service: this.options.tls ? 'HTTPS' : 'HTTP',
              address,
              port,
              platform: process.platform,
            }),
          ),
        );
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
    const ended = open.map((connection) => connection.end());
    this.gate?.close();
    await Promise.all([closed, ...ended]);
    clearTimeout(timer);
  }

  private readonly forget = ({ socket }: Connection): void => void this.connections.delete(socket);

  private createServer(): Server {
    const { tls } = this.options;
    const options = {
      requireHostHeader: false,
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersMs,
      requestTimeout: 15_000,
      keepAliveTimeout: keptSeconds * 1000,
      connectionsCheckingInterval: 2_000,
    };
    const secure = tls ? createSecureServer({ ...options, ...tlsServerOptions }) : null;
    const server: Server = secure ?? createServer(options);
    server.timeout = stuckMs;
    // Node's close would take a connection for idle whose answer is handed in but not yet sent, and cut it off.
    server.closeIdleConnections = () => undefined;
    const expecting = this.expecting.bind(this);
    const connected = secure ? 'secureConnection' : 'connection';
    const plain = this.plainPorts(server, connected);
    this.gate = secure && tls ? new TlsGate(secure, tls.certificate, tls.onFailure) : null;
    server.on(connected, (socket: Socket) => {
      const connection = new Connection(socket, this.forget);
      this.connections.set(socket, connection);
      new PlainConnection(connection, plain);
    });
    server.on('request', (request, response) => {
      if (mayBring(request)) this.readBody(request, response);
      else this.respond(request, response);
    });
    server.on('checkContinue', expecting);
    server.on('checkExpectation', expecting);
    server.on('connect', (request: IncomingMessage) => this.refuseUnread(request));
    server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Uint8Array }, socket: Socket) => {
      const connection = this.connections.get(socket);
      // Without a packet nothing was asked: the peer reset, or took too long over its headers.
      if (connection?.isRefused) return;
      if (!connection || !socket.writable || !error.rawPacket || !connection.idle) socket.destroy();
      // At once: nobody was looked for, and node:http closes behind us.
      else this.lastAnswer(connection, { ...malformedRequest(error.rawPacket), header: noHeader })();
    });
    return server;
  }

  /** Plain requests are answered without node:http, which gets a connection only when something else comes on it. */
  private plainPorts(server: Server, connected: 'connection' | 'secureConnection'): PlainPorts {
    const handlers = server.listeners(connected) as ((socket: Socket) => void)[];
    server.removeAllListeners(connected);
    return {
      reader: new PlainRequestReader(),
      times: { firstMs: headersMs, keptMs: keptSeconds * 1000 + keptLongerMs, stuckMs },
      respond: (connection, request, left) => this.respondPlain(connection, request, left),
      handOver: (socket) => {
        for (const handle of handlers) handle.call(server, socket);
      },
    };
  }

  private respondPlain(connection: Connection, { target, header, keepAlive }: PlainRequest, left: () => void): boolean {
    const method = 'GET';
    const decided = this.decide(connection, { method, target, header });
    const exchange = this.begin(connection, method, header, decided);
    const { answer } = decided;
    if (answer === null || answer.status === 404) exchange.refuse(() => exchange.write(refusalText, true, left));
    else {
      const text = plainAnswer(answer, keepAlive);
      if (text === null) this.handedOver.set(connection.socket, exchange);
      else if (keepAlive) this.outbox.add(() => exchange.write(text, false, left));
      else exchange.write(text, true, left);
      return text !== null;
    }
    return true;
  }

  private respond(request: IncomingMessage, response: ServerResponse, decided?: Decided): void {
    const exchange = this.exchange(request, decided);
    if (exchange) sendAnswer(exchange, response);
  }

  /** Nothing is decided before the body is in, for a broken one makes the whole request malformed; only a PUT is, because what it is
   *  answered says whether its body is wanted. Nothing is settled before either. */
  private readBody(request: IncomingMessage, response: ServerResponse): void {
    const decided = request.method === 'PUT' ? this.decided(request) : undefined;
    if (decided?.answer?.upload) return this.takeUpload(request, response, decided, decided.answer.upload);
    let sizeBytes = 0;
    const tooMuch = (chunk: Uint8Array): void => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBodyBytes) return;
      request.removeAllListeners();
      request.resume();
      this.refuseUnread(request, decided);
    };
    request.on('data', tooMuch);
    request.on('end', () => this.respond(request, response, decided));
  }

  /** A final status may come instead of "100 Continue" (RFC 9110 §10.1.1), and any other expectation is no reason for a 417. */
  private expecting(request: IncomingMessage, response: ServerResponse): void {
    if (!mayBring(request)) return this.respond(request, response);
    const decided = request.method === 'PUT' ? this.decided(request) : undefined;
    const upload = decided?.answer?.upload;
    if (!decided || !upload) return this.refuseUnread(request, decided);
    response.writeContinue();
    this.takeUpload(request, response, decided, upload);
  }

  private takeUpload(
    request: IncomingMessage,
    response: ServerResponse,
    decided: Decided,
    upload: NonNullable<Answer['upload']>,
  ): void {
    const exchange = this.exchange(request, decided);
    if (!exchange) return;
    receiveUpload(request, upload.limitBytes, (body) => {
      exchange.sent = { status: body ? 201 : 413, bytes: body?.length ?? 0 };
      if (!body) return exchange.finish(tooLargeMessage);
      try {
        upload.take(body);
      } catch (error) {
        return exchange.breakOff(error);
      }
      sendAnswer(exchange, response);
    });
  }

  private refuseUnread(request: IncomingMessage, decided?: Decided): void {
    const connection = this.connections.get(request.socket);
    const method = request.method ?? '';
    const target = servable(method) ? '' : (request.url ?? '');
    if (!connection) return;
    const last = this.lastAnswer(connection, { method, target, header: headersOf(request) }, decided);
    connection.refuse(last);
  }

  /** Ready to be sent, past node:http. */
  private lastAnswer(connection: Connection, asked: Asked, decided = this.decide(connection, asked)): () => void {
    const { method, header } = asked;
    const exchange = this.begin(connection, method, header, decided);
    const challenges = decided.answer?.status === 401 ? decided.answer.challenges : null;
    return () => exchange.finish(lastMessage(method, challenges));
  }

  private decided(request: IncomingMessage): Decided | undefined {
    const connection = this.connections.get(request.socket);
    const { method = '', url: target = '' } = request;
    return connection && this.decide(connection, { method, target, header: headersOf(request) });
  }

  private exchange(request: IncomingMessage, known?: Decided): Exchange | null {
    const connection = this.connections.get(request.socket);
    if (!connection) return null;
    const begun = this.handedOver.get(request.socket);
    if (begun && this.handedOver.delete(request.socket)) return begun;
    const { method = '', url: target = '' } = request;
    const header = headersOf(request);
    return this.begin(connection, method, header, known ?? this.decide(connection, { method, target, header }));
  }

  private begin(
    connection: Connection,
    method: string,
    header: IncomingRequest['header'],
    { answer, beganMs }: Decided,
  ): Exchange {
    return new Exchange(connection, method, header, answer, beganMs, this.options.clock, this.fault);
  }

  private decide({ remote }: Connection, { method, target, header }: Asked): Decided {
    const protocol = this.options.tls ? 'https' : 'http';
    const beganMs = this.options.clock.monotonicMs();
    try {
      return { answer: this.options.answer({ protocol, remote, method, target, header }), beganMs };
    } catch (error) {
      this.fault(error);
      return { answer: null, beganMs };
    }
  }

  private readonly fault = (error: unknown): void => this.options.onFault?.(error);
}

type Asked = Pick<IncomingRequest, 'method' | 'target' | 'header'>;

interface Decided {
  readonly answer: Answer | null;
  readonly beganMs: number;
}

const noHeader = (): null => null;

function headersOf({ headers }: IncomingMessage): IncomingRequest['header'] {
  return (name) => {
    const value = headers[name];
    return value === undefined ? null : String(value);
  };
}

/** A PUT without a body brings an empty one. */
function mayBring({ method, headers }: IncomingMessage): boolean {
  if (method === 'PUT') return true;
  const length = headers['content-length'];
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined;
}
