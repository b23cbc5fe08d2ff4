import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';

/** What each phone holds, one sealed value per phone: a JSON array of name, value, name, value … Not compressed, because
 *  it is rewritten with every fetch of new content. */
export interface HeldTable {
  /** Does nothing when the phone was removed meanwhile. */
  save(phoneId: number, values: ReadonlyMap<string, string>): void;
  all(siteId: number): Map<number, Map<string, string>>;
  forget(phoneId: number): void;
}

interface HeldRow {
  readonly phone_id: number;
  readonly sealed: Uint8Array;
}

export function heldTable(connection: Connection, vault: Vault): HeldTable {
  const upsert = connection.prepare<[number, Uint8Array, number]>(
    `INSERT INTO held (phone_id, sealed) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM phone WHERE id = ?)
     ON CONFLICT DO UPDATE SET sealed = excluded.sealed`,
  );
  const selectAll = connection.prepare<[number], HeldRow>(
    'SELECT held.phone_id, held.sealed FROM held JOIN phone ON phone.id = held.phone_id WHERE phone.site_id = ?',
  );
  const forget = connection.prepare<[number]>('DELETE FROM held WHERE phone_id = ?');

  function toValues(row: HeldRow, shared: (text: string) => string): Map<string, string> {
    const json = Buffer.from(vault.open(row.sealed, place(row.phone_id))).toString('utf8');
    const texts = JSON.parse(json) as string[];
    const values = new Map<string, string>();
    for (let index = 0; index + 1 < texts.length; index += 2)
      values.set(shared(texts[index] ?? ''), shared(texts[index + 1] ?? ''));
    return values;
  }

  return {
    save(phoneId, values) {
      const sealed = vault.seal(Buffer.from(JSON.stringify([...values].flat())), place(phoneId));
      upsert.run(phoneId, sealed, phoneId);
    },
    all(siteId) {
      const shared = sharedTexts();
      return new Map(selectAll.all(siteId).map((row) => [row.phone_id, toValues(row, shared)]));
    },
    forget: (phoneId) => void forget.run(phoneId),
  };
}

function place(phoneId: number): string {
  return `held:${phoneId}`;
}

/** One copy of a text that thousands of phones have. */
function sharedTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const copy = known.get(text);
    if (copy === undefined) known.set(text, text);
    return copy ?? text;
  };
}
