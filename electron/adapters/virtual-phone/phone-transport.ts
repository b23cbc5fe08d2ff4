// What carries a phone's packets: real sockets, or another part of the same process.
import type { FetchAnswer, FetchWay } from './fetch-file';

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** A UDP port of the phone. */
export interface DatagramPort {
  readonly port: number;
  send(datagram: string, to: Place): void;
  close(): Promise<void>;
}

/** When a time server got the question and sent its answer, epoch milliseconds by its own clock. */
export interface TimeTold {
  readonly receivedMs: number;
  readonly sentMs: number;
}

/** What is known at once is given at once, not as a promise: then a whole download happens within one turn of a clock that is stepped,
 *  and nothing has to wait for it. */
export interface PhoneTransport {
  /** One GET; never rejects. */
  fetch(url: string, way: FetchWay): FetchAnswer | Promise<FetchAnswer>;
  /** Rejects with a ProblemError when the address or port cannot be had; port 0 is any free one. */
  openPort(at: Place, receive: (datagram: Buffer, from: Place) => void): Promise<DatagramPort>;
  /** Null when no time was told. Never rejects. */
  askTime(server: string, fromAddress: string): TimeTold | null | Promise<TimeTold | null>;
  /** The IP addresses of a host. Never rejects. */
  addressesOf(host: string, fromAddress: string): readonly string[] | Promise<readonly string[]>;
  /** What is not answered at once never will be. */
  readonly answersAtOnce: boolean;
  /** How long a packet may take is a matter of the wire, whatever the phones' clock does. Returns how to cancel. */
  after(delayMs: number, callback: () => void): () => void;
}
