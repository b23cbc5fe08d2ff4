import type { Family } from '../../core/families/family';
import type { PhoneRecord } from './phone-store';

export interface HostPort {
  readonly address: string;
  readonly port: number;
}

/** Where a direct NOTIFY goes: the address a person gave, else the contact the phone registered with us, else the peer of its last
 *  fetch, at the port it holds. Null when none is known. */
export function sipTarget(
  phone: PhoneRecord,
  held: ReadonlyMap<string, string>,
  family: Family,
  registered: HostPort | null,
): HostPort | null {
  const port = family.sipPort(held);
  if (phone.ip) return parseHostPort(phone.ip, port);
  return registered ?? (phone.lastFetch ? { address: phone.lastFetch.peer, port } : null);
}

export function sipAddressOf(...where: Parameters<typeof sipTarget>): string | null {
  const target = sipTarget(...where);
  return target && formatHostPort(target);
}

export function formatHostPort({ address, port }: HostPort): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `192.0.2.7`, `192.0.2.7:5062`, `[2001:db8::7]:5062` or `2001:db8::7`. */
export function parseHostPort(text: string, defaultPort: number): HostPort {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const plain = /^([^:]+):(\d{1,5})$/.exec(text);
  const [, address, port] = bracketed ?? plain ?? [undefined, text, undefined];
  return { address: address ?? text, port: port ? Number(port) : defaultPort };
}
