// Sends SIP requests to a phone from a socket of its own and hears what comes back.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface AskedRequest {
  method?: string;
  /** Left out when null. */
  event?: string | null;
  branch?: string;
  cseq?: number;
  headers?: string[];
}

export interface SipAsker {
  port: number;
  answers: string[];
  send(request: AskedRequest): void;
  /** Sends and gives the next answer that comes. */
  ask(request: AskedRequest): Promise<string>;
}

export async function openSipAsker(phonePort: number): Promise<SipAsker> {
  const socket = dgram.createSocket('udp4');
  onTestFinished(() => {
    socket.close();
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const answers: string[] = [];
  socket.on('message', (datagram) => answers.push(datagram.toString()));
  let count = 0;
  const send = ({ method = 'NOTIFY', event = 'check-sync', branch, cseq = 1, headers = [] }: AskedRequest): void => {
    count += 1;
    const lines = [
      `${method} sip:101@127.0.0.1:${phonePort} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=${branch ?? `z9hG4bK${count}`};rport`,
      'Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bKfar',
      'From: <sip:prov@example.com>;tag=ours',
      't: <sip:101@example.com>',
      'Call-ID: call-1',
      `CSeq: ${cseq} ${method}`,
      'Max-Forwards: 70',
      ...(event === null ? [] : [`Event: ${event}`]),
      ...headers,
      'Content-Length: 0',
    ];
    socket.send(`${lines.join('\r\n')}\r\n\r\n`, phonePort, '127.0.0.1');
  };
  return {
    port,
    answers,
    send,
    ask: async (request) => {
      const heard = once(socket, 'message', { signal: AbortSignal.timeout(2_000) });
      send(request);
      const [datagram] = (await heard) as [Buffer];
      return datagram.toString();
    },
  };
}
