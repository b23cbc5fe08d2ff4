// Which adapters are taken for the LAN, as each system names them.
import { expect, test } from 'vitest';
import { interfaceKind, isUsableKind, type InterfaceFacts } from '../../../electron/core/provisioning/interface-kind';

const facts = (change: Partial<InterfaceFacts>): InterfaceFacts => ({
  platform: 'linux',
  name: 'eth0',
  loopback: false,
  hardwareType: null,
  wireless: null,
  device: null,
  ...change,
});

const linux = (name: string, hardwareType: number, more: { wireless?: boolean; device?: boolean } = {}): string =>
  interfaceKind(facts({ name, hardwareType, wireless: false, device: false, ...more }));

test.each([
  ['lo', 772, {}, 'loopback'],
  ['enp3s0', 1, { device: true }, 'ethernet'],
  ['enx00e04c680001', 1, { device: true }, 'ethernet'],
  ['eth0', 1, {}, 'ethernet'],
  ['bond0', 1, {}, 'ethernet'],
  ['br0', 1, {}, 'ethernet'],
  ['enp3s0.20', 1, {}, 'ethernet'],
  ['wlp2s0', 1, { device: true, wireless: true }, 'wifi'],
  ['wlan0', 1, {}, 'wifi'],
  ['tun0', 65534, {}, 'vpn'],
  ['wg0', 65534, {}, 'vpn'],
  ['office', 65534, {}, 'vpn'],
  ['tailscale0', 65534, {}, 'vpn'],
  ['ppp0', 512, {}, 'vpn'],
  ['docker0', 1, {}, 'virtual'],
  ['br-3f2a9c0d1e22', 1, {}, 'virtual'],
  ['virbr0', 1, {}, 'virtual'],
  ['veth12ab', 1, {}, 'virtual'],
  ['vmnet8', 1, {}, 'virtual'],
  ['ib0', 32, { device: true }, 'other'],
])('Linux: %s of hardware type %i, %o: %s', (name, type, more, kind) => {
  expect(linux(name, type, more)).toBe(kind);
});

test.each([
  ['macos', 'en0', 'ethernet'],
  ['macos', 'utun4', 'vpn'],
  ['macos', 'ppp0', 'vpn'],
  ['macos', 'bridge100', 'virtual'],
  ['macos', 'awdl0', 'virtual'],
  ['macos', 'vmnet8', 'virtual'],
  ['macos', 'fw0', 'other'],
  ['windows', 'Ethernet', 'ethernet'],
  ['windows', 'Ethernet 2', 'ethernet'],
  ['windows', 'LAN-Verbindung', 'ethernet'],
  ['windows', 'Wi-Fi', 'wifi'],
  ['windows', 'WLAN', 'wifi'],
  ['windows', 'vEthernet (WSL (Hyper-V firewall))', 'virtual'],
  ['windows', 'vEthernet (Default Switch)', 'virtual'],
  ['windows', 'VMware Network Adapter VMnet8', 'virtual'],
  ['windows', 'VirtualBox Host-Only Network', 'virtual'],
  ['windows', 'OpenVPN TAP-Windows6', 'vpn'],
  ['windows', 'Company VPN', 'vpn'],
  ['windows', 'Tailscale', 'vpn'],
  ['windows', 'Büro', 'other'],
] as const)('%s: %s is %s', (platform, name, kind) => {
  expect(interfaceKind(facts({ platform, name }))).toBe(kind);
});

test('VPN, virtual and loopback addresses are not told to phones by themselves', () => {
  expect((['ethernet', 'wifi', 'other', 'vpn', 'virtual', 'loopback'] as const).map(isUsableKind)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
