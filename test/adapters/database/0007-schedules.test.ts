import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import { schedules } from '../../../electron/adapters/database/migrations/0007-schedules';

test('0007 keeps schedules and runs; what they missed before is not made up for', () => {
  const database = new Database(':memory:');
  firstTables.apply(database);
  database.exec(`
    INSERT INTO site (id, name, sealed_token) VALUES (1, 'Here', x'00');
    INSERT INTO schedule (site_id, cron, action, phones, created_at) VALUES (1, '0 2 * * *', 'resync', '{"all":true}', 5);
    INSERT INTO resync_run (id, site_id, started_at, cause, total) VALUES (3, 1, 6, 'Schedule 1', 1);
    INSERT INTO schedule_run (schedule_id, started_at, outcome, resync_run_id) VALUES (1, 6, 'Resync run 3 over 1 phone', 3), (1, 7, 'There is no phone', NULL);
  `);
  const before = Date.now() - 1;
  schedules.apply(database);
  const [schedule] = database.prepare<[], Record<string, unknown>>('SELECT * FROM schedule').all();
  expect(schedule).toMatchObject({
    cron: '0 2 * * *',
    at: null,
    on_wake: 0,
    action: 'resync',
    phones: '{"all":true}',
    work: '{}',
    paused: 0,
    missed: 'run-on-wake',
  });
  expect(schedule?.['seen_to']).toBeGreaterThan(before);
  expect(database.prepare('SELECT started_at, ended_at, due_at, state FROM schedule_run').all()).toEqual([
    { started_at: 6, ended_at: 6, due_at: null, state: 'done' },
    { started_at: 7, ended_at: 7, due_at: null, state: 'failed' },
  ]);
  expect(() => database.exec(`UPDATE schedule_run SET state = 'bored'`)).toThrow('CHECK');
  expect(() => database.exec(`UPDATE schedule SET missed = 'sulk'`)).toThrow('CHECK');
  database.close();
});
