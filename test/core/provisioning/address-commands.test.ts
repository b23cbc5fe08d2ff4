// What a person types to get an address back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressCommands, type WantedAddress } from '../../../electron/core/provisioning/address-commands';
import {
  isInNetwork,
  isIpLiteral,
  isIpv4,
  netmask,
  networkAddress,
} from '../../../electron/core/provisioning/ip-network';

const wanted = (change: Partial<WantedAddress> = {}): WantedAddress => ({
  address: '192.168.1.10',
  prefix: 23,
  interface: 'enp3s0',
  platform: 'linux',
  others: [],
  ...change,
});

test('each system has a command and its undo; the one at hand comes first with its own interface', () => {
  expect(addressCommands(wanted())).toEqual([
    {
      platform: 'linux',
      add: 'sudo ip addr add 192.168.1.10/23 dev enp3s0',
      remove: 'sudo ip addr del 192.168.1.10/23 dev enp3s0',
    },
    {
      platform: 'macos',
      add: 'sudo ifconfig en0 alias 192.168.1.10 255.255.254.0',
      remove: 'sudo ifconfig en0 -alias 192.168.1.10',
    },
    {
      platform: 'windows',
      add: 'netsh interface ipv4 set interface "Ethernet" dhcpstaticipcoexistence=enabled\nnetsh interface ipv4 add address "Ethernet" 192.168.1.10 255.255.254.0',
      remove: 'netsh interface ipv4 delete address "Ethernet" 192.168.1.10',
    },
  ]);
  expect(addressCommands(wanted({ platform: 'windows', interface: 'Büro 2' }))[0]).toMatchObject({
    platform: 'windows',
    remove: 'netsh interface ipv4 delete address "Büro 2" 192.168.1.10',
  });
});

test('on macOS a second address of the same network gets no route of its own', () => {
  const others = [{ address: '192.168.0.7', prefix: 23 }];
  expect(addressCommands(wanted({ platform: 'macos', interface: 'en5', others }))[0]?.add).toBe(
    'sudo ifconfig en5 alias 192.168.1.10 255.255.255.255',
  );
});

test('IPv6 has words of its own', () => {
  const adds = addressCommands(wanted({ address: '2001:db8::7', prefix: 64 })).map(({ add }) => add);
  expect(adds).toEqual([
    'sudo ip addr add 2001:db8::7/64 dev enp3s0',
    'sudo ifconfig en0 inet6 2001:db8::7 prefixlen 64 alias',
    'netsh interface ipv6 add address "Ethernet" 2001:db8::7/64',
  ]);
});

test('a name of an interface never becomes a second command', () => {
  const [linux] = addressCommands(wanted({ interface: "x'; reboot" }));
  expect(linux?.add).toBe(`sudo ip addr add 192.168.1.10/23 dev 'x'\\''; reboot'`);
  const [windows] = addressCommands(wanted({ platform: 'windows', interface: 'a" & reboot "' }));
  expect(windows?.remove).toBe('netsh interface ipv4 delete address "a & reboot " 192.168.1.10');
});

test('masks and networks agree with each other for every address and prefix', () => {
  const address = fc.ipV4();
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 32 }), (one, prefix) => {
      const network = networkAddress(one, prefix);
      expect(network !== null && isIpv4(network) && isIpv4(netmask(prefix))).toBe(true);
      expect(isInNetwork(one, network ?? '', prefix)).toBe(true);
      expect(networkAddress(network ?? '', prefix)).toBe(network);
    }),
  );
});

test('what is no address is none', () => {
  for (const text of ['', '1.2.3', '1.2.3.256', '01.2.3.4', 'laptop.lan', ':', 'abc', '1.2.3.4/24'])
    expect(isIpLiteral(text), text).toBe(false);
  for (const text of ['1.2.3.4', '::', '::1', '2001:db8::7', '::ffff:1.2.3.4'])
    expect(isIpLiteral(text), text).toBe(true);
  expect(isInNetwork('2001:db8::7', '2001:db8::', 64)).toBe(false);
});
