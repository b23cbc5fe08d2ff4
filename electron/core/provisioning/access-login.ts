// Who a login claims to be: the MAC of a phone, or `site` for the files that all phones share.
import { parseMacAddress, type MacAddress } from '../shared/mac-address';

/** The name of the site's own login. */
export const siteUser = 'site';
/** Says nothing of what answers. */
export const loginRealm = 'provisioning';

export type LoginName = { readonly kind: 'site' } | { readonly kind: 'phone'; readonly mac: MacAddress } | null;

export function loginName(user: string): LoginName {
  if (user.toLowerCase() === siteUser) return { kind: 'site' };
  const mac = user.length <= 17 ? parseMacAddress(user) : null;
  return mac?.ok ? { kind: 'phone', mac: mac.value } : null;
}

export const basicChallenge = `Basic realm="${loginRealm}", charset="UTF-8"`;

const longestHeader = 1024;

/** `Authorization: Basic …` (RFC 7617 §2). Null when it is none. */
export function parseBasicCredentials(header: string): { readonly user: string; readonly password: string } | null {
  if (header.length > longestHeader) return null;
  const encoded = /^\s*basic\s+([a-z0-9+/_-]+={0,2})\s*$/i.exec(header)?.[1];
  const text = encoded === undefined ? null : fromBase64(encoded);
  const colon = text?.indexOf(':') ?? -1;
  if (text === null || colon < 0) return null;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Octets as Latin-1; names and tokens of ours are ASCII, so another charset is a wrong login either way. */
function fromBase64(encoded: string): string {
  const plain = encoded.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  let text = '';
  let bits = 0;
  let held = 0;
  for (const digit of plain) {
    held = ((held << 6) | digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 0xff);
  }
  return text;
}
