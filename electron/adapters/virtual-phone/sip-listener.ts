// The phone's SIP port: it answers requests, repeats its answer to retransmissions (RFC 3261 §17.2.2), and passes on the answers to the
// phone's own requests.
import type { DatagramPort, PhoneTransport, Place } from './phone-transport';
import {
  isAnswerable,
  parseSipAnswer,
  parseSipRequest,
  transactionOf,
  writeSipAnswer,
  type SipAnswer,
  type SipRequest,
} from './sip-message';

/** Kept by number, not by Timer J, so that a lab clock running fast does not make the phone forget. */
const answersKept = 32;

interface SipListenerParts {
  /** Asked once per transaction; 'lost' means the datagram never arrived, so the next one is asked about again. */
  answer: (request: SipRequest, from: Place) => SipAnswer | 'silence' | 'lost';
  answered: (answer: SipAnswer) => void;
  newTag: () => string;
}

export class SipListener {
  private readonly answers = new Map<string, string | null>();
  private socket: DatagramPort | null = null;

  constructor(private readonly parts: SipListenerParts) {}

  /** Resolves when listening; rejects with a ProblemError when the address or port cannot be had. */
  async listen(transport: PhoneTransport, at: Place): Promise<void> {
    this.socket = await transport.openPort(at, (datagram, peer) => this.receive(datagram, peer));
  }

  get port(): number {
    if (!this.socket) throw new Error('not listening');
    return this.socket.port;
  }

  /** A request of the phone's own. */
  send(text: string, to: Place): void {
    this.socket?.send(text, to);
  }

  async close(): Promise<void> {
    const { socket } = this;
    this.socket = null;
    await socket?.close();
  }

  private receive(datagram: Buffer, peer: Place): void {
    if (!this.socket) return;
    const answered = parseSipAnswer(datagram);
    if (answered) return this.parts.answered(answered);
    const request = parseSipRequest(datagram);
    if (request === null || request.method === 'ACK' || !isAnswerable(request)) return;
    const transaction = transactionOf(request);
    let text = this.answers.get(transaction);
    if (text === undefined) {
      const answer = this.parts.answer(request, peer);
      if (answer === 'lost') return;
      text = answer === 'silence' ? null : writeSipAnswer(request, answer, peer, this.parts.newTag());
      this.keep(transaction, text);
    }
    if (text !== null) this.send(text, peer);
  }

  private keep(transaction: string, text: string | null): void {
    this.answers.set(transaction, text);
    const [oldest] = this.answers.keys();
    if (this.answers.size > answersKept && oldest !== undefined) this.answers.delete(oldest);
  }
}
