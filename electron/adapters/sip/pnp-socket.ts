// The two sockets of a PnP responder on one interface. One hears the group; all that is said leaves from the other, which is bound to the
// interface's own address: a socket bound to a group has no address to send from on macOS.
import { createSocket, type Socket } from 'node:dgram';
import { isInNetwork } from '../../core/provisioning/ip-network';
import { listenProblem } from '../../core/provisioning/listen-problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Problem } from '../../core/shared/problem';
import { pnpGroup } from '../../core/sip/pnp';
import type { InterfaceAddress } from '../../services/provisioning/network-interfaces';
import type { Carrier, Peer } from './carrier';
import { readableError } from './network-errors';

export interface PnpSocketParts {
  readonly place: InterfaceAddress;
  /** Of the group. */
  readonly port: number;
  /** By multicast, from the interface's own network. */
  readonly heard: (bytes: Uint8Array, from: Peer) => void;
  /** To the speaking socket, from the interface's own network. */
  readonly told: (bytes: Uint8Array, from: Peer) => void;
}

export class PnpSocket {
  private constructor(
    private readonly parts: PnpSocketParts,
    private readonly ear: Socket,
    private readonly mouth: Socket,
  ) {}

  static async open(parts: PnpSocketParts): Promise<Result<PnpSocket>> {
    const { place, port } = parts;
    const ear = createSocket({ type: 'udp4', reuseAddr: true });
    const mouth = createSocket({ type: 'udp4' });
    // Every datagram has an address of the interface's network, or it came in elsewhere: systems hand what one socket has joined to all
    // that are bound to the group.
    const isInside = ({ address }: Peer): boolean => isInNetwork(address, place.address, place.prefix);
    ear.on('message', (bytes, from) => (isInside(from) ? parts.heard(bytes, from) : undefined));
    mouth.on('message', (bytes, from) => (isInside(from) ? parts.told(bytes, from) : undefined));
    try {
      // Windows binds to no group: there unicast comes along, and is treated alike.
      await bound(ear, process.platform === 'win32' ? '0.0.0.0' : pnpGroup, port);
      ear.addMembership(pnpGroup, place.address);
      await bound(mouth, place.address, 0);
      mouth.setMulticastInterface(place.address);
      mouth.setMulticastTTL(1);
      return ok(new PnpSocket(parts, ear, mouth));
    } catch (error) {
      await Promise.all([closed(ear), closed(mouth)]);
      return fail(problemOf(error, place.address, port));
    }
  }

  get local(): Peer {
    return { address: this.parts.place.address, port: this.mouth.address().port };
  }

  carrierTo(peer: Peer): Carrier {
    return {
      transport: 'udp',
      peer,
      local: this.local,
      to: (other) => this.carrierTo(other),
      send: (bytes) => this.send(bytes, peer),
      onClosed: () => () => undefined,
    };
  }

  /** To the group, out of this interface alone. */
  toGroup(bytes: Uint8Array): Promise<void> {
    return sent(this.mouth, bytes, { address: pnpGroup, port: this.parts.port });
  }

  /** Rejects for an address outside of the interface's network. */
  send(bytes: Uint8Array, to: Peer): Promise<void> {
    const { address, prefix } = this.parts.place;
    return isInNetwork(to.address, address, prefix)
      ? sent(this.mouth, bytes, to)
      : Promise.reject(new Error(`${to.address} is not on the network of ${address}`));
  }

  async close(): Promise<void> {
    await Promise.all([closed(this.ear), closed(this.mouth)]);
  }
}

function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      // Later errors are those of receiving (a peer's ICMP on some systems); the socket stays usable.
      socket.on('error', () => undefined);
      resolve();
    });
  });
}

function sent(socket: Socket, bytes: Uint8Array, to: Peer): Promise<void> {
  return new Promise((resolve, reject) => {
    try {
      socket.send(bytes, to.port, to.address, (error) => (error ? reject(readableError(error)) : resolve()));
    } catch (error) {
      reject(readableError(error)); // closed meanwhile
    }
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.close(() => resolve());
    } catch {
      resolve(); // it never opened
    }
  });
}

function problemOf(error: unknown, address: string, port: number): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code !== 'EADDRINUSE')
    return listenProblem(code === 'ENODEV' ? 'EADDRNOTAVAIL' : code, { service: 'SIP', address, port });
  return {
    code: 'PORT_IN_USE',
    message: `UDP port ${port} of the group ${pnpGroup}, where phones ask by multicast, is used by another program.`,
    remedy:
      'If SIP listens here on all addresses, serve on one address of the network instead, or move SIP to another port. Else stop the other program: a softphone, or a telephone system.',
  };
}
