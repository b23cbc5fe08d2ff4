// The one UDP socket the SIP side listens and sends on.
import { createSocket, type Socket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';
import { listenProblem } from '../../core/provisioning/listen-problem';
import { fail, ok, type Result } from '../../core/shared/result';

export interface Peer {
  readonly address: string;
  readonly port: number;
}

export interface UdpSocket {
  /** What was bound. */
  readonly address: string;
  readonly port: number;
  /** Rejects with an Error whose message a person can read. */
  send(text: string, to: Peer): Promise<void>;
  /** The address of this machine that datagrams to `address` leave from. Rejects when there is no way there. */
  localAddressTowards(address: string): Promise<string>;
  close(): Promise<void>;
}

/** Answers of a thousand phones must fit while the process is busy; the system may grant less. */
const receiveBufferBytes = 4 * 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENETUNREACH: 'this computer has no route to the address',
  EHOSTUNREACH: 'this computer has no route to the address',
  EACCES: 'this computer refused to send there',
  EPERM: 'a firewall on this computer refused to send there',
  EINVAL: 'the address cannot be reached from the address the SIP side listens on',
  EAFNOSUPPORT: 'the address cannot be reached from the address the SIP side listens on',
};

function readable(error: Error): Error {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = reasons[code];
  return reason ? new Error(`${reason} (${code})`) : error;
}

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
    probe.once('error', (error) => end(() => reject(readable(error))));
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

  send(text: string, to: Peer): Promise<void> {
    const mapped = isIPv6(this.address) && isIPv4(to.address) ? `::ffff:${to.address}` : to.address;
    return new Promise((resolve, reject) => {
      if (isIPv4(this.address) && isIPv6(to.address)) {
        reject(new Error('the SIP side listens on an IPv4 address only, and the phone has an IPv6 address'));
        return;
      }
      this.socket.send(text, to.port, mapped, (error) => (error ? reject(readable(error)) : resolve()));
    });
  }

  /** One question at a time: a thousand probes at once would use up the file descriptors. */
  localAddressTowards(address: string): Promise<string> {
    if (this.address !== '0.0.0.0' && this.address !== '::') return Promise.resolve(this.address);
    const answer = this.routing.then(() => routeTowards(address));
    this.routing = answer.catch(() => undefined);
    return answer;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
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
      socket.on('message', received);
      resolve(ok(new BoundSocket(socket)));
    });
  });
}
