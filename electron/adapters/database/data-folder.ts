// The data folder before anything is opened in it: is it there, ours to read and to write, and how to make it.
import { accessSync, constants, mkdirSync, opendirSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../core/shared/result';
import { errorCode, folderReadOnly, folderUnreadable, storageProblem } from './database-problem';

/** Makes the folder (mode 0700) when it is missing. Problems DATA_FOLDER_UNREADABLE, DATA_FOLDER_READ_ONLY, DISK_FULL. */
export function prepareDataFolder(folder: string): Result<void> {
  try {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) return fail(folderUnreadable(folder, 'it is a file, not a folder'));
    if (!found) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return ok(undefined);
    }
  } catch (error) {
    // A file somewhere in the path, a path that cannot be searched, a parent that cannot be written.
    const problem = storageProblem(error, folder);
    if (errorCode(error) === 'EEXIST') return fail(folderUnreadable(folder, 'part of its path is a file'));
    if (problem) return fail(problem);
    throw error;
  }
  return listedAndWritable(folder);
}

function listedAndWritable(folder: string): Result<void> {
  try {
    opendirSync(folder).closeSync();
  } catch (error) {
    return fail(folderUnreadable(folder, messageOf(error)));
  }
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    return fail(folderReadOnly(folder, messageOf(error)));
  }
  return ok(undefined);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
