// From a passphrase to a key. scrypt (RFC 7914) at N = 2^17, r = 8 costs 128 MB and some 0.3 s per guess.
import { scrypt } from 'node:crypto';

export interface ScryptParameters {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
  /** Hex. */
  readonly salt: string;
}

export const scryptStrength = { cost: 2 ** 17, blockSize: 8, parallelization: 1 };

/** The same passphrase typed on another keyboard gives the same key: Unicode NFKC. */
export function passphraseKey(passphrase: string, parameters: ScryptParameters): Promise<Uint8Array> {
  const { cost, blockSize, parallelization, salt } = parameters;
  const options = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'hex'), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** Null when a stored text is no parameters, or would cost more memory than any strength we ever used. */
export function parseScryptParameters(json: string): ScryptParameters | null {
  const found = JSON.parse(json) as Partial<ScryptParameters>;
  const { cost, blockSize, parallelization, salt } = found;
  if (!cost || !blockSize || !parallelization || typeof salt !== 'string') return null;
  return cost * blockSize <= 2 ** 23 ? { cost, blockSize, parallelization, salt } : null;
}
