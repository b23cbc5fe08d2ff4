// Passwords that every series takes and that can be read aloud.
import type { RandomBytes } from '../../shared/digest';
import type { PasswordKind } from '../family';

/** Without look-alikes (0 O o, 1 l I i, 5 S, 8 B, 2 Z) and without marks, which phones differ in (KX-HDV430 guide p. 93). */
const letters = 'ACDEFGHJKMNPQRTUVWXYacdefghjkmnpqrstuvwxyz';
const digits = '34679';

/** Web log-ins take 6 to 16 of `A–Z a–z 0–9 - _ .` on every series (KX-TGP500 guide p. 52, KX-HDV430 guide p. 93); what an account
 *  of a SIP server takes is the server's affair, and 20 of these fit everywhere. */
const lengths: Readonly<Record<PasswordKind, number>> = { line: 20, admin: 14, web: 14 };

/** 5.5 bits a character. At least one small and one capital letter and one digit. */
export function makePassword(kind: PasswordKind, randomBytes: RandomBytes): string {
  const alphabet = letters + digits;
  for (;;) {
    const text = Array.from({ length: lengths[kind] }, () => alphabet[evenly(alphabet.length, randomBytes)]).join('');
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)) return text;
  }
}

/** 0 up to, not including, `count`, each as likely as the others. */
function evenly(count: number, randomBytes: RandomBytes): number {
  const fair = 256 - (256 % count);
  for (;;) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < fair) return byte % count;
  }
}
