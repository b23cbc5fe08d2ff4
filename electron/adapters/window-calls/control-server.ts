// The loopback carrier: the window's files over HTTP and the contract over one WebSocket, for browsers and the command line.
// Nobody gets a word without the token; a browser must also come from this very page (Origin) by this very name (Host).
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { callMessage, type EventName, type HostMessage } from '../../contract/contract';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Dispatcher } from './dispatcher';
import { readWindowFile } from './window-files';

export interface ControlServerOptions {
  readonly token: string;
  /** The built window. */
  readonly windowFolder: string;
  readonly makeNonce: () => string;
}

/** What connected clients may do; handed in once the workstation is ready. */
export interface ControlTarget {
  readonly dispatch: Dispatcher;
  listen(listener: (event: EventName, payload: unknown) => void): () => void;
}

const closeTokenRefused = 4401;
const tokenPatienceMs = 5_000;
const largestMessageBytes = 32 * 1024 * 1024;
const loopback = '127.0.0.1';

export class ControlServer {
  private readonly server: Server;
  private readonly sockets: WebSocketServer;
  private target: ControlTarget | null = null;
  private port = 0;

  constructor(private readonly options: ControlServerOptions) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
    this.sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes });
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  get url(): string {
    return `http://${loopback}:${this.port}/`;
  }

  listen(port: number): Promise<Result<{ readonly url: string }>> {
    return new Promise((resolve) => {
      const refused = (error: NodeJS.ErrnoException): void => {
        const inUse = error.code === 'EADDRINUSE';
        resolve(
          fail({
            code: inUse ? 'PORT_IN_USE' : 'PORT_REFUSED',
            message: `The control interface cannot listen on port ${port}${inUse ? ': another program has it' : ` (${error.code})`}.`,
            remedy: 'Choose another one with --control-port, or 0 for any free port.',
          }),
        );
      };
      this.server.once('error', refused);
      this.server.listen(port, loopback, () => {
        this.server.off('error', refused);
        this.port = (this.server.address() as AddressInfo).port;
        resolve(ok({ url: this.url }));
      });
    });
  }

  open(target: ControlTarget): void {
    this.target = target;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.close(1001);
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets.clients) socket.terminate();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.isOurHost(request.headers.host)) return void response.writeHead(421).end();
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    const file = await readWindowFile(this.options.windowFolder, windowPath(request.url), this.options.makeNonce);
    if (!file) return void response.writeHead(404).end();
    response
      .writeHead(200, { ...file.headers, 'Content-Length': file.bytes.length })
      .end(request.method === 'HEAD' ? undefined : file.bytes);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node leaves the socket to us here: without this, a peer that resets the connection would end the program.
    socket.on('error', () => socket.destroy());
    const { origin, host } = request.headers;
    const fromPage = origin === undefined || this.isOurHost(origin.replace(/^http:\/\//, ''));
    if (request.url !== '/workstation' || !this.isOurHost(host) || !fromPage) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (client) =>
      this.greet(client, origin === undefined ? 'command line' : 'window'),
    );
  }

  /** The first message must be the token. */
  private greet(client: WebSocket, actor: string): void {
    const impatient = setTimeout(() => client.close(closeTokenRefused), tokenPatienceMs);
    client.on('error', () => client.terminate());
    client.once('close', () => clearTimeout(impatient));
    client.once('message', (data) => {
      clearTimeout(impatient);
      const { target } = this;
      if (!this.isToken(textOf(data))) return client.close(closeTokenRefused);
      if (!target) return client.close(1013);
      this.converse(client, target, actor);
    });
  }

  private converse(client: WebSocket, target: ControlTarget, actor: string): void {
    const send = (message: HostMessage | { readonly ready: true }): void => {
      if (client.readyState === client.OPEN) client.send(JSON.stringify(message));
    };
    const stopListening = target.listen((event, payload) => send({ event, payload }));
    client.once('close', stopListening);
    client.on('message', (data) => {
      const message = callMessage.safeParse(parsedJson(textOf(data)));
      if (!message.success) return client.close(1008);
      const { id, name, input, site } = message.data;
      void target.dispatch({ name, input, site, actor }).then((answer) => send({ id, ...answer }));
    });
    send({ ready: true });
  }

  private isToken(text: string): boolean {
    const given = (parsedJson(text) as { token?: unknown } | null)?.token;
    const hash = (value: string): Buffer => createHash('sha256').update(value).digest();
    return typeof given === 'string' && timingSafeEqual(hash(given), hash(this.options.token));
  }

  /** A name that another site could resolve to this machine is refused (DNS rebinding). */
  private isOurHost(host: string | undefined): boolean {
    return host === `${loopback}:${this.port}` || host === `localhost:${this.port}`;
  }
}

function textOf(data: RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return bytes.toString('utf8');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `/` for a target that names nothing: `//`, a broken percent sign. */
function windowPath(target = '/'): string {
  try {
    return decodeURIComponent(new URL(target, 'http://host/').pathname);
  } catch {
    return '/';
  }
}
