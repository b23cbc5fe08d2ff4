import type { TokenRecord, TokenState, TokenStore } from '../../services/provisioning/provisioning-store';
import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';

interface TokenRow {
  readonly phone_id: number;
  readonly generation: number;
  readonly sealed: Uint8Array;
  readonly state: TokenState;
  readonly created_at: number;
  readonly first_used_at: number | null;
}

export function tokenTable(connection: Connection, vault: Vault): TokenStore {
  const selectAll = connection.prepare<[number], TokenRow>(
    `SELECT token.* FROM token JOIN phone ON phone.id = token.phone_id
     WHERE phone.site_id = ? ORDER BY token.phone_id, token.generation`,
  );
  const insert = connection.prepare<[number, number, Uint8Array, string, number, number | null]>(
    `INSERT INTO token (phone_id, generation, sealed, state, created_at, first_used_at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const update = connection.prepare<[string | null, number | null, number, number]>(
    `UPDATE token SET state = COALESCE(?, state), first_used_at = COALESCE(?, first_used_at)
     WHERE phone_id = ? AND generation = ?`,
  );
  // A token ended when the next one of its phone was made.
  const prune = connection.prepare<[number]>(
    `DELETE FROM token WHERE state <> 'current' AND EXISTS (
       SELECT 1 FROM token AS next WHERE next.phone_id = token.phone_id
       AND next.generation > token.generation AND next.created_at < ?)`,
  );

  function toToken(row: TokenRow): TokenRecord {
    const token = Buffer.from(vault.open(row.sealed, place(row.phone_id, row.generation))).toString('utf8');
    const { generation, state } = row;
    return {
      phoneId: row.phone_id,
      token,
      generation,
      state,
      createdAt: row.created_at,
      firstUsedAt: row.first_used_at,
    };
  }

  return {
    all: (siteId) => selectAll.all(siteId).map(toToken),
    insert({ phoneId, token, generation, state, createdAt, firstUsedAt }) {
      const sealed = vault.seal(Buffer.from(token), place(phoneId, generation));
      connection.write(() => insert.run(phoneId, generation, sealed, state, createdAt, firstUsedAt));
    },
    update(phoneId, generation, { state, firstUsedAt }) {
      connection.write(() => update.run(state ?? null, firstUsedAt ?? null, phoneId, generation));
    },
    prune: (beforeAt) => void connection.write(() => prune.run(beforeAt)),
  };
}

function place(phoneId: number, generation: number): string {
  return `token:${phoneId}:${generation}`;
}
