// A database of the first schema, with a ledger in it, as this version finds it.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import { entry, openDatabase, temporaryFolder } from '../../support/database';

const count = 3000;

/** As the first version left it: no auto_vacuum, indexes by phone and by MAC. */
function firstVersion(folder: string): void {
  const raw = new Database(join(folder, 'cordboard.db'));
  raw.pragma('journal_mode = WAL');
  raw.transaction(() => {
    firstTables.apply(raw);
    raw.pragma('user_version = 1');
    const insert = raw.prepare(
      `INSERT INTO request (site_id, at, protocol, remote, method, path, mac, status, reason, bytes, duration_ms)
       VALUES (1, ?, 'http', '192.0.2.1', 'GET', '/KX-UT670.cfg', '0080F0000001', 200, 'served', 5, 0.5)`,
    );
    for (let row = 1; row <= count; row++) insert.run(row);
  })();
  raw.close();
}

test('0002 keeps every row, drops what made rows dear, and makes the file one that can shrink', async () => {
  const folder = temporaryFolder();
  firstVersion(folder);
  const { journal, ledger, ledgerUpkeep, database } = await openDatabase(folder);
  expect(journal.requests(1, { limit: count + 1 })).toHaveLength(count);
  const { rows } = await ledger.search(1, { words: ['0080f0000001'], limit: 1 });
  expect(rows).toMatchObject([{ id: count, at: count }]);

  expect(ledgerUpkeep.removeOldest(count, null)).toBe(count - 1);
  while (ledgerUpkeep.shrink(20) > 0) continue;
  database.close();
  const raw = new Database(join(folder, 'cordboard.db'));
  expect(raw.pragma('auto_vacuum', { simple: true })).toBe(2);
  const indexes = raw.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE tbl_name = 'request'`).pluck().all();
  expect(indexes.sort()).toEqual(['request', 'request_by_time', 'request_is_append_only']);
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  raw.close();
  expect(statSync(join(folder, 'cordboard.db')).size).toBeLessThan(
    statSync(join(folder, 'cordboard.before-0002.db')).size,
  );
});

test('a ledger row can be removed by retention, and changed by nobody', async () => {
  const { journal, database, folder, sites } = await openDatabase();
  const site = sites.insert({ name: 'Clinic', siteToken: 't' });
  journal.record(site.id, entry());
  database.close();
  const raw = new Database(join(folder, 'cordboard.db'));
  expect(() => raw.exec('UPDATE request SET status = 404')).toThrow('the ledger is append-only');
  raw.close();
});
