// What SQLite and the file system report, in the words of docs/problems.md.
import type { Problem } from '../../core/shared/problem';

export function folderUnreadable(folder: string, detail: string): Problem {
  return {
    code: 'DATA_FOLDER_UNREADABLE',
    message: `The data folder ${folder} cannot be read: ${detail}.`,
    remedy: 'Give a folder that you may read and write, or correct its owner and permissions.',
  };
}

export function folderReadOnly(folder: string, detail: string): Problem {
  return {
    code: 'DATA_FOLDER_READ_ONLY',
    message: `The data folder ${folder} cannot be written: ${detail}.`,
    remedy: 'Make the folder and the files in it writable for you, or give another folder.',
  };
}

export function databaseCorrupt(folder: string, detail: string): Problem {
  return {
    code: 'DATABASE_CORRUPT',
    message: `The database in ${folder} is damaged: ${detail}.`,
    remedy: 'The file was left as it is. Restore a backup, or start with another data folder.',
  };
}

export function databaseNewer(folder: string, found: number, known: number): Problem {
  return {
    code: 'DATABASE_NEWER',
    message: `The database in ${folder} was written by a newer Cordboard (schema ${found}; this one knows ${known}).`,
    remedy: 'Update Cordboard, or start with another data folder. The file was left as it is.',
  };
}

export function diskFull(folder: string): Problem {
  return {
    code: 'DISK_FULL',
    message: `The disk of ${folder} is full.`,
    remedy: 'Free some space. What was not written yet is kept in memory and written then.',
  };
}

/** The Problem behind an error of SQLite or of the file system; null when it is a bug of ours. */
export function storageProblem(error: unknown, folder: string): Problem | null {
  const code = errorCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return databaseCorrupt(folder, detail);
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return folderReadOnly(folder, detail);
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH)/.test(code) || /^(ENOENT|ENOTDIR|EISDIR|EIO|ELOOP|ENAMETOOLONG)$/.test(code))
    return folderUnreadable(folder, detail);
  return null;
}

/** Trouble that may pass: the same write can succeed later. */
export function mayPass(error: unknown): boolean {
  return /^SQLITE_(FULL|BUSY|IOERR|READONLY|CANTOPEN|LOCKED|NOMEM|PROTOCOL)/.test(errorCode(error));
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
