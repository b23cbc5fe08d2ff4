import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOrder, type PhonePlace } from '../../../electron/core/resync/plan-order';

const at = (mac: string, group: string | null, address: string | null): PhonePlace => ({ mac, group, address });
const macs = (phones: readonly PhonePlace[]): string => phones.map(({ mac }) => mac).join(' ');

test('groups take turns, and within a group its networks', () => {
  const phones = [
    at('w1', 'Ward', '192.0.2.1'),
    at('w2', 'Ward', '192.0.2.2'),
    at('w3', 'Ward', '198.51.100.1'),
    at('b1', 'Bar', '192.0.2.9'),
    at('n1', null, null),
  ];
  expect(macs(planOrder(phones))).toBe('n1 b1 w1 w3 w2');
});

test.each([
  ['192.0.2.1', '192.0.2.254', true],
  ['192.0.2.1', '192.0.3.1', false],
  ['2001:db8::1', '2001:db8:0:0:9::1', true],
  ['2001:db8::1', '2001:db8:0:1::1', false],
  ['2001:0DB8::1', '2001:db8::2', true],
  ['fe80::1%eth0', 'fe80::2', true],
  ['::1', '::2', true],
])('%s and %s are in one network: %s', (first, second, together) => {
  // The third has a network of its own: it comes second when the others share one.
  const order = planOrder([at('a', null, first), at('b', null, second), at('c', null, '203.0.113.1')]);
  const turns = order.findIndex(({ mac }) => mac === 'c') < 2 && order.at(-1)?.mac === 'b';
  expect(turns).toBe(together);
});

const place = fc.record({
  mac: fc.stringMatching(/^[0-9A-F]{12}$/),
  group: fc.option(fc.constantFrom('Ward', 'Bar', 'Lobby')),
  address: fc.option(fc.oneof(fc.ipV4(), fc.ipV6())),
});
const places = fc.uniqueArray(place, { selector: ({ mac }) => mac, maxLength: 40 });

test('every phone comes once, in an order that does not depend on the one given', () => {
  fc.assert(
    fc.property(places, fc.infiniteStream(fc.nat()), (phones, dice) => {
      const shuffled = phones
        .map((phone) => ({ phone, by: dice.next().value }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ phone }) => phone);
      const order = planOrder(phones);
      expect(planOrder(shuffled)).toEqual(order);
      expect(order.map(({ mac }) => mac).toSorted()).toEqual(phones.map(({ mac }) => mac).toSorted());
    }),
  );
});

test('no group has had two turns more than another that still has phones', () => {
  fc.assert(
    fc.property(places, (phones) => {
      const left = new Map<string, number>();
      for (const { group } of phones) left.set(group ?? '', (left.get(group ?? '') ?? 0) + 1);
      const had = new Map([...left.keys()].map((group) => [group, 0]));
      for (const { group } of planOrder(phones)) {
        had.set(group ?? '', (had.get(group ?? '') ?? 0) + 1);
        left.set(group ?? '', (left.get(group ?? '') ?? 0) - 1);
        const waiting = [...had].filter(([name]) => (left.get(name) ?? 0) > 0).map(([, turns]) => turns);
        expect(Math.max(...had.values()) - Math.min(...waiting, Infinity)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
