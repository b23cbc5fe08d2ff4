import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { ProblemError } from '../../core/shared/problem';
import { openBytes, sealBytes, type RandomBytes } from './sealed-bytes';

/** What an unlocked vault does. */
export interface DataKeySeals {
  seal(plain: Uint8Array, place: string): Uint8Array;
  open(sealed: Uint8Array, place: string): Uint8Array;
  fingerprint(plain: Uint8Array): string;
}

/** One key for each use, derived from the data key by HKDF (RFC 5869). */
export function dataKeySeals(dataKey: Uint8Array, random: RandomBytes): DataKeySeals {
  const sealingKey = derived(dataKey, 'cordboard seal 1');
  const fingerprintKey = derived(dataKey, 'cordboard fingerprint 1');
  return {
    seal: (plain, place) => sealBytes(sealingKey, plain, place, random),
    open(sealed, place) {
      const plain = openBytes(sealingKey, sealed, place);
      if (plain) return plain;
      throw new ProblemError({
        code: 'DATABASE_CORRUPT',
        message: 'A sealed value of the database cannot be opened: it was altered, or sealed with another key.',
        remedy: 'Restore a backup of this data folder.',
      });
    },
    fingerprint: (plain) => createHmac('sha256', fingerprintKey).update(plain).digest('hex'),
  };
}

/** A key object: Node works six times as long with one given as bytes. */
function derived(dataKey: Uint8Array, use: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(0), use, 32)));
}
