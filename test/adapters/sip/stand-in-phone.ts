// A phone's SIP side written by hand, sharing nothing with sip.js: it keeps what it hears and says what the test tells it to.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export interface HeardRequest {
  readonly text: string;
  readonly startLine: string;
  readonly from: { readonly address: string; readonly port: number };
  /** First value of a header, '' when absent. */
  header(name: string): string;
}

export function heard(text: string, from: HeardRequest['from']): HeardRequest {
  const [startLine = '', ...lines] = text.split('\r\n\r\n')[0]?.split('\r\n') ?? [];
  return {
    text,
    startLine,
    from,
    header: (name) => {
      const line = lines.find((candidate) => candidate.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      return line?.slice(name.length + 1).trim() ?? '';
    },
  };
}

export function branchOf(request: HeardRequest): string {
  return /branch=([^;]+)/.exec(request.header('via'))?.[1] ?? '';
}

export function responseTo(request: HeardRequest, status: string, extraHeaders: readonly string[] = []): string {
  return [
    `SIP/2.0 ${status}`,
    `Via: ${request.header('via')}`,
    `From: ${request.header('from')}`,
    `To: ${request.header('to')};tag=phone`,
    `Call-ID: ${request.header('call-id')}`,
    `CSeq: ${request.header('cseq')}`,
    ...extraHeaders,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

export class StandInPhone {
  readonly requests: HeardRequest[] = [];
  /** Called for every request, after it was kept. */
  onRequest: (request: HeardRequest, index: number) => void = () => undefined;
  private waiters: (() => void)[] = [];

  private constructor(
    private readonly socket: Socket,
    readonly address: string,
    readonly port: number,
  ) {
    socket.on('message', (bytes, from) => {
      const request = heard(bytes.toString('utf8'), from);
      this.requests.push(request);
      this.onRequest(request, this.requests.length - 1);
      for (const wake of this.waiters.splice(0)) wake();
    });
  }

  static async listen(address = '127.0.0.1'): Promise<StandInPhone> {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.setRecvBufferSize(4 * 1024 * 1024);
    return new StandInPhone(socket, address, socket.address().port);
  }

  /** The request with this number (from 1), as soon as it is there. */
  async request(number: number): Promise<HeardRequest> {
    while (this.requests.length < number) await new Promise<void>((resolve) => this.waiters.push(resolve));
    return this.requests[number - 1] as HeardRequest;
  }

  readonly responseTo = responseTo;

  answer(request: HeardRequest, status: string, extraHeaders: readonly string[] = []): void {
    this.say(responseTo(request, status, extraHeaders), request.from);
  }

  say(text: string | Uint8Array, to: { readonly address: string; readonly port: number }): void {
    this.socket.send(text, to.port, to.address);
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }
}
