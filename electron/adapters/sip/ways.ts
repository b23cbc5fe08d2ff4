// The ways a request of ours may take to its next hop, in the order to be tried.
import { locateServer, type NameService } from '../../core/sip/locate-server';
import { writeHost } from '../../core/sip/sip-uri';
import type { RandomBytes } from '../../core/shared/digest';
import type { SipHop } from '../../services/sip/sip-endpoint';
import type { Carrier, Peer } from './carrier';
import { readableError } from './network-errors';
import type { StreamConnections } from './stream-connections';
import type { UdpSocket } from './udp-socket';

export interface Way {
  /** Rejects with an Error whose message a person can read. `isFresh`: over no connection that is open already. */
  open(isFresh: boolean): Promise<Carrier>;
  /** It leads over a connection from before, which the other side may close in the moment it is used. One that is closed right after
   *  it was opened may have brought the request there: asked again, the phone would get two. */
  readonly mayBeClosing: () => boolean;
  /** What the request says about its way; null when it goes straight to who is to answer. */
  readonly route: string | null;
}

export interface WaysParts {
  readonly udp: UdpSocket;
  readonly connections: StreamConnections;
  readonly names: NameService;
  readonly random: RandomBytes;
}

export function udpFlow({ address, port }: Peer): string {
  return `udp/${address}/${port}`;
}

/** Rejects with an Error whose message a person can read when there is none. */
export async function waysTo(hop: SipHop, parts: WaysParts): Promise<Way[]> {
  switch (hop.kind) {
    case 'udp':
      return [overUdp(hop, null, parts)];
    case 'flow':
      return [overFlow(hop.flow, parts)];
    case 'proxy':
      return overProxy(hop, parts);
  }
}

function overUdp(peer: Peer, route: string | null, { udp }: WaysParts): Way {
  return { open: () => udp.facing({ address: peer.address, port: peer.port }), mayBeClosing: () => false, route };
}

function overFlow(flow: string, parts: WaysParts): Way {
  const [, address, port] = /^udp\/([^/]+)\/(\d{1,5})$/.exec(flow) ?? [];
  if (address !== undefined) return overUdp({ address, port: Number(port) }, null, parts);
  const connection = parts.connections.byFlow(flow);
  if (!connection) throw new Error('the phone closed the connection it registered over');
  return { open: () => Promise.resolve(connection), mayBeClosing: () => false, route: null };
}

async function overProxy(hop: Extract<SipHop, { kind: 'proxy' }>, parts: WaysParts): Promise<Way[]> {
  const { host: name, transport } = hop;
  const [byte = 0, next = 0] = parts.random(2);
  const chance = (byte * 256 + next) / 65_536;
  const places = await locateServer(hop, parts.names, () => chance).catch((error: unknown) => {
    throw new Error(`${name}: ${readableError(error).message}`);
  });
  const route = routeTo(hop);
  return places.map((place) => {
    if (transport === 'udp') return overUdp(place, route, parts);
    const target = { ...place, transport, name };
    return {
      open: (isFresh) => parts.connections.to(target, isFresh),
      mayBeClosing: () => parts.connections.has(target),
      route,
    };
  });
}

/** RFC 3261 §16.12: the server takes its own name off and looks at the Request-URI, which stays the account's. */
function routeTo({ host, port, transport }: Extract<SipHop, { kind: 'proxy' }>): string {
  const over = transport === 'udp' ? '' : `;transport=${transport}`;
  return `<sip:${writeHost(host)}${port === null ? '' : `:${port}`}${over};lr>`;
}
