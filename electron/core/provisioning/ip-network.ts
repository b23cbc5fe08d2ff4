// IPv4 networks as commands and DHCP servers spell them. IPv6 gives null: nothing here is written for it.

/** `192.168.1.10`, `24` → `192.168.1.0`. Null for anything but an IPv4 literal with a prefix from 0 to 32. */
export function networkAddress(address: string, prefix: number): string | null {
  const number = ipv4Number(address);
  return number === null || !isPrefix(prefix) ? null : dotted((number & maskOf(prefix)) >>> 0);
}

/** `24` → `255.255.255.0`. */
export function netmask(prefix: number): string {
  return dotted(maskOf(Math.min(32, Math.max(0, prefix))));
}

export function isInNetwork(address: string, network: string, prefix: number): boolean {
  const asked = networkAddress(address, prefix);
  return asked !== null && asked === networkAddress(network, prefix);
}

export function isIpv4(text: string): boolean {
  return ipv4Number(text) !== null;
}

/** An IP literal of either kind, without brackets or zone; IPv6 by its form only, the system checks the rest. */
export function isIpLiteral(text: string): boolean {
  return isIpv4(text) || (/^[\da-f:.]{2,45}$/iu.test(text) && text.split(':').length > 2);
}

/** Every address of the computer. */
export function isAnyAddress(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function ipv4Number(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(text)?.slice(1);
  if (!parts || parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isPrefix(prefix: number): boolean {
  return Number.isInteger(prefix) && prefix >= 0 && prefix <= 32;
}

function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
