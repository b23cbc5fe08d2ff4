// IP addresses and the networks they belong to (RFC 4291, RFC 4632). IPv4 in IPv6 clothes is IPv4 everywhere.

/** An address as a number; `width` is 32 or 128 bits. */
export interface IpAddress {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

export interface Network {
  readonly first: bigint;
  readonly width: 32 | 128;
  /** Bits an address has beside the network's own. */
  readonly hostBits: bigint;
}

const longestAddress = 64;

/** Null when it is no address. Decimal octets only: `010.0.0.1` is read differently by every program. A zone (`%eth0`) says on which
 *  link, not who, and is dropped. */
export function parseIpAddress(text: string): IpAddress | null {
  if (text.length > longestAddress) return null;
  const four = ipv4Bits(text);
  if (four !== null) return { bits: four, width: 32 };
  const six = ipv6Bits(text.replace(/%[\w.-]+$/, ''));
  if (six === null) return null;
  // ::ffff:a.b.c.d, RFC 4291 §2.5.5.2.
  return six >> 32n === 0xffffn ? { bits: six & 0xffffffffn, width: 32 } : { bits: six, width: 128 };
}

/** `10.0.0.0/8`, `fe80::/10`, or one address. Bits behind the prefix do not count. Null when it is none. */
export function parseNetwork(text: string): Network | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const parsed = parseIpAddress(address);
  if (!parsed || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
  const written = address.includes(':') ? 128 : 32;
  const length = Number(prefix ?? written) - (written - parsed.width);
  if (length < 0 || length > parsed.width) return null;
  const hostBits = BigInt(parsed.width - length);
  return { first: (parsed.bits >> hostBits) << hostBits, width: parsed.width, hostBits };
}

export function isInNetwork(address: IpAddress, network: Network): boolean {
  return address.width === network.width && (address.bits >> network.hostBits) << network.hostBits === network.first;
}

function ipv4Bits(text: string): bigint | null {
  const octets = text.split('.');
  if (octets.length !== 4) return null;
  let bits = 0n;
  for (const octet of octets) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return null;
    bits = (bits << 8n) | BigInt(octet);
  }
  return bits;
}

function ipv6Bits(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [before, after] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (before === undefined || before === null || after === null) return null;
  if (after === undefined) return before.length === 8 ? joined(before) : null;
  const zeros = 8 - before.length - after.length;
  return zeros < 1 ? null : joined([...before, ...Array.from({ length: zeros }, () => 0n), ...after]);
}

/** The 16-bit groups of one side of `::`; the very last may be an IPv4 address. */
function groupsOf(half: string, isLast: boolean): bigint[] | null {
  if (half === '') return [];
  const groups: bigint[] = [];
  const texts = half.split(':');
  for (const [index, text] of texts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(text)) {
      groups.push(BigInt(`0x${text}`));
      continue;
    }
    const four = isLast && index === texts.length - 1 ? ipv4Bits(text) : null;
    if (four === null) return null;
    groups.push(four >> 16n, four & 0xffffn);
  }
  return groups;
}

function joined(groups: readonly bigint[]): bigint {
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}
