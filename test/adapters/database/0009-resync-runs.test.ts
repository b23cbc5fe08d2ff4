import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import { resyncRuns } from '../../../electron/adapters/database/migrations/0009-resync-runs';

test('0009 keeps the runs there are, and knows for whom a NOTIFY has left', () => {
  const database = new Database(':memory:');
  firstTables.apply(database);
  database.exec(`
    INSERT INTO site (id, name, sealed_token) VALUES (1, 'Clinic', x'00');
    INSERT INTO phone (id, site_id, mac, model, added_at, taken_files)
      VALUES (1, 1, '0080F0000001', 'KX-UT670', 0, '{}'), (2, 1, '0080F0000002', 'KX-UT670', 0, '{}');
    INSERT INTO resync_run (id, site_id, started_at, ended_at, cause, total) VALUES (1, 1, 1, 2, 'a', 1), (2, 1, 3, NULL, 'b', 2);
    INSERT INTO resync_step (run_id, phone_id, step, at, detail) VALUES
      (1, 1, 'queued', 1, ''), (1, 1, 'sent', 1.5, ''), (2, 1, 'queued', 3, ''), (2, 2, 'queued', 3, ''), (2, 2, 'sent', 4, '');
  `);
  resyncRuns.apply(database);
  expect(
    database.prepare('SELECT id, state, note, parent_id, revision, options FROM resync_run ORDER BY id').all(),
  ).toEqual([
    { id: 1, state: 'ended', note: null, parent_id: null, revision: 0, options: '{}' },
    { id: 2, state: 'running', note: null, parent_id: null, revision: 0, options: '{}' },
  ]);
  expect(database.prepare('SELECT * FROM resync_claim').all()).toEqual([
    { run_id: 1, phone_id: 1, at: 1.5 },
    { run_id: 2, phone_id: 2, at: 4 },
  ]);
  expect(() => database.exec(`UPDATE resync_run SET state = 'waiting'`)).toThrow('CHECK');
  expect(() => database.exec('INSERT INTO resync_claim VALUES (2, 2, 5)')).toThrow('UNIQUE');
  database.close();
});
