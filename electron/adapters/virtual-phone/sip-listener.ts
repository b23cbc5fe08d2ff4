// The phone's SIP port: one UDP socket that answers requests and repeats its answer to retransmissions (RFC 3261 §17.2.2).
import dgram from 'node:dgram';
import { once } from 'node:events';
import { ProblemError } from '../../core/shared/problem';
import {
  isAnswerable,
  parseSipRequest,
  transactionOf,
  writeSipAnswer,
  type SipAnswer,
  type SipRequest,
} from './sip-message';

/** Kept by number, not by Timer J, so that a lab clock running fast does not make the phone forget. */
const answersKept = 32;

export class SipListener {
  private readonly socket = dgram.createSocket('udp4');
  private readonly answers = new Map<string, string | null>();
  private open = true;

  /** `answer` is asked once per transaction; 'lost' means the datagram never arrived, so the next one is asked about again. */
  constructor(
    private readonly answer: (request: SipRequest) => SipAnswer | 'silence' | 'lost',
    private readonly newTag: () => string,
  ) {}

  /** Resolves when listening; rejects with a ProblemError when the address or port cannot be had. */
  async listen(address: string, port: number): Promise<void> {
    this.socket.on('message', (datagram, peer) => this.receive(datagram, peer));
    try {
      this.socket.bind({ address, port, exclusive: true });
      await once(this.socket, 'listening');
    } catch (error) {
      throw new ProblemError(bindProblem(error as NodeJS.ErrnoException, address, port));
    }
    // An answer that cannot be delivered is the sender's trouble.
    this.socket.on('error', () => undefined);
  }

  get port(): number {
    return this.socket.address().port;
  }

  async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private receive(datagram: Buffer, peer: dgram.RemoteInfo): void {
    const request = parseSipRequest(datagram);
    if (!this.open || request === null || request.method === 'ACK' || !isAnswerable(request)) return;
    const transaction = transactionOf(request);
    let text = this.answers.get(transaction);
    if (text === undefined) {
      const answer = this.answer(request);
      if (answer === 'lost') return;
      text = answer === 'silence' ? null : writeSipAnswer(request, answer, peer, this.newTag());
      this.keep(transaction, text);
    }
    if (text !== null) this.socket.send(text, peer.port, peer.address);
  }

  private keep(transaction: string, text: string | null): void {
    this.answers.set(transaction, text);
    const [oldest] = this.answers.keys();
    if (this.answers.size > answersKept && oldest !== undefined) this.answers.delete(oldest);
  }
}

function bindProblem(error: NodeJS.ErrnoException, address: string, port: number): ProblemError['problem'] {
  const place = `${address}:${port} (UDP)`;
  if (error.code === 'EADDRINUSE') {
    return {
      code: 'PORT_IN_USE',
      message: `Another program listens on ${place}.`,
      remedy: 'Stop it, or give the virtual phone another --sip-port or --address.',
    };
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EINVAL' || error.code === 'ENOTFOUND') {
    return {
      code: 'ADDRESS_NOT_HERE',
      message: `This machine has no address ${address}.`,
      remedy: 'Give an --address of this machine, for example 127.0.0.1.',
    };
  }
  return {
    code: 'PORT_REFUSED',
    message: `The system refuses to listen on ${place}: ${error.code ?? error.message}.`,
    remedy: 'Give a --sip-port from 1024 to 65535, also for the last of several phones.',
  };
}
