// AES-256-GCM with a random nonce per value. Layout: version byte, 12 bytes nonce, ciphertext, 16 bytes tag. The version
// and the place a value belongs to are authenticated with it.
import { createCipheriv, createDecipheriv, type CipherKey } from 'node:crypto';

export type RandomBytes = (sizeBytes: number) => Uint8Array;

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const overheadBytes = 1 + nonceBytes + tagBytes;

export function sealBytes(key: CipherKey, plain: Uint8Array, place: string, random: RandomBytes): Uint8Array {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(place));
  return Buffer.concat([Uint8Array.of(version), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Null when the bytes were altered, or sealed with another key or for another place. */
export function openBytes(key: CipherKey, sealed: Uint8Array, place: string): Uint8Array | null {
  if (sealed.length < overheadBytes || sealed[0] !== version) return null;
  const tagAt = sealed.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associated(place));
  decipher.setAuthTag(sealed.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, tagAt)), decipher.final()]);
  } catch {
    return null;
  }
}

function associated(place: string): Uint8Array {
  return Buffer.from(`cordboard sealed ${version}\0${place}`);
}
