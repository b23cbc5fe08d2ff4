import { fail, ok, type Result } from './result';

/** Twelve upper-case hexadecimal digits, no separators: `0080F0A1B2C3`. */
export type MacAddress = string & { readonly __brand: 'MacAddress' };

/** Takes a MAC in any usual form (colons, hyphens, dots, blanks, either case).
 *  Refuses what is not 12 digits, the all-zero address and group addresses (lowest bit of the first byte, IEEE 802). */
export function parseMacAddress(text: string): Result<MacAddress> {
  const digits = text
    .trim()
    .replace(/[\s:.\-_]/g, '')
    .toUpperCase();
  const individual = /^[0-9A-F][02468ACE][0-9A-F]{10}$/.test(digits) && digits !== '000000000000';
  if (individual) return ok(digits as MacAddress);
  return fail({
    code: 'MAC_INVALID',
    message: `"${text}" is not the MAC address of a device.`,
    remedy: 'Give the 12 hexadecimal digits printed on the phone, for example 00:80:F0:A1:B2:C3.',
  });
}
