// Migration 0003 and its tables: the library's files, the phone book, the logs of phones.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import { library } from '../../../electron/adapters/database/migrations/0003-library';
import { openDatabase, phoneRecord } from '../../support/database';

const file = {
  name: 'a.fw',
  kind: 'firmware' as const,
  bytes: 3,
  sha256: 'ab'.repeat(32),
  stamp: '3-1-1',
  models: ['KX-UT113'],
  addedAt: 1000.5,
};

test('0003 leaves what was there, and makes its tables empty', () => {
  const database = new Database(':memory:');
  firstTables.apply(database);
  database.prepare("INSERT INTO site (name, sealed_token) VALUES ('Clinic', x'00')").run();
  library.apply(database);
  expect(database.prepare('SELECT name FROM site').all()).toEqual([{ name: 'Clinic' }]);
  for (const table of ['library_file', 'contact_book', 'contact', 'phone_log'])
    expect(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()).toEqual({ rows: 0 });
  database.close();
});

test('a name is taken once in a site, whatever its case, and again in another', async () => {
  const { library, sites } = await openDatabase();
  const [one, two] = [sites.insert({ name: 'A', siteToken: 'a' }), sites.insert({ name: 'B', siteToken: 'b' })];
  const first = library.insert({ ...file, siteId: one.id });
  expect(() => library.insert({ ...file, siteId: one.id, name: 'A.FW' })).toThrow('UNIQUE');
  library.insert({ ...file, siteId: two.id });
  expect(library.files(one.id)).toEqual([first]);
  library.saveModels(first.id, []);
  library.saveStamp(file.sha256, '3-2-2');
  expect(library.files(one.id)).toEqual([{ ...first, models: [], stamp: '3-2-2' }]);
  expect(library.files(two.id)).toMatchObject([{ models: ['KX-UT113'], stamp: '3-2-2' }]);
  library.remove(first.id);
  expect(library.hashes()).toEqual(new Set([file.sha256]));
});

test('all logs together are bounded: the oldest of any phone goes first', async () => {
  const { phoneLogs, phones, sites } = await openDatabase();
  const { id } = sites.insert({ name: 'A', siteToken: 'a' });
  const [one, two] = [phones.insert(phoneRecord(id, 1)), phones.insert(phoneRecord(id, 2))];
  const keep = { mostPerPhone: 20, mostBytes: 2_500 };
  for (const phone of [one, two, one, two])
    phoneLogs.append({ phoneId: phone.id, at: 1, name: 'x', body: new Uint8Array(1_000) }, keep);
  expect([phoneLogs.ofPhone(one.id).length, phoneLogs.ofPhone(two.id).length]).toEqual([1, 1]);
});

test('a phone book keeps its order', async () => {
  const { contacts, sites } = await openDatabase();
  const { id } = sites.insert({ name: 'A', siteToken: 'a' });
  expect(contacts.book(id)).toBeNull();
  const book = ['Zoe', 'Adam', 'Max'].map((name) => ({
    name,
    numbers: [{ kind: 2, number: '1' }],
    preferred: 1,
    ringtone: 2,
    group: 2,
  }));
  contacts.replace(id, book, 5);
  contacts.replace(id, book.slice(0, 2), 6);
  expect(contacts.book(id)).toEqual({ changedAt: 6, contacts: book.slice(0, 2) });
});
