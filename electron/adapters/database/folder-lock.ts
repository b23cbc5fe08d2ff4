// One process owns a data folder. The lock is SQLite's own lock on `lock.db`, which the operating system takes back when
// the owner dies, however it dies: there is no stale lock and no pid to guess by. `owner.json` is only for the message.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import { errorCode, folderReadOnly, storageProblem } from './database-problem';

export interface FolderLock {
  release(): void;
}

const lockName = 'lock.db';

export function hasLockFile(folder: string): boolean {
  return existsSync(join(folder, lockName));
}

/** Problems DATA_FOLDER_IN_USE, DATA_FOLDER_READ_ONLY, DISK_FULL. */
export function lockDataFolder(folder: string): Result<FolderLock> {
  const ownerFile = join(folder, 'owner.json');
  let lock: Database.Database | null = null;
  try {
    lock = new Database(join(folder, lockName), { timeout: 0 });
    // Nothing is ever written into it: the lock alone is wanted, and no journal appears beside the file.
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(ownerFile, `${JSON.stringify({ pid: process.pid })}\n`, { mode: 0o600 });
    return ok(held(lock, ownerFile));
  } catch (error) {
    lock?.close();
    if (errorCode(error).startsWith('SQLITE_BUSY')) return fail(folderInUse(folder, ownerPid(ownerFile)));
    if (errorCode(error).startsWith('SQLITE_CANTOPEN'))
      return fail(folderReadOnly(folder, 'no file can be made in it'));
    const problem = storageProblem(error, folder);
    if (problem) return fail(problem);
    throw error;
  }
}

function held(lock: Database.Database, ownerFile: string): FolderLock {
  return {
    release() {
      rmSync(ownerFile, { force: true });
      lock.close();
    },
  };
}

function folderInUse(folder: string, pid: number | null): Problem {
  const owner = pid === null ? 'another process' : `the process ${pid}`;
  return {
    code: 'DATA_FOLDER_IN_USE',
    message: `The data folder ${folder} is in use by ${owner}.`,
    remedy: `Close that Cordboard first${pid === null ? '' : ` (process ${pid})`}, or give another data folder.`,
  };
}

function ownerPid(ownerFile: string): number | null {
  try {
    const owner: unknown = JSON.parse(readFileSync(ownerFile, 'utf8'));
    const pid = typeof owner === 'object' && owner !== null && 'pid' in owner ? owner.pid : null;
    return typeof pid === 'number' ? pid : null;
  } catch {
    return null;
  }
}
