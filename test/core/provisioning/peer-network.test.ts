import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInNetwork, parseIpAddress, parseNetwork } from '../../../electron/core/provisioning/peer-network';

function isIn(address: string, network: string): boolean {
  const [parsed, block] = [parseIpAddress(address), parseNetwork(network)];
  if (!parsed || !block) throw new Error(`${address} or ${network} is none`);
  return isInNetwork(parsed, block);
}

test.each([
  ['192.168.10.7', '192.168.10.0/24', true],
  ['192.168.11.7', '192.168.10.0/24', false],
  ['192.168.10.7', '192.168.10.99/24', true],
  ['10.255.255.255', '10.0.0.0/8', true],
  ['11.0.0.0', '10.0.0.0/8', false],
  ['192.0.2.1', '0.0.0.0/0', true],
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.2', '192.0.2.1/32', false],
  ['::ffff:192.0.2.1', '192.0.2.0/24', true],
  ['::ffff:c000:201', '192.0.2.0/24', true],
  ['192.0.2.1', '::ffff:192.0.2.0/120', true],
  ['192.0.3.1', '::ffff:192.0.2.0/120', false],
  ['fe80::1%eth0', 'fe80::/10', true],
  ['fec0::1', 'fe80::/10', false],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['2001:db8::1', '0.0.0.0/0', false],
  ['192.0.2.1', '::/0', false],
  ['::1', '::1/128', true],
])('%s in %s: %s', (address, network, expected) => {
  expect(isIn(address, network)).toBe(expected);
});

test.each([
  '',
  '10.0.0',
  '10.0.0.0.0',
  '10.0.0.256',
  '010.0.0.1',
  '10.0.0.1 ',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0.0/',
  '10.0.0.0/a',
  '1::2::3',
  ':::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8:9',
  '12345::',
  'fe80::/129',
  '::ffff:10.0.0.0/90',
  '1.2.3.4::',
  'printer.local',
  '[::1]',
])('%j is no network', (text) => {
  expect(parseNetwork(text)).toBeNull();
});

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

test('every address is in its own network of every length, and in the network of its own prefix', () => {
  fc.assert(
    fc.property(ipv4, fc.integer({ min: 0, max: 32 }), (address, length) => {
      expect(isIn(address, `${address}/${length}`)).toBe(true);
      expect(isIn(`::ffff:${address}`, `${address}/${length}`)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(ipv6, fc.integer({ min: 96, max: 128 }), (address, length) => {
      expect(isIn(address, `${address}/${length}`)).toBe(true);
    }),
  );
});

test('two addresses share a network exactly when their bits up to the prefix are equal', () => {
  const bits = (address: string): string =>
    address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  fc.assert(
    fc.property(ipv4, ipv4, fc.integer({ min: 0, max: 32 }), (one, other, length) => {
      const same = bits(one).slice(0, length) === bits(other).slice(0, length);
      expect(isIn(one, `${other}/${length}`)).toBe(same);
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./%]{0,50}$/)), (text) => {
      expect(() => [parseIpAddress(text), parseNetwork(text)]).not.toThrow();
    }),
  );
});
