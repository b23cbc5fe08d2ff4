import type { Result } from '../../core/shared/result';
import type { Problem } from '../../core/shared/problem';

export type UnlockedBy = 'keychain' | 'key-file' | 'passphrase';

/** Seals secrets with the data key. The key itself is kept wrapped: by the OS keychain (window), a key file (headless),
 *  and a recovery passphrase, so that window, headless host, command line and a restored backup can all be unlocked. */
export interface Vault {
  /** Null while locked. */
  readonly unlockedBy: UnlockedBy | null;
  /** A standing doubt about how the key is kept, e.g. KEYCHAIN_MISSING. */
  readonly warning: Problem | null;
  /** AES-256-GCM. Throws ProblemError SECRETS_LOCKED while locked, as do the two below. What was sealed for a `place`
   *  (e.g. `held:12`) opens only for the same one, so that a sealed value cannot be moved to another row. */
  seal(plain: Uint8Array, place?: string): Uint8Array;
  /** Throws ProblemError DATABASE_CORRUPT when the bytes were altered or sealed with another key or for another place. */
  open(sealed: Uint8Array, place?: string): Uint8Array;
  /** Keyed hash, so that equal contents are found without telling what they are. Hex. */
  fingerprint(plain: Uint8Array): string;
  /** Problems SECRETS_LOCKED (no passphrase was ever set), PASSPHRASE_WRONG. */
  unlock(passphrase: string): Promise<Result<UnlockedBy>>;
  /** Wraps the data key with a new recovery passphrase as well; replaces an earlier one. */
  setPassphrase(passphrase: string): Promise<Result<void>>;
}
