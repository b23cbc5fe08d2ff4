import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openWorkstationDatabase } from '../../../electron/adapters/database/workstation-database';
import { firstTables } from '../../../electron/adapters/database/migrations/0001-first-tables';
import type { Migration } from '../../../electron/adapters/database/migrations/migration';
import { migrations, newestVersion } from '../../../electron/adapters/database/migrations/migrations';
import { openDatabase, temporaryFolder, valueOf } from '../../support/database';
import { TestClock } from '../../support/test-clock';

const newest = newestVersion();

const addsColumn: Migration = {
  number: newest + 1,
  apply: (database) => void database.exec(`ALTER TABLE site ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'`),
};
const fails: Migration = {
  number: newest + 2,
  apply(database) {
    database.exec('CREATE TABLE half_done (a INTEGER) STRICT');
    throw new Error('A migration with a bug');
  },
};

function schemaOf(file: string): string {
  const database = new Database(file, { readonly: true });
  const parts = database
    .prepare<[], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`)
    .all();
  database.close();
  return `${parts.map(({ sql }) => sql.replace(/^ {6}/gm, '')).join(';\n\n')};\n`;
}

test('the schema is the one of schema.snapshot.sql: a change of it is seen, and needs a new migration', async () => {
  const { folder, database } = await openDatabase();
  database.close();
  await expect(schemaOf(join(folder, 'cordboard.db'))).toMatchFileSnapshot('schema.snapshot.sql');
});

test('migrations are numbered without gaps, and every table is STRICT', async () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  const { folder, database } = await openDatabase();
  database.close();
  const raw = new Database(join(folder, 'cordboard.db'), { readonly: true });
  const tables = raw.pragma('table_list') as { name: string; type: string; strict: number }[];
  raw.close();
  expect(tables.filter(({ name, strict }) => !name.startsWith('sqlite_') && strict === 0)).toEqual([]);
});

/** Opened by a program that knew no more than these steps, and closed again. */
function openOnce(folder: string, known: readonly Migration[]): void {
  valueOf(openWorkstationDatabase(folder, { clock: new TestClock(), onProblem: () => {}, migrations: known })).close();
}

test('0001 makes a new database, with no copy of nothing', () => {
  const folder = temporaryFolder();
  openOnce(folder, [firstTables]);
  expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
});

test('an existing database is copied before it is migrated, and keeps its rows', async () => {
  const first = await openDatabase();
  first.sites.insert({ name: 'Clinic', siteToken: 't' });
  first.database.close();
  const { sites } = await openDatabase(first.folder, { migrations: [...migrations, addsColumn] });
  expect(sites.all()).toMatchObject([{ name: 'Clinic' }]);
  const copyName = `cordboard.before-${String(newest + 1).padStart(4, '0')}.db`;
  const copy = new Database(join(first.folder, copyName), { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(newest);
  expect(copy.prepare('SELECT name FROM site').get()).toEqual({ name: 'Clinic' });
  copy.close();
});

test('a migration that fails leaves the database as it was', async () => {
  const first = await openDatabase();
  first.database.close();
  const file = join(first.folder, 'cordboard.db');
  const before = schemaOf(file);
  const options = { clock: new TestClock(), onProblem: () => {}, migrations: [...migrations, addsColumn, fails] };
  expect(() => openWorkstationDatabase(first.folder, options)).toThrow('A migration with a bug');
  expect(schemaOf(file)).toBe(before);
  expect(readFileSync(file).readInt32BE(60)).toBe(newest);
  expect(existsSync(join(first.folder, 'owner.json'))).toBe(false);
});
