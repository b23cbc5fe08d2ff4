// The one UDP socket the SIP side listens and sends on.
import { createSocket, type Socket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';
import { listenProblem } from '../../core/provisioning/listen-problem';
import { fail, ok, type Result } from '../../core/shared/result';
import { plainAddress, type Carrier, type Peer } from './carrier';
import { readableError } from './network-errors';

export interface UdpSocket {
  /** What was bound. */
  readonly address: string;
  readonly port: number;
  /** To a peer whose side of the network was not asked for: `local` is what was bound. */
  carrierTo(peer: Peer): Carrier;
  /** Finds out first which address of this machine faces the peer. Rejects when there is no way there. */
  facing(peer: Peer): Promise<Carrier>;
  close(): Promise<void>;
}

/** Answers of a thousand phones must fit while the process is busy; the system may grant less. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Node would look literals up like names; without that a datagram leaves within the call. */
function open(host: string): Socket {
  const version = isIPv6(host) ? 6 : 4;
  return createSocket({
    type: version === 6 ? 'udp6' : 'udp4',
    lookup: (name, _options, found) => found(null, name, version),
  });
}

/** Asks the routing table by connecting a socket, which sends nothing. */
function routeTowards(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = open(address);
    const end = (settle: () => void): void => {
      probe.close();
      settle();
    };
    probe.once('error', (error) => end(() => reject(readableError(error))));
    probe.connect(9, address, () => {
      const local = probe.address().address;
      end(() => resolve(local));
    });
  });
}

class BoundSocket implements UdpSocket {
  readonly address: string;
  readonly port: number;
  private routing: Promise<unknown> = Promise.resolve();

  constructor(private readonly socket: Socket) {
    ({ address: this.address, port: this.port } = socket.address());
  }

  carrierTo(peer: Peer, local: Peer = this): Carrier {
    return {
      transport: 'udp',
      peer,
      local,
      to: (other) => this.carrierTo(other, local),
      send: (bytes) => this.send(bytes, peer),
      onClosed: () => () => undefined,
    };
  }

  async facing(peer: Peer): Promise<Carrier> {
    const address = await this.localAddressTowards(peer.address);
    return this.carrierTo(peer, { address, port: this.port });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private send(bytes: Uint8Array, to: Peer): Promise<void> {
    const mapped = isIPv6(this.address) && isIPv4(to.address) ? `::ffff:${to.address}` : to.address;
    return new Promise((resolve, reject) => {
      if (isIPv4(this.address) && isIPv6(to.address)) {
        reject(new Error('the SIP side listens on an IPv4 address only, and the phone has an IPv6 address'));
        return;
      }
      this.socket.send(bytes, to.port, mapped, (error) => (error ? reject(readableError(error)) : resolve()));
    });
  }

  /** One question at a time: a thousand probes at once would use up the file descriptors. */
  private localAddressTowards(address: string): Promise<string> {
    if (this.address !== '0.0.0.0' && this.address !== '::') return Promise.resolve(this.address);
    const answer = this.routing.then(() => routeTowards(address));
    this.routing = answer.catch(() => undefined);
    return answer;
  }
}

/** Binds `host` (an IP literal; `0.0.0.0` or `::` for all) and `port` (0 for any free one). */
export function bindUdp(
  host: string,
  port: number,
  received: (bytes: Uint8Array, from: Peer) => void,
): Promise<Result<UdpSocket>> {
  return new Promise((resolve) => {
    const socket = open(host);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(fail(listenProblem(error.code ?? error.message, { service: 'SIP', address: host, port })));
    });
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      // Later errors are those of receiving (a peer's ICMP on some systems); the socket stays usable.
      socket.on('error', () => undefined);
      try {
        socket.setRecvBufferSize(receiveBufferBytes);
      } catch {
        // Some systems refuse instead of granting less.
      }
      socket.on('message', (bytes, from) => received(bytes, { address: plainAddress(from.address), port: from.port }));
      resolve(ok(new BoundSocket(socket)));
    });
  });
}
