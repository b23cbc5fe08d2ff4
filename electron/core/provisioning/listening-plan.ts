// Which ports are to be open on which addresses, from what was chosen: every protocol at the chosen address, and at each address that is
// answered on as well the port phones were told there, with time and TFTP beside it.
import { isAnyAddress, isIpv4 } from './ip-network';

export const listenerProtocols = ['http', 'https', 'tftp', 'sntp', 'sip'] as const;
export type ListenerProtocol = (typeof listenerProtocols)[number];

export interface Endpoint {
  readonly protocol: ListenerProtocol;
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Where files are answered besides the chosen address. */
export interface AlsoPlace extends Endpoint {
  readonly protocol: 'http' | 'https';
}

export interface ListeningChoice {
  readonly address: string;
  /** Left out: switched off. */
  readonly ports: Readonly<Partial<Record<ListenerProtocol, number>>>;
  readonly also: readonly AlsoPlace[];
}

/** Those of the chosen address come first. SIP stays on it alone: phones that filter by source know one address of ours. */
export function plannedEndpoints({ address, ports, also }: ListeningChoice): Endpoint[] {
  const planned: Endpoint[] = [];
  const add = (endpoint: Endpoint): void => {
    if (!planned.some((other) => covers(other, endpoint))) planned.push(endpoint);
  };
  for (const protocol of listenerProtocols) {
    const port = ports[protocol];
    if (port !== undefined) add({ protocol, address, port });
  }
  for (const place of also) add(place);
  for (const place of also) {
    for (const protocol of ['https', 'tftp', 'sntp'] as const) {
      const port = ports[protocol];
      // A free port is found once; the same one is then taken everywhere.
      if (port) add({ protocol, address: place.address, port });
    }
  }
  return planned;
}

/** One socket answers for both. */
export function covers(open: Endpoint, asked: Endpoint): boolean {
  if (open.protocol !== asked.protocol || open.port !== asked.port) return false;
  return open.address === asked.address || coversAddress(open.address, asked.address);
}

/** Both cannot be open at the same time, though neither need answer for the other. */
export function collide(one: Endpoint, other: Endpoint): boolean {
  const sameTransport = isUdp(one.protocol) === isUdp(other.protocol);
  if (!sameTransport || one.port !== other.port || one.port === 0) return false;
  return (
    one.address === other.address ||
    coversAddress(one.address, other.address) ||
    coversAddress(other.address, one.address)
  );
}

/** `::` takes IPv4 as well, as Node opens it. */
export function coversAddress(open: string, asked: string): boolean {
  return isAnyAddress(open) && (open === '::' || isIpv4(asked));
}

function isUdp(protocol: ListenerProtocol): boolean {
  return protocol === 'tftp' || protocol === 'sntp' || protocol === 'sip';
}
