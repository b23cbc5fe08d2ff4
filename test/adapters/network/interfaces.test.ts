// The computer's addresses with what stands behind each, from made-up systems and from this one.
import { rmSync, writeFileSync } from 'node:fs';
import type { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { interfacesFrom, platformOf, systemInterfaces } from '../../../electron/adapters/network/interfaces';
import { interfacesFromFile } from '../../../electron/adapters/network/interfaces-from-file';
import { systemNameLookup } from '../../../electron/adapters/network/name-lookup';
import { temporaryFolder } from '../../support/database';
import { TestClock } from '../../support/test-clock';

type Listed = ReturnType<typeof networkInterfaces>;

const entry = (address: string, cidr: string, internal = false): NonNullable<Listed[string]>[number] =>
  ({ address, cidr, internal, netmask: '', mac: '', family: address.includes(':') ? 'IPv6' : 'IPv4' }) as never;

test('Linux: the kind comes from the files of the system, which are read once for each adapter', () => {
  const files = new Map([
    ['/sys/class/net/lo/type', '772'],
    ['/sys/class/net/eth0/type', '1'],
    ['/sys/class/net/wlp2s0/type', '1'],
    ['/sys/class/net/office/type', '65534'],
  ]);
  const there = new Set(['/sys/class/net/eth0/device', '/sys/class/net/wlp2s0/wireless']);
  let reads = 0;
  const interfaces = interfacesFrom({
    platform: 'linux',
    interfaces: () => ({
      lo: [entry('127.0.0.1', '127.0.0.1/8', true)],
      eth0: [
        entry('192.168.1.10', '192.168.1.10/23'),
        entry('fe80::1', 'fe80::1/64'),
        entry('2001:db8::7', '2001:db8::7/64'),
      ],
      'eth0:1': [entry('192.168.1.11', '192.168.1.11/23')],
      wlp2s0: [entry('192.168.7.4', '192.168.7.4/24')],
      office: [entry('10.8.0.2', '10.8.0.2/32')],
    }),
    read: (path) => {
      reads++;
      return files.get(path) ?? null;
    },
    exists: (path) => there.has(path),
  });
  expect(interfaces.list().map(({ name, kind, address, prefix }) => `${name} ${kind} ${address}/${prefix}`)).toEqual([
    'lo loopback 127.0.0.1/8',
    'eth0 ethernet 192.168.1.10/23',
    'eth0 ethernet 2001:db8::7/64',
    'eth0:1 ethernet 192.168.1.11/23',
    'wlp2s0 wifi 192.168.7.4/24',
    'office vpn 10.8.0.2/32',
  ]);
  interfaces.list();
  expect(reads).toBe(5);
});

test('elsewhere the name alone tells', () => {
  const interfaces = interfacesFrom({
    platform: 'windows',
    interfaces: () => ({ 'Wi-Fi': [entry('192.168.7.4', '192.168.7.4/24')] }),
    read: () => expect.unreachable(),
    exists: () => expect.unreachable(),
  });
  expect(interfaces.list()).toEqual([{ name: 'Wi-Fi', kind: 'wifi', address: '192.168.7.4', prefix: 24 }]);
  expect(['darwin', 'win32', 'linux', 'freebsd'].map(platformOf)).toEqual(['macos', 'windows', 'linux', 'linux']);
});

test('this computer has its loopback address', () => {
  expect(systemInterfaces().list()).toContainEqual(
    expect.objectContaining({ kind: 'loopback', address: '127.0.0.1', prefix: 8 }),
  );
});

test('a story’s addresses come from its file at every look', () => {
  const file = join(temporaryFolder(), 'interfaces.json');
  const interfaces = interfacesFromFile(file);
  expect(interfaces.list()).toEqual([]);
  const listed = [{ name: 'eth0', kind: 'ethernet', address: '127.0.0.2', prefix: 24 }];
  writeFileSync(file, JSON.stringify(listed));
  expect(interfaces.list()).toEqual(listed);
  writeFileSync(file, '{');
  expect(() => interfaces.list()).toThrow('JSON');
  rmSync(file);
});

test('a name means what the resolver says, nothing when it fails or takes too long', async () => {
  const clock = new TestClock();
  const lookup = systemNameLookup(clock, async (host) => {
    if (host === 'slow.lan') return new Promise(() => undefined);
    if (host !== 'prov.lan') throw new Error('ENOTFOUND');
    return [{ address: '10.0.0.1' }, { address: '10.0.0.1' }, { address: '::1' }];
  });
  expect(await lookup.resolve('prov.lan')).toEqual(['10.0.0.1', '::1']);
  expect(await lookup.resolve('none.lan')).toEqual([]);
  const slow = lookup.resolve('slow.lan');
  clock.advance(2_000);
  expect(await slow).toEqual([]);
  expect(clock.pending).toBe(0);
  expect(await systemNameLookup(clock).resolve('localhost')).toContain('127.0.0.1');
});
