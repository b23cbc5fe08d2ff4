import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entry, openDatabase, temporaryFolder } from '../../support/database';

test('a backup is one file that opens as a data folder of its own, what was just recorded included', async () => {
  const { sites, journal, database, folder } = await openDatabase();
  const site = sites.insert({ name: 'Clinic', siteToken: 'token' });
  journal.record(site.id, entry());
  const target = temporaryFolder();
  const made = await database.backup.create(join(target, 'cordboard.db'));
  expect(made).toMatchObject({ ok: true, value: { file: join(target, 'cordboard.db') } });
  expect(readdirSync(target)).toEqual(['cordboard.db']);
  writeFileSync(join(target, 'secret.key'), readFileSync(join(folder, 'secret.key')));
  const restored = await openDatabase(target);
  expect(restored.sites.all()).toEqual([site]);
  expect(restored.journal.requests(site.id, { limit: 9 })).toHaveLength(1);
});

test('a backup made while writing goes on is consistent', async () => {
  const { sites, journal, database } = await openDatabase();
  const site = sites.insert({ name: 'Clinic', siteToken: 'token' });
  for (let row = 0; row < 20_000; row += 1) journal.record(site.id, entry());
  const target = temporaryFolder();
  const making = database.backup.create(join(target, 'cordboard.db'));
  for (let row = 0; row < 100; row += 1) {
    journal.record(site.id, entry());
    journal.flush();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await making).ok).toBe(true);
  writeFileSync(join(target, 'secret.key'), '');
  const { database: copy } = await openDatabase(target);
  copy.close();
});

test('a backup never replaces a file', async () => {
  const { database, folder } = await openDatabase();
  const file = join(folder, 'mine.db');
  writeFileSync(file, 'mine');
  expect(await database.backup.create(file)).toMatchObject({ ok: false, problem: { code: 'FILE_EXISTS' } });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a backup into a folder that is missing, or onto a folder, is a problem, and leaves nothing behind', async () => {
  const { database, folder } = await openDatabase();
  const missing = await database.backup.create(join(folder, 'missing', 'backup.db'));
  expect(missing).toMatchObject({ ok: false, problem: { code: 'FILE_UNREADABLE' } });
  mkdirSync(join(folder, 'taken'));
  expect(await database.backup.create(join(folder, 'taken'))).toMatchObject({
    ok: false,
    problem: { code: 'FILE_EXISTS' },
  });
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});
