// What the Server page of the visual specification shows: an address that went, certificates, library, the guard's catch.
import type { AccessView, BlockedPeerView } from '../../electron/contract/access';
import type { CallOutput } from '../../electron/contract/contract';
import type { CertificateView, HandshakeFailureView } from '../../electron/contract/certificates';
import type { LibraryFileView } from '../../electron/contract/library';

const today = (time: string): string => `2026-11-24T${time}+00:00`;

export const sampleBlocked = (): BlockedPeerView[] => [
  {
    peer: '192.168.20.61',
    since: today('09:41:30'),
    until: today('09:56:38'),
    guesses: 312,
    requests: 312,
    lastAt: today('09:41:38'),
    byHand: false,
  },
];

export const sampleAccess = (): AccessView => ({
  mode: 'token',
  digestAlgorithms: ['SHA-256', 'MD5'],
  networks: ['192.168.20.0/24', '10.20.0.0/16'],
  proxies: [],
  guard: { on: true, guesses: 12, windowSeconds: 60, holdSeconds: 900 },
  openByOption: false,
});

/** The address of the dock is gone; eight phones still look there. */
export const sampleAddresses = (): CallOutput<'addresses.show'> => ({
  checkedAt: today('09:42:05'),
  interfaces: [
    {
      name: 'Ethernet',
      kind: 'ethernet',
      address: '192.168.20.14',
      prefix: 24,
      usable: true,
      use: 'serving',
      phones: 75,
    },
    { name: 'Wi-Fi', kind: 'wifi', address: '10.0.8.122', prefix: 22, usable: true, use: 'free', phones: 0 },
    { name: 'utun3', kind: 'vpn', address: '10.99.0.4', prefix: 32, usable: false, use: 'free', phones: 0 },
    { name: 'vboxnet0', kind: 'virtual', address: '192.168.56.1', prefix: 24, usable: false, use: 'free', phones: 0 },
  ],
  told: [
    { address: 'http://192.168.20.14:8088', phones: 75, state: 'current', goneSince: null },
    { address: 'http://192.168.20.9:8088', phones: 8, state: 'gone', goneSince: '2026-11-23T16:20:00+00:00' },
  ],
  stranded: 8,
  name: null,
  platform: 'linux',
  advice: ['Reserve 192.168.20.14 for this laptop in the DHCP server, or tell phones a name.'],
});

export const sampleHandOut = (): CallOutput<'addresses.handOut'> => ({
  bootstrap: 'http://192.168.20.14:8088/{MODEL}.cfg',
  server: 'http://192.168.20.14:8088/',
  ways: [
    {
      id: 'dhcp-dnsmasq',
      title: 'dnsmasq',
      text: 'dhcp-option-force=66,"http://192.168.20.14:8088/"\ndhcp-option-force=160,"http://192.168.20.14:8088/"',
      steps: ['Add the lines to dnsmasq.conf.', 'Restart dnsmasq, then the phones.'],
      note: null,
    },
    {
      id: 'dhcp-windows',
      title: 'Windows DHCP',
      text: 'Set-DhcpServerv4OptionValue -OptionId 66 -Value "http://192.168.20.14:8088/"',
      steps: ['Run it in PowerShell as an administrator on the DHCP server.'],
      note: null,
    },
    {
      id: 'menu-ut',
      title: 'KX-UT on the phone',
      text: 'http://192.168.20.14:8088/KX-UT670.cfg',
      steps: ['Open the phone’s web port in its menu.', 'Web page: [Maintenance] > [Provisioning Maintenance].'],
      note: 'The web port of KX-UT is closed until it is opened on the phone.',
    },
  ],
});

export const sampleCertificates = (): CertificateView[] => [
  {
    role: 'root',
    inUse: false,
    subject: 'Northgate Clinic root',
    names: [],
    key: 'rsa-2048',
    notBefore: '2026-05-14T00:00:00+00:00',
    notAfter: '2036-05-14T00:00:00+00:00',
    daysLeft: 3459,
    fingerprint: `7C:1E:A4:09:${'AB:'.repeat(26)}5B:D2`,
    state: 'fine',
  },
  {
    role: 'issued',
    inUse: true,
    subject: '192.168.20.14',
    names: ['192.168.20.14', 'prov.northgate.example'],
    key: 'rsa-2048',
    notBefore: '2025-12-08T00:00:00+00:00',
    notAfter: '2026-12-15T00:00:00+00:00',
    daysLeft: 21,
    fingerprint: `11:2E:A4:09:${'CD:'.repeat(26)}6C:E3`,
    state: 'expiring',
  },
];

export const sampleFailures = (): HandshakeFailureView[] => [
  {
    at: today('09:10:02'),
    remote: '192.168.20.144',
    times: 3,
    reason: 'The client speaks no version of TLS that this laptop may use.',
    remedy: 'Let this phone fetch by HTTP, or update its firmware.',
    offered: { versions: ['TLS 1.0'], ciphers: ['TLS_RSA_WITH_AES_128_CBC_SHA'], serverName: null },
  },
];

export const sampleLibrary = (): LibraryFileView[] => [
  {
    id: 1,
    name: 'KX-UT670-01.302.fw',
    kind: 'firmware',
    bytes: 14_200_000,
    sha256: 'cd'.repeat(32),
    addedAt: '2026-11-20T10:00:00+00:00',
    models: ['KX-UT670'],
    version: '01.302',
    groups: ['Reception'],
    address: 'http://192.168.20.14:8088/library/KX-UT670-01.302.fw',
    sound: true,
  },
  {
    id: 2,
    name: 'clinic-logo.bmp',
    kind: 'logo',
    bytes: 48_300,
    sha256: 'ef'.repeat(32),
    addedAt: '2026-11-21T10:00:00+00:00',
    models: [],
    version: null,
    groups: null,
    address: 'http://192.168.20.14:8088/library/clinic-logo.bmp',
    sound: true,
  },
];
