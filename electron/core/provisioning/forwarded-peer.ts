import { parseIpAddress } from './peer-network';

/** Nobody has so many proxies one behind the other; bounds the work on a hostile header. */
const mostHops = 32;

/** Who really asks, where the direct peer may be a proxy that a person named. Read from the right: each proxy adds the address it
 *  was asked from, so the first one that is no proxy of ours is the peer, and everything left of it is what that peer claims
 *  (RFC 7239 §8.1). Anything that is no address leaves the hop before it as the peer. */
export function forwardedPeer(
  direct: string,
  forwardedFor: string | null,
  isProxy: (address: string) => boolean,
): string {
  if (forwardedFor === null || !isProxy(direct)) return direct;
  let peer = direct;
  for (const hop of forwardedFor.split(',').reverse().slice(0, mostHops)) {
    const address = hopAddress(hop.trim());
    if (address === null) return peer;
    peer = address;
    if (!isProxy(peer)) return peer;
  }
  return peer;
}

/** `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`; IPv4 in IPv6 clothes as IPv4. */
function hopAddress(text: string): string | null {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  const parsed = parseIpAddress(bare);
  if (!parsed) return null;
  if (parsed.width === 128) return bare.toLowerCase();
  return [24n, 16n, 8n, 0n].map((shift) => String((parsed.bits >> shift) & 255n)).join('.');
}
