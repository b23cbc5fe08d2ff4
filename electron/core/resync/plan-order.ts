// In which order a run reaches its phones: never a whole group or a whole network at once, so that a ward keeps phones that work.

export interface PhonePlace {
  readonly mac: string;
  readonly group: string | null;
  /** IPv4 or IPv6 literal; null when nobody knows. */
  readonly address: string | null;
}

/** One phone of each group in turn, and within a group one of each network (IPv4 /24, IPv6 /64) in turn. The same phones come out
 *  in the same order, whatever the order in which they are given. */
export function planOrder<P extends PhonePlace>(phones: readonly P[]): P[] {
  const byGroup = split(phones, ({ group }) => group ?? '');
  return inTurns(byGroup.map((members) => inTurns(split(members, ({ address }) => networkOf(address)).map(byMac))));
}

/** In order of their keys. */
function split<P>(phones: readonly P[], keyOf: (phone: P) => string): P[][] {
  const parts = new Map<string, P[]>();
  for (const phone of phones) {
    const key = keyOf(phone);
    const part = parts.get(key);
    if (part) part.push(phone);
    else parts.set(key, [phone]);
  }
  return [...parts].sort(([a], [b]) => compare(a, b)).map(([, part]) => part);
}

function byMac<P extends PhonePlace>(phones: readonly P[]): P[] {
  return phones.toSorted((a, b) => compare(a.mac, b.mac));
}

function inTurns<P>(queues: readonly (readonly P[])[]): P[] {
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  const order: P[] = [];
  for (let turn = 0; turn < longest; turn++) for (const queue of queues) order.push(...queue.slice(turn, turn + 1));
  return order;
}

/** By characters, not by the language of the computer: the order must not differ between two of them. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function networkOf(address: string | null): string {
  if (address === null) return '';
  if (!address.includes(':')) return address.split('.').slice(0, 3).join('.');
  return ipv6Prefix(address);
}

/** The first four of eight groups (RFC 4291 §2.2: `::` stands for as many zeros as are missing). */
function ipv6Prefix(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: zeros }, () => '0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
