// The commands a person types so that this computer has an address (again), and the ones that take it away. Nothing here lasts over
// a restart of the computer, except on Windows: it is a bandage until phones were told a newer address.
import type { Platform } from './interface-kind';
import { isInNetwork, isIpv4, netmask } from './ip-network';

export interface AddressCommand {
  readonly platform: Platform;
  /** One line each where it takes two. */
  readonly add: string;
  readonly remove: string;
}

export interface WantedAddress {
  /** An IP literal. */
  readonly address: string;
  readonly prefix: number;
  /** As the system at hand calls it; the other systems get their usual name. */
  readonly interface: string | null;
  readonly platform: Platform;
  /** What the interface has already. */
  readonly others: readonly { readonly address: string; readonly prefix: number }[];
}

/** For all three systems; the one at hand first. */
export function addressCommands(wanted: WantedAddress): AddressCommand[] {
  const platforms: readonly Platform[] = ['linux', 'macos', 'windows'];
  const nameOn = (platform: Platform): string =>
    (platform === wanted.platform ? wanted.interface : null) ?? usualNames[platform];
  return [...platforms]
    .sort((a, b) => Number(b === wanted.platform) - Number(a === wanted.platform))
    .map((platform) => ({ platform, ...writers[platform](wanted, nameOn(platform)) }));
}

const usualNames: Readonly<Record<Platform, string>> = { linux: 'eth0', macos: 'en0', windows: 'Ethernet' };

type Writer = (wanted: WantedAddress, name: string) => Pick<AddressCommand, 'add' | 'remove'>;

const writers: Readonly<Record<Platform, Writer>> = {
  linux({ address, prefix }, name) {
    const device = shellWord(name);
    return {
      add: `sudo ip addr add ${address}/${prefix} dev ${device}`,
      remove: `sudo ip addr del ${address}/${prefix} dev ${device}`,
    };
  },
  macos({ address, prefix, others }, name) {
    const device = shellWord(name);
    if (!isIpv4(address))
      return {
        add: `sudo ifconfig ${device} inet6 ${address} prefixlen ${prefix} alias`,
        remove: `sudo ifconfig ${device} inet6 ${address} -alias`,
      };
    // A second address in a network the interface is in already would bring a second route to it (ifconfig(8), "alias").
    const inside = others.some((other) => isInNetwork(address, other.address, other.prefix));
    return {
      add: `sudo ifconfig ${device} alias ${address} ${inside ? '255.255.255.255' : netmask(prefix)}`,
      remove: `sudo ifconfig ${device} -alias ${address}`,
    };
  },
  windows({ address, prefix }, name) {
    const device = windowsWord(name);
    if (!isIpv4(address))
      return {
        add: `netsh interface ipv6 add address ${device} ${address}/${prefix}`,
        remove: `netsh interface ipv6 delete address ${device} ${address}`,
      };
    // Without the first line an address of DHCP would be given up for the one that is added (Windows 10, 1703 and later).
    return {
      add: `netsh interface ipv4 set interface ${device} dhcpstaticipcoexistence=enabled\nnetsh interface ipv4 add address ${device} ${address} ${netmask(prefix)}`,
      remove: `netsh interface ipv4 delete address ${device} ${address}`,
    };
  },
};

function shellWord(text: string): string {
  return /^[\w.:@-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Windows allows no quote in a connection's name. */
function windowsWord(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}
