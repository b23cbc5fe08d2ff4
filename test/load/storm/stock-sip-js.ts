// sip.js as it comes, with nothing but a UDP socket under it: what the adapter is measured against.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  DigestAuthentication,
  IncomingResponseMessage,
  LoggerFactory,
  Parser,
  URI,
  UserAgentClient,
  UserAgentCore,
  NonInviteClientTransaction,
} from 'sip.js/lib/core/index.js';

export class StockSipJs {
  private constructor(
    private readonly core: UserAgentCore,
    private readonly socket: Socket,
  ) {}

  static async start(): Promise<StockSipJs> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.setRecvBufferSize(4 * 1024 * 1024);
    const loggerFactory = new LoggerFactory();
    loggerFactory.builtinEnabled = false;
    const uri = new URI('sip', 'cordboard', '127.0.0.1');
    const transport = {
      protocol: 'UDP',
      send: (text: string): Promise<void> => {
        const [, host, port] = /^NOTIFY sip:[^@]+@([\d.]+):(\d+)/.exec(text) ?? [];
        return new Promise((resolve, reject) => {
          socket.send(text, Number(port), host, (error) => (error ? reject(error) : resolve()));
        });
      },
    };
    const core = new UserAgentCore({
      aor: uri,
      contact: { pubGruu: undefined, tempGruu: undefined, uri, toString: () => `<${uri.toString()}>` },
      displayName: '',
      loggerFactory,
      hackViaTcp: false,
      routeSet: [],
      sipjsId: '',
      supportedOptionTags: [],
      supportedOptionTagsResponse: [],
      userAgentHeaderFieldValue: 'stock',
      viaForceRport: true,
      viaHost: `127.0.0.1:${socket.address().port}`,
      authenticationFactory: () => new DigestAuthentication(loggerFactory, undefined, '101', 'secret'),
      transportAccessor: () => transport as never,
    });
    const logger = loggerFactory.getLogger('stock');
    socket.on('message', (bytes) => {
      const message = Parser.parseMessage(bytes.toString(), logger);
      if (message instanceof IncomingResponseMessage) core.receiveIncomingResponseFromTransport(message);
    });
    return new StockSipJs(core, socket);
  }

  /** Status and reason; its own 408 when nobody answered in 32 s. */
  notify(address: string, port: number): Promise<{ readonly status: number; readonly reason: string }> {
    const there = new URI('sip', '101', address, port);
    const here = new URI('sip', 'cordboard', '127.0.0.1');
    const message = this.core.makeOutgoingRequestMessage('NOTIFY', there, here, there, {}, ['Event: check-sync']);
    return new Promise((resolve) => {
      const final = ({ message: response }: { message: IncomingResponseMessage }): void =>
        resolve({ status: response.statusCode ?? 0, reason: response.reasonPhrase ?? '' });
      new UserAgentClient(NonInviteClientTransaction, this.core, message, {
        onAccept: final,
        onRedirect: final,
        onReject: final,
      });
    });
  }

  stop(): void {
    this.core.dispose();
    this.socket.close();
  }
}
