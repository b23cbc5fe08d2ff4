import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import { addressGone } from '../../../electron/adapters/database/migrations/0006-address-gone';
import { poweredOff } from '../../../electron/adapters/database/migrations/0008-powered-off';
import { openDatabase } from '../../support/database';

test('0008 keeps the spans there are, and lets one end because the computer was switched off', () => {
  const database = new Database(':memory:');
  firstTables.apply(database);
  addressGone.apply(database);
  database.exec(
    `INSERT INTO presence (from_at, heartbeat_at, ended_by) VALUES (1.5, 2.5, 'address-gone'), (3, 4, NULL)`,
  );
  const before = database.prepare('SELECT * FROM presence').all();
  poweredOff.apply(database);
  expect(database.prepare('SELECT * FROM presence').all()).toEqual(before);
  database.exec(`UPDATE presence SET ended_by = 'shutdown' WHERE id = 2`);
  expect(() => database.exec(`UPDATE presence SET ended_by = 'bored'`)).toThrow('CHECK');
  database.close();
});

test('a span that ended so is read back so', async () => {
  const { presence } = await openDatabase();
  presence.open(1);
  presence.close(2, 'shutdown');
  expect(presence.spans(100)).toEqual([{ from: 1, to: 2, endedBy: 'shutdown' }]);
});
