import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';

/** What each phone holds, one sealed value per phone. Not compressed: it is rewritten with every fetch of new content. */
export interface HeldTable {
  /** Does nothing when the phone was removed meanwhile. */
  save(phoneId: number, values: ReadonlyMap<string, string>): void;
  all(siteId: number): Map<number, Map<string, string>>;
  forget(phoneId: number): void;
}

export function heldTable(connection: Connection, vault: Vault): HeldTable {
  const upsert = connection.prepare<[number, Uint8Array, number]>(
    `INSERT INTO held (phone_id, sealed) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM phone WHERE id = ?)
     ON CONFLICT DO UPDATE SET sealed = excluded.sealed`,
  );
  const selectAll = connection.prepare<[number], { phone_id: number; sealed: Uint8Array }>(
    'SELECT held.phone_id, held.sealed FROM held JOIN phone ON phone.id = held.phone_id WHERE phone.site_id = ?',
  );
  const forget = connection.prepare<[number]>('DELETE FROM held WHERE phone_id = ?');

  function toValues(phoneId: number, sealed: Uint8Array): Map<string, string> {
    const json = Buffer.from(vault.open(sealed, place(phoneId))).toString('utf8');
    return new Map(JSON.parse(json) as [string, string][]);
  }

  return {
    save(phoneId, values) {
      const sealed = vault.seal(Buffer.from(JSON.stringify([...values])), place(phoneId));
      upsert.run(phoneId, sealed, phoneId);
    },
    all: (siteId) => new Map(selectAll.all(siteId).map((row) => [row.phone_id, toValues(row.phone_id, row.sealed)])),
    forget: (phoneId) => void forget.run(phoneId),
  };
}

function place(phoneId: number): string {
  return `held:${phoneId}`;
}
