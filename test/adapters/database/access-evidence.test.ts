import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { accessEvidence } from '../../../electron/adapters/database/migrations/0004-access-evidence';
import { openDatabase, phoneRecord } from '../../support/database';

test('0004 adds a table for evidence to a database that has phones, and goes with them', () => {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE phone (id INTEGER PRIMARY KEY) STRICT; INSERT INTO phone VALUES (1)');
  accessEvidence.apply(database);
  database.exec("INSERT INTO evidence VALUES (1, 'notified', 5.5, NULL), (1, 'disarmed', 6, '10.0.0.1')");
  expect(() => database.exec("INSERT INTO evidence VALUES (1, 'other', 1, NULL)")).toThrow('CHECK');
  database.exec('DELETE FROM phone');
  expect(database.prepare('SELECT count(*) AS rows FROM evidence').get()).toEqual({ rows: 0 });
  database.close();
});

test('evidence is written behind, replaced by kind, taken back, and read of its own site only', async () => {
  const { evidence, phones, sites, folder, database } = await openDatabase();
  const [here, there] = ['Clinic', 'School'].map((name) => sites.insert({ name, siteToken: name }).id) as [
    number,
    number,
  ];
  const phone = phones.insert(phoneRecord(here, 1));
  const other = phones.insert(phoneRecord(there, 2));
  evidence.note({ phoneId: phone.id, kind: 'notified', at: 1, peer: null });
  evidence.note({ phoneId: phone.id, kind: 'notified', at: 2, peer: '10.0.0.1' });
  evidence.note({ phoneId: phone.id, kind: 'disarmed', at: 3, peer: '10.0.0.1' });
  evidence.note({ phoneId: other.id, kind: 'address-by-hand', at: 4, peer: null });
  evidence.forget(phone.id, 'disarmed');
  expect(evidence.all(here)).toEqual([{ phoneId: phone.id, kind: 'notified', at: 2, peer: '10.0.0.1' }]);
  database.close();
  const again = await openDatabase(folder);
  expect(again.evidence.all(there)).toEqual([{ phoneId: other.id, kind: 'address-by-hand', at: 4, peer: null }]);
});

test('evidence of a phone that is removed before it is written is dropped without trouble', async () => {
  const { evidence, phones, sites, problems } = await openDatabase();
  const siteId = sites.insert({ name: 'Clinic', siteToken: 't' }).id;
  const phone = phones.insert(phoneRecord(siteId, 1));
  phones.remove([phone.id]);
  evidence.note({ phoneId: phone.id, kind: 'notified', at: 1, peer: null });
  expect(evidence.all(siteId)).toEqual([]);
  expect(problems).toEqual([]);
});
