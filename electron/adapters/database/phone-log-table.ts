import type { PhoneLog, PhoneLogStore } from '../../services/library/library-store';
import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';
import { pack, unpack } from './packed';

export function phoneLogTable(connection: Connection, vault: Vault): PhoneLogStore {
  const selectOfPhone = connection.prepare<[number], PhoneLog>(
    'SELECT id, at, name, bytes FROM phone_log WHERE phone_id = ? ORDER BY id DESC',
  );
  const select = connection.prepare<[number], { phone_id: number; at: number; name: string; sealed: Uint8Array }>(
    'SELECT phone_id, at, name, sealed FROM phone_log WHERE id = ?',
  );
  const insert = connection.prepare<[number, number, string, number, Uint8Array]>(
    'INSERT INTO phone_log (phone_id, at, name, bytes, sealed) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteOfPhone = connection.prepare<[number, number, number]>(
    `DELETE FROM phone_log WHERE phone_id = ? AND id NOT IN
       (SELECT id FROM phone_log WHERE phone_id = ? ORDER BY id DESC LIMIT ?)`,
  );
  const sizeOfAll = connection.prepare<[], { bytes: number | null }>('SELECT sum(bytes) AS bytes FROM phone_log');
  const deleteOldest = connection.prepare<[]>('DELETE FROM phone_log WHERE id = (SELECT min(id) FROM phone_log)');

  return {
    ofPhone: (phoneId) => selectOfPhone.all(phoneId),
    read(id) {
      const row = select.get(id);
      if (!row) return null;
      const { phone_id: phoneId, at, name, sealed } = row;
      return { phoneId, at, name, body: unpack(vault.open(sealed, placeOf(phoneId))) };
    },
    append({ phoneId, at, name, body }, { mostPerPhone, mostBytes }) {
      const sealed = vault.seal(pack(body), placeOf(phoneId));
      connection.write(() => {
        insert.run(phoneId, at, name, body.length, sealed);
        deleteOfPhone.run(phoneId, phoneId, mostPerPhone);
        while ((sizeOfAll.get()?.bytes ?? 0) > mostBytes) deleteOldest.run();
      });
    },
  };
}

function placeOf(phoneId: number): string {
  return `log:${phoneId}`;
}
