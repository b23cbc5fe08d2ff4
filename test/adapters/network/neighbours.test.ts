import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neighbours, systemNeighbours } from '../../../electron/adapters/network/neighbours';
import { parseArpTable } from '../../../electron/adapters/network/parse-arp-table';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import { TestClock } from '../../support/test-clock';

const header = 'IP address       HW type     Flags       HW address            Mask     Device\n';
const table = `${header}192.168.1.50     0x1         0x2         00:80:f0:a1:b2:c3     *        eth0
192.168.1.51     0x1         0x6         00:80:f0:a1:b2:c4     *        eth0
192.168.1.52     0x1         0x0         00:00:00:00:00:00     *        eth0
192.168.1.53     0x1         0x0         00:80:f0:a1:b2:c5     *        eth0
192.168.1.54     0x1         0x2         00:00:00:00:00:00     *        eth0
192.168.1.55     0x20        0x2         00:80:f0:a1:b2:c6     *        ib0
192.168.1.56     0x1         0x2         00:80:f0:a1:b2:c7     *        eth0
192.168.1.56     0x1         0x2         00:80:f0:a1:b2:c8     *        wlan0
192.168.1.57     0x1         0x2         00:80:f0:a1:b2:c9     *        eth0
192.168.1.57     0x1         0x2         00:80:f0:a1:b2:c9     *        br0
`;

test('only answered Ethernet entries count, and an address with two owners has none', () => {
  expect([...parseArpTable(table)]).toEqual([
    ['192.168.1.50', '0080F0A1B2C3'],
    ['192.168.1.51', '0080F0A1B2C4'],
    ['192.168.1.56', null],
    ['192.168.1.57', '0080F0A1B2C9'],
  ]);
});

test('any text is read without throwing', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseArpTable(header + text)));
  expect(parseArpTable('').size).toBe(0);
});

test('a known neighbour is read once a second, an unknown one is looked for each time', () => {
  const clock = new TestClock();
  let reads = 0;
  let text: string | null = table;
  const source = neighbours({ clock, read: () => (reads++, text) });
  expect(source.macOf('192.168.1.50')).toBe('0080F0A1B2C3');
  expect(source.macOf('192.168.1.51')).toBe('0080F0A1B2C4');
  expect(source.macOf('192.168.1.56')).toBeNull();
  expect(reads).toBe(1);
  text = `${header}192.168.1.99 0x1 0x2 00:80:f0:00:00:01 * eth0\n`;
  clock.advance(900);
  expect(source.macOf('192.168.1.50')).toBe('0080F0A1B2C3');
  expect(source.macOf('192.168.1.99')).toBe('0080F0000001');
  expect(source.macOf('192.168.1.50')).toBeNull();
  text = null;
  clock.advance(1_001);
  expect(source.macOf('192.168.1.99')).toBeNull();
});

test('loopback and IPv6 peers are not looked for', () => {
  const source = neighbours({
    clock: new TestClock(),
    read: () => {
      throw new Error('read');
    },
  });
  expect([source.macOf('127.0.0.2'), source.macOf('::1'), source.macOf('fe80::1')]).toEqual([null, null, null]);
});

test('the system’s own table can be asked for an address that is nowhere', () => {
  expect(systemNeighbours(systemClock()).macOf('192.0.2.77')).toBeNull();
});
