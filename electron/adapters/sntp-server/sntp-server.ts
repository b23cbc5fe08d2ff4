// Phones ask here for the time (RFC 4330 §6, RFC 5905 §9.2): stateless, one answer of 48 bytes to a request of at least 48.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { listenProblem } from '../../core/provisioning/listen-problem';
import type { Clock } from '../../core/shared/clock';
import { fail, ok, type Result } from '../../core/shared/result';
import type { TimeAnswer } from '../../services/provisioning/clock-quality';
import { type AllowanceLimits, PeerAllowance } from './peer-allowance';
import { readTimeRequest, timeReply } from './sntp-packet';

export interface ListeningAt {
  readonly address: string;
  readonly port: number;
}

/** What an address asked and got: evidence that the phone there has its clock from us. */
export interface TimeAsked {
  readonly remote: string;
  readonly version: number;
  readonly outcome: 'told' | 'refused' | 'too-often';
}

export interface SntpServerOptions {
  /** Whose time is served: in a lab the virtual one. */
  readonly clock: Clock;
  /** The computer's own, for the limits, which a lab's clock must not stop. */
  readonly realClock: Clock;
  /** Asked for every request. */
  readonly mode: () => TimeAnswer;
  readonly asked?: (asked: TimeAsked) => void;
  readonly onFault?: (error: unknown) => void;
  readonly limits?: AllowanceLimits;
}

/** Many phones can stand behind one address; a client that sets its clock in one go asks four to eight times. */
const usualLimits: AllowanceLimits = { burst: 64, perSecond: 8, addresses: 10_000 };

export class SntpServer {
  private socket: Socket | null = null;
  private at: ListeningAt | null = null;
  private readonly allowance: PeerAllowance;

  constructor(private readonly options: SntpServerOptions) {
    this.allowance = new PeerAllowance(options.realClock, options.limits ?? usualLimits);
  }

  get listening(): ListeningAt | null {
    return this.at;
  }

  /** Listens on an IP literal and port (0: any free one). Problems PORT_IN_USE, PORT_REFUSED, ADDRESS_NOT_HERE. */
  listen(address: string, port: number): Promise<Result<ListeningAt>> {
    if (this.socket) throw new Error('already listening: close first');
    const version = isIPv6(address) ? 6 : 4;
    const socket = createSocket({
      type: version === 6 ? 'udp6' : 'udp4',
      lookup: (name, _options, found) => found(null, name, version),
    });
    this.socket = socket;
    return new Promise((resolve) => {
      socket.once('error', (error: NodeJS.ErrnoException) => {
        this.socket = null;
        socket.close();
        const { platform } = process;
        resolve(fail(listenProblem(error.code ?? error.message, { service: 'SNTP', address, port, platform })));
      });
      socket.bind({ address, port, exclusive: true }, () => {
        // Later errors are those of receiving (a peer's ICMP on some systems); the socket stays usable.
        socket.removeAllListeners('error').on('error', () => undefined);
        socket.on('message', (bytes, from) => this.received(socket, bytes, from));
        const bound = socket.address();
        this.at = { address: bound.address, port: bound.port };
        resolve(ok(this.at));
      });
    });
  }

  close(): Promise<void> {
    const { socket } = this;
    if (!socket) return Promise.resolve();
    this.socket = null;
    this.at = null;
    return new Promise((resolve) => socket.close(() => resolve()));
  }

  private received(socket: Socket, bytes: Uint8Array, from: RemoteInfo): void {
    if (this.socket !== socket || from.port === 0) return;
    const receivedMs = this.options.clock.now();
    const request = readTimeRequest(bytes);
    if (!request) return;
    // IPv4 peers of an IPv6 listener are plain IPv4 everywhere (RFC 4291 §2.5.5.2).
    const remote = from.address.replace(/^::ffff:(?=\d+\.)/i, '');
    try {
      let outcome: TimeAsked['outcome'] = 'too-often';
      if (this.allowance.take(remote)) {
        const answer = this.options.mode();
        const reply = timeReply(request, answer, receivedMs, this.options.clock.now());
        // What can't be sent is as good as lost on the way.
        socket.send(reply, from.port, from.address, () => undefined);
        outcome = answer.kind === 'refuse' ? 'refused' : 'told';
      }
      this.options.asked?.({ remote, version: request.version, outcome });
    } catch (error) {
      this.options.onFault?.(error);
    }
  }
}
