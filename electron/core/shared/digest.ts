/** SHA-256 as lower-case hex; text is hashed as UTF-8. Handed in, because core and services know no platform. */
export type Sha256 = (data: Uint8Array | string) => string;

/** Cryptographically strong random bytes, handed in for the same reason. */
export type RandomBytes = (count: number) => Uint8Array;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A token that is safe in a path. Each character carries 6 bits: 24 of them hold 144. */
export function randomToken(randomBytes: RandomBytes, characters = 24): string {
  return Array.from(randomBytes(characters), (byte) => alphabet[byte % 64]).join('');
}
