import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  minutesOfDay,
  staggerMinutes,
  staggerSlack,
  windowMinutes,
  type MinuteWindow,
  type StaggeredPhone,
  type StaggerOrder,
} from '../../../electron/core/timing/stagger';
import type { MacAddress } from '../../../electron/core/shared/mac-address';

const mac = (number: number): MacAddress =>
  (0x0080f0000000 + number).toString(16).toUpperCase().padStart(12, '0') as MacAddress;

/** As they come out of a carton: MACs one after the other. */
function phones(count: number, group: (index: number) => string | null = () => null): StaggeredPhone[] {
  return Array.from({ length: count }, (_, index) => ({
    mac: mac(index),
    group: group(index),
    address: `192.0.${2 + Math.floor(index / 250)}.${1 + (index % 250)}`,
  }));
}

function perMinute(minutes: ReadonlyMap<MacAddress, number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const minute of minutes.values()) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  return counts;
}

const peak = (minutes: ReadonlyMap<MacAddress, number>): number => Math.max(0, ...perMinute(minutes).values());
const isIn = (minute: number, window: MinuteWindow): boolean =>
  (minute - window.from + minutesOfDay) % minutesOfDay < windowMinutes(window);
const moved = (before: ReadonlyMap<MacAddress, number>, after: ReadonlyMap<MacAddress, number>): number =>
  [...before].filter(([each, minute]) => after.has(each) && after.get(each) !== minute).length;

const anyMinute = fc.integer({ min: 0, max: minutesOfDay - 1 });
const anyWindow = fc.record({ from: anyMinute, to: anyMinute });
const shortWindow = fc
  .tuple(anyMinute, fc.integer({ min: 1, max: 90 }))
  .map(([from, length]) => ({ from, to: (from + length) % minutesOfDay }));
const anyPhones = fc
  .uniqueArray(fc.integer({ min: 0, max: 0xffffff }), { maxLength: 300 })
  .chain((numbers) =>
    fc.tuple(...numbers.map((number) => fc.tuple(fc.constant(number), fc.constantFrom(null, 'A', 'B', 'Reception')))),
  )
  .map((all): StaggeredPhone[] =>
    all.map(([number, group]) => ({
      mac: mac(number),
      group,
      address: number % 7 === 0 ? null : `10.0.0.${number % 250}`,
    })),
  );
const anyOrder = fc.constantFrom<StaggerOrder>('mac', 'group');

test('every phone gets a minute of the window, and never more of them one than the bound allows', () => {
  fc.assert(
    fc.property(anyPhones, fc.oneof(anyWindow, shortWindow), anyOrder, (given, window, order) => {
      const minutes = staggerMinutes(given, window, order);
      expect(minutes.size).toBe(given.length);
      expect([...minutes.values()].every((minute) => isIn(minute, window))).toBe(true);
      const even = Math.ceil(given.length / windowMinutes(window));
      expect(peak(minutes)).toBeLessThanOrEqual(order === 'group' ? even : even + staggerSlack);
    }),
  );
});

test('the same phones get the same minutes, in whatever order they are given', () => {
  fc.assert(
    fc.property(anyPhones, shortWindow, anyOrder, (given, window, order) => {
      expect(staggerMinutes(given.toReversed(), window, order)).toEqual(staggerMinutes(given, window, order));
    }),
  );
});

test('by MAC, one phone more or less moves at most two others per minute of the window', () => {
  fc.assert(
    fc.property(anyPhones, shortWindow, fc.nat(), (given, window, which) => {
      fc.pre(given.length > 0);
      const fewer = given.toSpliced(which % given.length, 1);
      const before = staggerMinutes(fewer, window, 'mac');
      const after = staggerMinutes(given, window, 'mac');
      const most = 2 * (windowMinutes(window) - 1);
      expect(moved(before, after)).toBeLessThanOrEqual(most);
    }),
  );
});

test('by MAC, a phone that changes its group or address keeps its minute', () => {
  const window = { from: 120, to: 180 };
  const before = staggerMinutes(phones(200), window, 'mac');
  const after = staggerMinutes(
    phones(200, () => 'Sales').map((phone) => ({ ...phone, address: null })),
    window,
    'mac',
  );
  expect(after).toEqual(before);
});

test('of 200 phones in two hours, a new one moves next to nobody', () => {
  const window = { from: 120, to: 240 };
  const minutes = (count: number): Map<MacAddress, number> => staggerMinutes(phones(count), window, 'mac');
  let sum = 0;
  for (let count = 150; count < 250; count++) sum += moved(minutes(count), minutes(count + 1));
  expect(sum / 100).toBeLessThan(2);
});

test('of 10,000 phones in one hour, a new one moves a handful', () => {
  const minutes = (count: number): Map<MacAddress, number> =>
    staggerMinutes(phones(count), { from: 120, to: 180 }, 'mac');
  let sum = 0;
  for (let count = 10_000; count < 10_020; count++) sum += moved(minutes(count), minutes(count + 1));
  expect(sum / 20).toBeLessThan(20);
});

test('ten thousand phones with MACs in a row fill an hour evenly', () => {
  const window = { from: 120, to: 180 };
  const byMac = [...perMinute(staggerMinutes(phones(10_000), window, 'mac')).values()];
  expect(byMac).toHaveLength(60);
  expect(Math.max(...byMac)).toBeLessThanOrEqual(168);
  const byGroup = [...perMinute(staggerMinutes(phones(10_000), window, 'group')).values()];
  expect(Math.max(...byGroup)).toBe(167);
  expect(Math.min(...byGroup)).toBe(166);
});

test('a window over midnight has minutes of both days', () => {
  const window = { from: 23 * 60 + 30, to: 30 };
  const minutes = [...staggerMinutes(phones(60), window, 'group').values()].sort((a, b) => a - b);
  expect(minutes).toEqual([
    ...Array.from({ length: 30 }, (_, minute) => minute),
    ...Array.from({ length: 30 }, (_, minute) => 23 * 60 + 30 + minute),
  ]);
});

test('a window of one minute has room for all', () => {
  const window = { from: 1439, to: 0 };
  for (const order of ['mac', 'group'] as const)
    expect(perMinute(staggerMinutes(phones(50), window, order))).toEqual(new Map([[1439, 50]]));
});

test('a window that ends where it begins is a whole day', () => {
  expect(windowMinutes({ from: 120, to: 120 })).toBe(1440);
});

test('by group, the phones of a group are as far apart as the window allows', () => {
  const groups = fc.integer({ min: 1, max: 12 });
  const members = fc.integer({ min: 2, max: 30 });
  fc.assert(
    fc.property(groups, members, fc.integer({ min: 30, max: 240 }), (groupCount, memberCount, length) => {
      const given = phones(groupCount * memberCount, (index) => `group ${Math.floor(index / memberCount)}`);
      const minutes = staggerMinutes(given, { from: 0, to: length }, 'group');
      for (let group = 0; group < groupCount; group++) {
        const own = given
          .filter((phone) => phone.group === `group ${group}`)
          .map(({ mac: each }) => minutes.get(each) ?? 0);
        own.sort((a, b) => a - b);
        const gaps = own.slice(1).map((minute, index) => minute - (own[index] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.floor(length / memberCount));
      }
    }),
  );
});

test('by group, neighbours on the network without a group are far apart too', () => {
  const minutes = staggerMinutes(phones(60), { from: 0, to: 60 }, 'group');
  const gaps = Array.from({ length: 59 }, (_, index) =>
    Math.abs((minutes.get(mac(index)) ?? 0) - (minutes.get(mac(index + 1)) ?? 0)),
  );
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15);
});
