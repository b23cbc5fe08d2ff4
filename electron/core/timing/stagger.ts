// Daily checks spread over a window, one minute for each phone. Nothing is remembered: the same phones and the same window give the
// same times, on any laptop. How and why: docs/decisions/0021.
import type { MacAddress } from '../shared/mac-address';

export interface StaggeredPhone {
  readonly mac: MacAddress;
  readonly group: string | null;
  /** Where it is on the network, as far as that is known. */
  readonly address: string | null;
}

/** Minutes of the day, 0 to 1439, from the first up to, not including, the other; at or before it, on the next day. */
export interface MinuteWindow {
  readonly from: number;
  readonly to: number;
}

/** `mac`: a phone keeps its minute when others come and go. `group`: neighbours of a group far apart. */
export type StaggerOrder = 'mac' | 'group';

export const minutesOfDay = 24 * 60;

/** So many phones more than the average a minute may have in the order of MACs: room without which one new phone would move many. */
export const staggerSlack = 1;

export function windowMinutes({ from, to }: MinuteWindow): number {
  return to > from ? to - from : to - from + minutesOfDay;
}

/** The minute of the day of each phone. At most `ceil(phones / minutes)` in one minute, in the order of MACs `staggerSlack` more; there a
 *  phone more or less moves at most two others per minute of the window. */
export function staggerMinutes(
  phones: readonly StaggeredPhone[],
  window: MinuteWindow,
  order: StaggerOrder,
): Map<MacAddress, number> {
  const minutes = windowMinutes(window);
  const places = order === 'mac' ? byMac(phones, minutes) : byGroup(phones, minutes);
  return new Map([...places].map(([mac, place]) => [mac, (window.from + place) % minutesOfDay]));
}

/** Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam 2018): each phone has a minute of its own choice, and goes on to
 *  the next that has room when phones that go before it have filled that one. */
function byMac(phones: readonly StaggeredPhone[], minutes: number): Map<MacAddress, number> {
  const count = phones.length;
  const stride = goldenStride(minutes);
  // Phones are shared out to the minutes in a fixed order, so that one phone more makes room in one minute alone.
  const room = Array.from({ length: minutes }, (_, place) => {
    const turn = (place * stride) % minutes;
    return Math.floor((count + turn) / minutes) + staggerSlack;
  });
  // From each minute to the next that may have room; shortened along the way.
  const next = Array.from({ length: minutes }, (_, place) => place);
  const withRoom = (place: number): number => {
    let found = place;
    while (next[found] !== found) found = next[found] ?? found;
    for (let at = place; at !== found;) {
      const after = next[at] ?? found;
      next[at] = found;
      at = after;
    }
    return found;
  };
  const places = new Map<MacAddress, number>();
  for (const { mac, choice } of inTurn(phones)) {
    const place = withRoom(Math.floor((choice / 2 ** 32) * minutes));
    places.set(mac, place);
    const left = (room[place] ?? 0) - 1;
    room[place] = left;
    if (left === 0) next[place] = (place + 1) % minutes;
  }
  return places;
}

/** Who goes before whom is a number of the phone's own too. */
function inTurn(phones: readonly StaggeredPhone[]): { readonly mac: MacAddress; readonly choice: number }[] {
  return phones
    .map(({ mac }) => ({ mac, choice: hashOf(mac, 0x9e3779b9), turn: hashOf(mac, 0x85ebca6b) }))
    .sort((a, b) => a.turn - b.turn || (a.mac < b.mac ? -1 : 1));
}

/** Every group is laid over the whole window, evenly and in an order in which neighbours on the network are far apart; then all phones
 *  are counted off. */
function byGroup(phones: readonly StaggeredPhone[], minutes: number): Map<MacAddress, number> {
  const groups = new Map<string, StaggeredPhone[]>();
  for (const phone of phones) {
    const key = phone.group === null ? `network ${networkOf(phone.address)}` : `group ${phone.group}`;
    const members = groups.get(key);
    if (members) members.push(phone);
    else groups.set(key, [phone]);
  }
  const laid = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members], index) => {
      const start = fraction(index * golden);
      const ranks = goldenRanks(members.length);
      return members.sort(byAddress).map(({ mac }, place) => ({
        mac,
        at: ((ranks[place] ?? 0) + start) / members.length,
        index,
      }));
    })
    .sort((a, b) => a.at - b.at || a.index - b.index);
  return new Map(laid.map(({ mac }, rank) => [mac, Math.floor((rank * minutes) / laid.length)]));
}

const golden = (Math.sqrt(5) - 1) / 2;

/** Numbers from 0, each once; those that follow each other lie far apart. */
function goldenRanks(count: number): number[] {
  const order = Array.from({ length: count }, (_, place) => place).sort(
    (a, b) => fraction(a * golden) - fraction(b * golden),
  );
  const ranks = Array.from({ length: count }, () => 0);
  order.forEach((place, rank) => (ranks[place] = rank));
  return ranks;
}

function fraction(value: number): number {
  return value - Math.floor(value);
}

/** Near the golden section, and without a divisor in common with `count`: its multiples come to every number below it. */
function goldenStride(count: number): number {
  let stride = Math.max(1, Math.round(count * golden));
  while (commonDivisor(stride, count) !== 1) stride++;
  return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function byAddress(a: StaggeredPhone, b: StaggeredPhone): number {
  const [one, other] = [addressKey(a.address), addressKey(b.address)];
  if (one !== other) return one < other ? -1 : 1;
  return a.mac < b.mac ? -1 : 1;
}

/** IPv4 in the order of its numbers, a port left out; anything else as it is written. */
function addressKey(address: string | null): string {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?::\d+)?$/.exec(address ?? '') ?? [];
  return parts.length === 4 ? parts.map((part) => part.padStart(3, '0')).join('.') : (address ?? '');
}

/** Phones without a group are neighbours on their network: the first three numbers of an IPv4 address. */
function networkOf(address: string | null): string {
  return addressKey(address).replace(/\.\d{3}$/, '');
}

/** FNV-1a, then the last steps of MurmurHash3, without which MACs that differ in their last digit would sit side by side. */
function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
