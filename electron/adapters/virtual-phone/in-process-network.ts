// A network inside the process, for thousands of phones over long spans of virtual time: everything is delivered and answered in the
// moment it is sent, so a stepped clock needs to wait for nothing.
import type { Clock } from '../../core/shared/clock';
import { ProblemError } from '../../core/shared/problem';
import type { FetchAnswer } from './fetch-file';
import type { DatagramPort, PhoneTransport, Place, TimeTold } from './phone-transport';

export interface InProcessRequest {
  readonly url: string;
  readonly from: string;
  readonly userAgent: string;
}

/** The server side. */
export interface InProcessHost {
  /** Null: nobody is there. A promise is waited for, but then not by a clock that is stepped. */
  answer(request: InProcessRequest): FetchAnswer | Promise<FetchAnswer> | null;
  /** What a time server there tells; null: none answers. */
  time?(server: string): number | null;
}

type Receive = (datagram: Buffer, from: Place) => void;

export class InProcessNetwork implements PhoneTransport {
  readonly answersAtOnce = true;
  private readonly ports = new Map<string, Receive>();
  private nextPort = 49_152;

  constructor(
    private readonly host: InProcessHost,
    private readonly clock: Clock,
  ) {}

  fetch(url: string, way: { localAddress: string; userAgent: string }): FetchAnswer | Promise<FetchAnswer> {
    const answer = this.host.answer({ url, from: way.localAddress, userAgent: way.userAgent });
    return answer ?? { status: null, reason: 'no answer: nobody is there' };
  }

  openPort(at: Place, receive: Receive): Promise<DatagramPort> {
    const place = { address: at.address, port: at.port === 0 ? this.nextPort++ : at.port };
    const key = keyOf(place);
    if (this.ports.has(key)) {
      return Promise.reject(
        new ProblemError({
          code: 'PORT_IN_USE',
          message: `Another phone listens on ${key}.`,
          remedy: 'Give the virtual phone another port or address.',
        }),
      );
    }
    this.ports.set(key, receive);
    return Promise.resolve({
      port: place.port,
      send: (datagram, to) => this.send(datagram, place, to),
      close: () => {
        this.ports.delete(key);
        return Promise.resolve();
      },
    });
  }

  /** Delivers a datagram, a NOTIFY say, at once; where nobody listens it is lost. */
  send(datagram: string, from: Place, to: Place): void {
    this.ports.get(keyOf(to))?.(Buffer.from(datagram), from);
  }

  askTime(server: string): TimeTold | null {
    const toldMs = this.host.time?.(server) ?? null;
    return toldMs === null ? null : { receivedMs: toldMs, sentMs: toldMs };
  }

  addressesOf(host: string): readonly string[] {
    return [host];
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.clock.after(delayMs, callback);
  }
}

function keyOf({ address, port }: Place): string {
  return `${address}:${port}`;
}
