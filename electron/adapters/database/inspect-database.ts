// Looks at an existing database file without changing it, before anything is opened for writing.
import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../core/shared/result';
import { databaseCorrupt, databaseNewer, folderReadOnly, folderUnreadable, storageProblem } from './database-problem';

/** Up to this size every page is checked at each start (about 0.1 s); above it, all tables but those that grow with use. */
const fullCheckBytes = 64 * 1024 * 1024;
const growingTables = new Set(['request', 'blob', 'held', 'resync_step', 'audit']);

/** The first 100 bytes (sqlite.org/fileformat2.html, "The Database Header"): magic text, and user_version at offset 60.
 *  Problems DATABASE_CORRUPT, DATABASE_NEWER, DATA_FOLDER_READ_ONLY, DATA_FOLDER_UNREADABLE. Changes nothing; but not for
 *  a file this process has open: closing any handle of it takes away the locks SQLite holds on it (POSIX). */
export function inspectHeader(file: string, folder: string, knownVersion: number): Result<void> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || found.size === 0) return ok(undefined);
  if (!found.isFile()) return fail(databaseCorrupt(folder, 'it is not a file'));
  const header = Buffer.alloc(100);
  try {
    readStart(file, 'r', header);
  } catch (error) {
    return fail(folderUnreadable(folder, messageOf(error)));
  }
  try {
    readStart(file, 'r+', header);
  } catch (error) {
    return fail(folderReadOnly(folder, messageOf(error)));
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    return fail(databaseCorrupt(folder, 'it is not a database file'));
  const version = header.readInt32BE(60);
  return version > knownVersion ? fail(databaseNewer(folder, version, knownVersion)) : ok(undefined);
}

function readStart(file: string, flags: 'r' | 'r+', into: Uint8Array): void {
  const descriptor = openSync(file, flags);
  try {
    readSync(descriptor, into, 0, into.length, 0);
  } finally {
    closeSync(descriptor);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Reads an existing database, the log beside it included, and checks it. Gives its version, 0 for a new one.
 *  Call while holding the folder's lock. Problems as `inspectHeader`. */
export function inspectDatabase(file: string, folder: string, knownVersion: number): Result<number> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || found.size === 0) return ok(0);
  const logWasThere = existsSync(`${file}-wal`);
  try {
    // Read-only: closing it does not fold the log into the file.
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 });
    try {
      const version = database.pragma('user_version', { simple: true }) as number;
      if (version > knownVersion) return fail(databaseNewer(folder, version, knownVersion));
      const damage = firstDamage(database, found.size);
      return damage === null ? ok(version) : fail(databaseCorrupt(folder, damage));
    } finally {
      database.close();
      if (!logWasThere) for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    }
  } catch (error) {
    const problem = storageProblem(error, folder);
    if (problem) return fail(problem);
    throw error;
  }
}

function firstDamage(database: Database.Database, sizeBytes: number): string | null {
  if (sizeBytes <= fullCheckBytes) return quickCheck(database, '1');
  const tables = database.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  for (const { name } of tables) {
    const damage = growingTables.has(name) ? null : quickCheck(database, `'${name}'`);
    if (damage !== null) return damage;
  }
  return null;
}

function quickCheck(database: Database.Database, argument: string): string | null {
  const answer = database.pragma(`quick_check(${argument})`, { simple: true });
  return answer === 'ok' ? null : String(answer);
}
