import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';
import { pack, unpack } from './packed';

/** Contents that never change, each stored once under its hash. Sealed ones are bound to their hash. */
export interface BlobTable {
  has(hash: string): boolean;
  insert(hash: string, bytes: Uint8Array, secret: boolean): void;
  read(hash: string): Uint8Array | null;
  /** The bytes of a row read by another query. */
  plain(row: BlobRow): Uint8Array;
}

export interface BlobRow {
  readonly hash: string;
  readonly sealed: number;
  readonly bytes: Uint8Array;
}

export function blobTable(connection: Connection, vault: Vault): BlobTable {
  const find = connection.prepare<[string]>('SELECT 1 FROM blob WHERE hash = ?');
  const insert = connection.prepare<[string, number, Uint8Array]>(
    'INSERT INTO blob (hash, sealed, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const select = connection.prepare<[string], BlobRow>('SELECT hash, sealed, bytes FROM blob WHERE hash = ?');

  function plain({ hash, sealed, bytes }: BlobRow): Uint8Array {
    return unpack(sealed === 1 ? vault.open(bytes, `blob:${hash}`) : bytes);
  }

  return {
    has: (hash) => find.get(hash) !== undefined,
    insert(hash, bytes, secret) {
      const packed = pack(bytes);
      insert.run(hash, secret ? 1 : 0, secret ? vault.seal(packed, `blob:${hash}`) : packed);
    },
    read(hash) {
      const row = select.get(hash);
      return row ? plain(row) : null;
    },
    plain,
  };
}
