// The computer's addresses and the kind of adapter behind each, as the system tells it without starting a program.
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { interfaceKind, type InterfaceKind, type Platform } from '../../core/provisioning/interface-kind';
import type { InterfaceAddress, NetworkInterfaces } from '../../services/provisioning/network-interfaces';

export interface InterfaceSource {
  readonly platform: Platform;
  readonly interfaces: typeof networkInterfaces;
  /** The text of a file below /sys/class/net; null where there is none. */
  readonly read: (path: string) => string | null;
  readonly exists: (path: string) => boolean;
}

export function systemInterfaces(): NetworkInterfaces {
  return interfacesFrom({
    platform: platformOf(process.platform),
    interfaces: networkInterfaces,
    read: readText,
    exists: existsSync,
  });
}

export function platformOf(name: string): Platform {
  if (name === 'darwin') return 'macos';
  return name === 'win32' ? 'windows' : 'linux';
}

/** Link-local IPv6 is left out: its zone belongs to this computer and can stand in no address a phone is told. */
export function interfacesFrom(source: InterfaceSource): NetworkInterfaces {
  // An adapter keeps its kind as long as it has its name; the files are read once for each.
  const kinds = new Map<string, InterfaceKind>();
  return {
    platform: source.platform,
    list() {
      const found = source.interfaces();
      for (const name of kinds.keys()) if (!found[name]) kinds.delete(name);
      return Object.entries(found).flatMap(([name, addresses]) =>
        (addresses ?? []).flatMap(({ address, cidr, internal }): InterfaceAddress[] => {
          if (/^fe80:/iu.test(address)) return [];
          let kind = kinds.get(name);
          if (!kind) kinds.set(name, (kind = kindOf(name, internal, source)));
          return [{ name, kind, address, prefix: Number(cidr?.split('/')[1] ?? (address.includes(':') ? 64 : 24)) }];
        }),
      );
    },
  };
}

function kindOf(name: string, loopback: boolean, { platform, read, exists }: InterfaceSource): InterfaceKind {
  if (platform !== 'linux')
    return interfaceKind({ platform, name, loopback, hardwareType: null, wireless: null, device: null });
  // An alias (`eth0:1`) has no folder of its own.
  const folder = `/sys/class/net/${name.split(':')[0] ?? name}`;
  const type = read(`${folder}/type`);
  return interfaceKind({
    platform,
    name,
    loopback,
    hardwareType: type === null ? null : Number(type),
    wireless: exists(`${folder}/wireless`) || exists(`${folder}/phy80211`),
    device: exists(`${folder}/device`),
  });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return null;
  }
}
