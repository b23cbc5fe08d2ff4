// Linux's /proc/net/arp (proc_net(5)): a header, then `IP HW-type Flags HW-address Mask Device`, in columns.
import { parseMacAddress, type MacAddress } from '../../core/shared/mac-address';

/** ATF_COM of linux/if_arp.h: the entry has an answer. */
const complete = 0x02;
const ethernet = 0x1;

/** IPv4 address → MAC; null where two interfaces tell different ones. Never throws, whatever the text. */
export function parseArpTable(text: string): ReadonlyMap<string, MacAddress | null> {
  const found = new Map<string, MacAddress | null>();
  for (const line of text.split('\n').slice(1)) {
    const [address = '', type = '', flags = '', hardware = ''] = line.trim().split(/\s+/);
    const mac = parseMacAddress(hardware);
    if (Number(type) !== ethernet || !(Number(flags) & complete) || !mac.ok) continue;
    found.set(address, found.has(address) && found.get(address) !== mac.value ? null : mac.value);
  }
  return found;
}
