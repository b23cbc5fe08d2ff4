// Where a site's phones were told to ask: counted from what each was last served, by address, so that ten thousand cost nothing.
import { parseHostPort, type HostPort } from '../phones/sip-address';
import type { PhoneBook } from '../phones/phone-book';
import type { HostAddresses, ToldState } from './host-addresses';

export interface ToldAddress {
  /** `http://HOST:PORT`. */
  readonly address: string;
  readonly phones: number;
  readonly state: ToldState;
  readonly goneSince: number | null;
}

/** The current one first, then by the number of phones. */
export function toldAddresses(phones: PhoneBook, addresses: HostAddresses, current: string): ToldAddress[] {
  const counted = new Map<string, number>([[current, 0]]);
  for (const [told, count] of phones.toldCounts()) counted.set(told, count);
  return [...counted]
    .map(([address, count]) => {
      const state = addresses.toldState(address);
      return { address, phones: count, state, goneSince: state === 'gone' ? addresses.goneSince(address) : null };
    })
    .sort((a, b) => Number(b.address === current) - Number(a.address === current) || b.phones - a.phones);
}

/** Phones told an address where nobody of ours answers. */
export function countStranded(phones: PhoneBook, addresses: Pick<HostAddresses, 'toldState'>): number {
  let count = 0;
  for (const [told, ofAddress] of phones.toldCounts()) if (addresses.toldState(told) === 'gone') count += ofAddress;
  return count;
}

export interface ToldPlace extends HostPort {
  readonly protocol: 'http' | 'https';
}

/** `http://192.168.1.10:8088` or `http://[2001:db8::7]/`; null for what is none. */
export function parseToldAddress(baseUrl: string): ToldPlace | null {
  const [, scheme, place] = /^(https?):\/\/([^/]+)\/?$/iu.exec(baseUrl) ?? [];
  if (!scheme || !place) return null;
  const protocol = scheme.toLowerCase() as ToldPlace['protocol'];
  return { protocol, ...parseHostPort(place, protocol === 'https' ? 443 : 80) };
}

/** The host alone, without brackets. */
export function toldHost(baseUrl: string): string {
  return parseToldAddress(baseUrl)?.address ?? '';
}
