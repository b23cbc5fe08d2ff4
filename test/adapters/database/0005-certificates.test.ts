import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../../electron/adapters/database/migrations/migrations';
import { openDatabase, rawBytes, temporaryFolder } from '../../support/database';

const before = migrations.filter(({ number }) => number < 5);

test('0005 gives an older database a place for certificates, and keeps its sites', async () => {
  const folder = temporaryFolder();
  const raw = new Database(join(folder, 'cordboard.db'));
  for (const migration of before) migration.apply(raw);
  raw.pragma('user_version = 4');
  raw.prepare('INSERT INTO site (id, name, sealed_token) VALUES (7, ?, ?)').run('Clinic', Buffer.from('sealed'));
  raw.close();
  const { certificates, database } = await openDatabase(folder);
  expect(certificates.all(7)).toEqual([]);
  certificates.save(7, { role: 'root', certificate: 'PEM', key: 'the key', createdAt: 5 });
  expect(certificates.all(7)).toEqual([{ role: 'root', certificate: 'PEM', key: 'the key', createdAt: 5 }]);
  database.close();
});

test('each site has at most one of each role; keys lie sealed for their own place', async () => {
  const { certificates, sites, folder, database } = await openDatabase();
  const [one, two] = [sites.insert({ name: 'A', siteToken: 'a' }).id, sites.insert({ name: 'B', siteToken: 'b' }).id];
  const record = { certificate: 'PEM', key: 'Key-of-a-certificate', createdAt: 1 };
  certificates.save(one, { ...record, role: 'issued' });
  certificates.save(one, { ...record, role: 'issued', certificate: 'PEM 2', createdAt: 2 });
  certificates.save(one, { ...record, role: 'imported' });
  certificates.save(two, { ...record, role: 'issued' });
  expect(certificates.all(one)).toMatchObject([
    { role: 'imported' },
    { role: 'issued', certificate: 'PEM 2', createdAt: 2 },
  ]);
  certificates.remove(one, 'imported');
  expect(certificates.all(one).map(({ role }) => role)).toEqual(['issued']);
  for (const [name, bytes] of rawBytes(folder)) expect(bytes.includes('Key-of-a-certificate'), name).toBe(false);
  database.close();
  const raw = new Database(join(folder, 'cordboard.db'));
  raw.prepare('UPDATE certificate SET sealed_key = (SELECT sealed_key FROM certificate WHERE site_id = ?)').run(two);
  raw.close();
  const moved = await openDatabase(folder);
  expect(() => moved.certificates.all(one)).toThrow(/altered/);
});
