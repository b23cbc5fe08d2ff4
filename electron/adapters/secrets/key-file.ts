// `secret.key`: a random key in a file only its owner may read, for hosts without a keychain.
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { ProblemError, type Problem } from '../../core/shared/problem';
import type { RandomBytes } from './sealed-bytes';

const keyBytes = 32;

/** Null when there is none, or none that is ours. */
export function readKeyFile(path: string): Uint8Array | null {
  try {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    return key.length === keyBytes ? key : null;
  } catch {
    return null;
  }
}

/** Makes the file, mode 0600, on the disk before this returns; takes a good one that is there (a first start cut short).
 *  Throws ProblemError FILE_EXISTS, DATA_FOLDER_READ_ONLY or DISK_FULL. */
export function createKeyFile(path: string, random: RandomBytes): Uint8Array {
  const found = readKeyFile(path);
  if (found) return found;
  const key = random(keyBytes);
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    try {
      writeSync(descriptor, `${Buffer.from(key).toString('hex')}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new ProblemError(writeProblem(path, error));
  }
  return key;
}

/** Says how weakly a key file guards: it lies beside the database, and others may even read it. Null when there is none. */
export function keyFileWarning(path: string): Problem | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return null;
  const othersMayRead = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
  if (othersMayRead)
    return {
      code: 'KEYCHAIN_MISSING',
      message: `Without a keychain the key of all secrets lies in ${path}, and other users of this computer may read it.`,
      remedy: `Run: chmod 600 ${path}. Or use a passphrase file, or start the window once on a system with a keychain.`,
    };
  return {
    code: 'KEYCHAIN_MISSING',
    message: `Without a keychain the key of all secrets lies beside the database, in ${path}: who copies the folder can read them.`,
    remedy: 'Use a passphrase file or a system with a keychain for a new data folder; keep this one from other people.',
  };
}

function writeProblem(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return { code: 'DISK_FULL', message: `The disk of ${path} is full.`, remedy: 'Free some space and start again.' };
  if (code === 'EEXIST')
    return {
      code: 'FILE_EXISTS',
      message: `${path} is there, but holds no key of Cordboard.`,
      remedy: 'Move that file away and start again.',
    };
  return {
    code: 'DATA_FOLDER_READ_ONLY',
    message: `The key file ${path} cannot be written: ${detail}.`,
    remedy: 'Make the data folder writable for you, or give another one.',
  };
}
