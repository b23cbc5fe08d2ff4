// Opening the data folder: what is refused, with which words, and that nothing is changed then.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { openWorkstationDatabase } from '../../../electron/adapters/database/workstation-database';
import type { Problem } from '../../../electron/core/shared/problem';
import { entry, openDatabase, temporaryFolder } from '../../support/database';
import { TestClock } from '../../support/test-clock';

const options = { clock: new TestClock(), onProblem: vi.fn<(problem: Problem | null) => void>() };

function refusal(folder: string): Problem {
  const opened = openWorkstationDatabase(folder, options);
  if (!opened.ok) return opened.problem;
  opened.value.close();
  throw new Error('It was opened.');
}

/** Permissions mean nothing to root: there, the work is done as an ordinary user. */
function asOrdinaryUser<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

function folderOfOrdinaryUser(): string {
  const folder = temporaryFolder();
  if (process.geteuid?.() === 0) chownSync(folder, 65534, 65534);
  return folder;
}

test('a missing folder is made, for its owner alone, and so is the database', async () => {
  const folder = join(temporaryFolder(), 'new', 'data');
  await openDatabase(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'cordboard.db')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'cordboard.db-wal')).mode & 0o777).toBe(0o600);
});

test('a closed database leaves one database file, the lock file, and no owner', async () => {
  const { folder, database } = await openDatabase();
  expect(existsSync(join(folder, 'owner.json'))).toBe(true);
  database.close();
  expect(readdirSync(folder).sort()).toEqual(['cordboard.db', 'lock.db', 'secret.key']);
});

test('a file in the place of the folder is refused', () => {
  const file = join(temporaryFolder(), 'data');
  writeFileSync(file, 'mine');
  expect(refusal(file)).toMatchObject({ code: 'DATA_FOLDER_UNREADABLE', remedy: expect.stringContaining('folder') });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a folder under a file is refused and not made', () => {
  const file = join(temporaryFolder(), 'data');
  writeFileSync(file, 'mine');
  expect(refusal(join(file, 'below', 'deeper')).code).toBe('DATA_FOLDER_UNREADABLE');
});

test('a folder that may not be read is refused', () => {
  const folder = folderOfOrdinaryUser();
  chmodSync(folder, 0o300);
  expect(asOrdinaryUser(() => refusal(folder)).code).toBe('DATA_FOLDER_UNREADABLE');
});

test('a read-only folder is refused, and so is one that cannot be made', () => {
  const folder = folderOfOrdinaryUser();
  chmodSync(folder, 0o500);
  expect(asOrdinaryUser(() => refusal(folder))).toMatchObject({
    code: 'DATA_FOLDER_READ_ONLY',
    message: expect.stringContaining(folder),
  });
  expect(asOrdinaryUser(() => refusal(join(folder, 'below'))).code).toBe('DATA_FOLDER_READ_ONLY');
  expect(readdirSync(folder)).toEqual([]);
});

test('a read-only database file is refused before anything is made beside it', () => {
  const folder = folderOfOrdinaryUser();
  const file = join(folder, 'cordboard.db');
  new Database(file).exec('CREATE TABLE t (a)').close();
  chmodSync(file, 0o444);
  expect(asOrdinaryUser(() => refusal(folder)).code).toBe('DATA_FOLDER_READ_ONLY');
  expect(readdirSync(folder)).toEqual(['cordboard.db']);
});

test('a file that is no database is refused and left as it is', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'cordboard.db');
  writeFileSync(file, 'These are my shopping notes.');
  expect(refusal(folder)).toMatchObject({ code: 'DATABASE_CORRUPT', remedy: expect.stringContaining('backup') });
  expect(readFileSync(file, 'utf8')).toBe('These are my shopping notes.');
  expect(readdirSync(folder)).toEqual(['cordboard.db']);
});

test('a database with a damaged page is refused and left as it is', async () => {
  const { folder, sites, journal, database } = await openDatabase();
  const site = sites.insert({ name: 'Clinic', siteToken: 't' });
  for (let row = 0; row < 500; row += 1) journal.record(site.id, entry());
  database.close();
  const file = join(folder, 'cordboard.db');
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4096 * 8, 0xa5), 0, 4096 * 8, 4096 * 3);
  closeSync(descriptor);
  const damaged = readFileSync(file);
  expect(refusal(folder).code).toBe('DATABASE_CORRUPT');
  expect(readFileSync(file).equals(damaged)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['cordboard.db', 'lock.db', 'secret.key']);
});

test('a database from a newer version is refused and left as it is', async () => {
  const { folder, database } = await openDatabase();
  database.close();
  const file = join(folder, 'cordboard.db');
  const newer = new Database(file);
  newer.pragma('user_version = 99');
  newer.close();
  const before = readFileSync(file);
  expect(refusal(folder)).toMatchObject({ code: 'DATABASE_NEWER', remedy: expect.stringContaining('Update') });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a version that is only in the log beside the database is seen as well', async () => {
  const { folder } = await openDatabase();
  // A second connection while the first is open: the newer version stays in the log.
  const other = new Database(join(folder, 'cordboard.db'));
  other.pragma('user_version = 99');
  const copy = temporaryFolder();
  for (const name of ['cordboard.db', 'cordboard.db-wal'])
    writeFileSync(join(copy, name), readFileSync(join(folder, name)));
  other.pragma('user_version = 1');
  other.close();
  expect(refusal(copy).code).toBe('DATABASE_NEWER');
});

test('a folder that another owner has is refused, with its process id, and untouched', async () => {
  const { folder } = await openDatabase();
  const before = readdirSync(folder);
  const problem = refusal(folder);
  expect(problem.code).toBe('DATA_FOLDER_IN_USE');
  expect(problem.message).toContain(String(process.pid));
  expect(readdirSync(folder)).toEqual(before);
});

test('an empty database file, as a start cut short leaves it, is taken for a new one', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cordboard.db'), '');
  const { sites } = await openDatabase(folder);
  expect(sites.all()).toEqual([]);
});
