// What kind of adapter an address belongs to, by what each system tells of it. A VPN or a virtual switch is never taken for the LAN:
// phones told such an address would ask where no phone can reach.

export const interfaceKinds = ['ethernet', 'wifi', 'vpn', 'virtual', 'loopback', 'other'] as const;
export type InterfaceKind = (typeof interfaceKinds)[number];

export type Platform = 'linux' | 'macos' | 'windows';

/** Of one interface; what a system does not tell is null. */
export interface InterfaceFacts {
  readonly platform: Platform;
  readonly name: string;
  readonly loopback: boolean;
  /** Linux: /sys/class/net/NAME/type, an ARPHRD number of linux/if_arp.h. */
  readonly hardwareType: number | null;
  /** Linux: /sys/class/net/NAME/wireless is there. */
  readonly wireless: boolean | null;
  /** Linux: /sys/class/net/NAME/device is there, so that hardware (or a hypervisor's card) stands behind it. */
  readonly device: boolean | null;
}

export function interfaceKind(facts: InterfaceFacts): InterfaceKind {
  if (facts.loopback) return 'loopback';
  switch (facts.platform) {
    case 'linux':
      return linuxKind(facts);
    case 'macos':
      return firstMatch(macosNames, facts.name) ?? 'other';
    case 'windows':
      return firstMatch(windowsNames, facts.name) ?? 'other';
  }
}

/** Phones may be told an address of this kind without anybody having chosen it by hand. */
export function isUsableKind(kind: InterfaceKind): boolean {
  return kind === 'ethernet' || kind === 'wifi' || kind === 'other';
}

type NameTable = readonly (readonly [form: RegExp, kind: InterfaceKind])[];

const arphrd = { ether: 1, ppp: 512, tunnel: 768, loopback: 772, sit: 776, gre: 778, none: 65534 } as const;
const tunnels: ReadonlySet<number> = new Set([arphrd.ppp, arphrd.tunnel, arphrd.sit, arphrd.gre, arphrd.none]);

/** The name tells tunnels and virtual switches apart; the hardware behind it tells a card. */
const linuxNames: NameTable = [
  [/^(?:tun|tap|wg|ppp|ipsec|vti|xfrm|tailscale|zt|nordlynx|proton|utun|gpd|cscotun|outline|nebula)/u, 'vpn'],
  [
    /^(?:docker|br-|virbr|veth|vnet|vmnet|vboxnet|lxc|lxdbr|cni|flannel|cali|podman|dummy|ifb|macvtap|kube)/u,
    'virtual',
  ],
];

function linuxKind({ name, hardwareType, wireless, device }: InterfaceFacts): InterfaceKind {
  if (hardwareType === arphrd.loopback) return 'loopback';
  const named = firstMatch(linuxNames, name);
  if (named) return named;
  if (hardwareType !== null && tunnels.has(hardwareType)) return 'vpn';
  if (wireless) return 'wifi';
  if (hardwareType === arphrd.ether || hardwareType === null) {
    if (device) return 'ethernet';
    // No hardware of its own, yet how a laptop may stand in its LAN: bonds, teams, bridges and VLANs of real cards, and the
    // card of a container.
    if (/^(?:bond|team|br|eth|en)[\w.-]*\d|\.\d+$/u.test(name)) return 'ethernet';
    if (name.startsWith('wl')) return 'wifi';
  }
  return 'other';
}

/** macOS calls Ethernet and Wi-Fi alike `en0`, `en1` …, and tells which is which only to programs to be started. */
const macosNames: NameTable = [
  [/^en\d/u, 'ethernet'],
  [/^(?:utun|ipsec|ppp|tun|tap|gif|stf|feth)\d*/u, 'vpn'],
  [/^(?:bridge|vmenet|vmnet|vboxnet|vnic|awdl|llw|ap|anpi)\d*/u, 'virtual'],
  [/^(?:bond|vlan)\d/u, 'ethernet'],
];

/** Windows: the connection's name, in the words of the system's language or of whoever installed it. */
const windowsNames: NameTable = [
  [
    /vpn|wireguard|openvpn|tailscale|zerotier|nordlynx|anyconnect|globalprotect|fortinet|\btap\b|\btun\b|tunnel/iu,
    'vpn',
  ],
  [/vethernet|hyper-?v|vmware|virtualbox|\bwsl\b|docker|npcap|bluetooth|\* \d+$/iu, 'virtual'],
  [/wi-?fi|wlan|wireless|drahtlos|sans fil|inal[aá]mbric/iu, 'wifi'],
  [/ethernet|lan-verbindung|local area connection|\blan\b/iu, 'ethernet'],
];

function firstMatch(table: NameTable, name: string): InterfaceKind | null {
  return table.find(([form]) => form.test(name))?.[1] ?? null;
}
