// Where a SIP server is, in the order to be tried (RFC 3263 §4.1-4.3). The transport is given, so NAPTR is not asked.
import { readHostPort, type SipPlace } from './sip-uri';
import type { SipTransport } from './sip-transport';

export interface ServiceRecord {
  readonly host: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

export interface NameService {
  /** SRV records; none when there are none. */
  services(name: string): Promise<readonly ServiceRecord[]>;
  /** IPv4 and IPv6 addresses. Rejects when the name is not known. */
  addresses(name: string): Promise<readonly string[]>;
}

export interface ServerPlace {
  readonly address: string;
  readonly port: number;
}

const services: Readonly<Record<SipTransport, string>> = { udp: '_sip._udp.', tcp: '_sip._tcp.', tls: '_sips._tcp.' };
/** Each may cost 32 s. */
const mostPlaces = 4;

/** Rejects with an Error when the name leads nowhere. `random` gives values from 0 up to, but not, 1. */
export async function locateServer(
  server: SipPlace & { readonly transport: SipTransport },
  names: NameService,
  random: () => number,
): Promise<ServerPlace[]> {
  const { host, transport } = server;
  const usual = transport === 'tls' ? 5061 : 5060;
  if (isAddress(host)) return [{ address: host, port: server.port ?? usual }];
  const records = server.port === null ? await names.services(services[transport] + host) : [];
  // RFC 2782: the root says that the service is decidedly not there.
  if (records.length === 1 && records[0]?.host === '.')
    throw new Error(`${host} offers no SIP over ${transport.toUpperCase()}`);
  const targets = records.length > 0 ? inOrder(records, random) : [{ host, port: server.port ?? usual }];
  const places: ServerPlace[] = [];
  let failure: unknown = new Error(`${host} has no address`);
  for (const target of targets) {
    if (places.length >= mostPlaces) break;
    try {
      const addresses = await names.addresses(target.host);
      places.push(...addresses.map((address) => ({ address, port: target.port })));
    } catch (error) {
      failure = error;
    }
  }
  if (places.length === 0) throw failure;
  return places.slice(0, mostPlaces);
}

/** By priority; within one by chance, the weight being the share (RFC 2782). */
function inOrder(records: readonly ServiceRecord[], random: () => number): ServiceRecord[] {
  const waiting = [...records].sort((one, other) => one.priority - other.priority || one.weight - other.weight);
  const ordered: ServiceRecord[] = [];
  while (waiting.length > 0) {
    const group = waiting.filter(({ priority }) => priority === waiting[0]?.priority);
    const total = group.reduce((sum, { weight }) => sum + weight, 0);
    let left = random() * total;
    const chosen = group.find(({ weight }) => (left -= weight) < 0) ?? group.at(-1);
    if (!chosen) break;
    ordered.push(chosen);
    waiting.splice(waiting.indexOf(chosen), 1);
  }
  return ordered;
}

function isAddress(host: string): boolean {
  return host.includes(':') || (/^[\d.]+$/.test(host) && readHostPort(host) !== null);
}
