// What carries one message to one peer: the UDP socket with an address, or a connection.
import type { SipTransport } from '../../core/sip/sip-transport';

export interface Peer {
  readonly address: string;
  readonly port: number;
}

export interface Carrier {
  readonly transport: SipTransport;
  readonly peer: Peer;
  /** Where the peer sees us, and where it may send requests of its own. */
  readonly local: Peer;
  /** The same to another place: for a connection, itself. */
  to(peer: Peer): Carrier;
  /** Rejects with an Error whose message a person can read. */
  send(bytes: Uint8Array): Promise<void>;
  /** Calls back when it can carry nothing any more, never for UDP. Returns how to stop listening. */
  onClosed(listener: () => void): () => void;
}

/** Node names an IPv4 peer of an IPv6 socket `::ffff:192.0.2.1`. */
export function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
