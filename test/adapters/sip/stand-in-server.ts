// A SIP server on TCP or TLS written by hand: it keeps what each connection says and answers what the test tells it to.
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { heard, responseTo, type HeardRequest } from './stand-in-phone';

export class StandInServer {
  readonly requests: HeardRequest[] = [];
  readonly sockets: Socket[] = [];
  onRequest: (request: HeardRequest, socket: Socket) => void = (request, socket) => {
    socket.write(responseTo(request, '200 OK'));
  };
  private waiters: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async listen(
    identity?: { readonly certificate: string; readonly key: string },
    address = '127.0.0.1',
  ): Promise<StandInServer> {
    const server = identity ? createTlsServer({ cert: identity.certificate, key: identity.key }) : createTcpServer();
    server.on('tlsClientError', () => undefined);
    server.listen(0, address);
    await once(server, 'listening');
    const standIn = new StandInServer(server, (server.address() as AddressInfo).port);
    server.on(identity ? 'secureConnection' : 'connection', (socket: Socket) => standIn.take(socket));
    return standIn;
  }

  private take(socket: Socket): void {
    this.sockets.push(socket);
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8');
      // Nothing sent to it has a body.
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const from = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
        const request = heard(text.slice(0, end + 4), from);
        text = text.slice(end + 4);
        this.requests.push(request);
        this.onRequest(request, socket);
      }
      for (const wake of this.waiters.splice(0)) wake();
    });
  }

  /** The request with this number (from 1), as soon as it is there. */
  async request(number: number): Promise<HeardRequest> {
    while (this.requests.length < number) await new Promise<void>((resolve) => this.waiters.push(resolve));
    return this.requests[number - 1] as HeardRequest;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }
}
