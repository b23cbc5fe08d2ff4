import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Backup } from '../../services/settings/backup';
import type { Connection } from './connection';
import { diskFull, errorCode } from './database-problem';
import type { WriteBehind } from './write-behind';

/** Pages copied before other work gets its turn: about a millisecond. */
const pagesPerStep = 200;

/** SQLite's online backup: writes made meanwhile are in the copy, which ends as one complete file. */
export function databaseBackup(connection: Connection, gathered: WriteBehind): Backup {
  return {
    async create(given) {
      const file = resolve(given);
      if (existsSync(file)) return fail(fileExists(file));
      const unfinished = `${file}.partial-${process.pid}`;
      try {
        gathered.flush();
        await connection.raw.backup(unfinished, { progress: () => pagesPerStep });
        makeSingleFile(unfinished);
        await syncToDisk(unfinished);
        if (existsSync(file)) return fail(fileExists(file));
        renameSync(unfinished, file);
        return ok({ file, bytes: statSync(file).size });
      } catch (error) {
        return failed(error, file);
      } finally {
        for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
      }
    },
  };
}

/** Out of WAL mode, so that the copy stands alone on a read-only medium too. */
function makeSingleFile(file: string): void {
  chmodSync(file, 0o600);
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function failed(error: unknown, file: string): Result<never> {
  const code = errorCode(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return fail(diskFull(dirname(file)));
  const folderMissing = error instanceof TypeError && error.message.includes('directory does not exist');
  if (!folderMissing && !/^(SQLITE_(CANTOPEN|READONLY|IOERR|PERM)|E[A-Z]+$)/.test(code)) throw error;
  const problem: Problem = {
    code: 'FILE_UNREADABLE',
    message: `The backup cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Give a file in a folder that is there and that you may write.',
  };
  return fail(problem);
}

function fileExists(file: string): Problem {
  return {
    code: 'FILE_EXISTS',
    message: `${file} is there already.`,
    remedy: 'Give a new file name; a backup never replaces a file.',
  };
}
