import type { KeyWrap, KeyWrapStore } from '../../services/settings/key-wrap-store';
import type { Connection } from './connection';

interface KeyWrapRow {
  readonly kind: KeyWrap['kind'];
  readonly parameters: string;
  readonly wrapped: Uint8Array;
  readonly created_at: number;
}

export function keyWrapTable(connection: Connection): KeyWrapStore {
  const selectAll = connection.prepare<[], KeyWrapRow>('SELECT * FROM key_wrap ORDER BY kind');
  const upsert = connection.prepare<[string, string, Uint8Array, number]>(
    `INSERT INTO key_wrap (kind, parameters, wrapped, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET parameters = excluded.parameters, wrapped = excluded.wrapped, created_at = excluded.created_at`,
  );

  return {
    all: () => selectAll.all().map(toKeyWrap),
    save({ kind, parameters, wrapped, createdAt }) {
      connection.writeDurably(() => upsert.run(kind, parameters, wrapped, createdAt));
    },
  };
}

function toKeyWrap(row: KeyWrapRow): KeyWrap {
  const { kind, parameters, wrapped } = row;
  return { kind, parameters, wrapped, createdAt: row.created_at };
}
