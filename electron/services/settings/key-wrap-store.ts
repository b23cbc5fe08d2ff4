import type { UnlockedBy } from './vault';

/** The data key, encrypted once for each way of unlocking it. */
export interface KeyWrap {
  readonly kind: UnlockedBy;
  /** What unwrapping needs beside the secret itself, as JSON; written and read by the vault alone. */
  readonly parameters: string;
  readonly wrapped: Uint8Array;
  readonly createdAt: number;
}

/** Readable while the vault is locked: it is what unlocks it. */
export interface KeyWrapStore {
  all(): KeyWrap[];
  /** Replaces the wrap of the same kind. On disk before this returns. */
  save(wrap: KeyWrap): void;
}
