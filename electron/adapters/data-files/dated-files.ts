// What schedules put into the data folder: `backups/` and `reports/`. The oldest go when there are too many.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Backup } from '../../services/settings/backup';

export const backupsKept = 14;
export const reportsKept = 200;

/** `stamp` becomes part of the name. The newest 14 are kept. Problems as of Backup, and DATA_FOLDER_READ_ONLY. */
export async function datedBackup(
  dataFolder: string,
  backup: Backup,
  stamp: string,
): Promise<Result<{ readonly name: string; readonly bytes: number }>> {
  const folder = makeFolder(dataFolder, 'backups');
  if (!folder.ok) return folder;
  const name = `cordboard-${stamp}.db`;
  const made = await backup.create(join(folder.value, name));
  if (!made.ok) return made;
  removeOldest(folder.value, /^cordboard-.+\.db$/, backupsKept);
  return ok({ name: `backups/${name}`, bytes: made.value.bytes });
}

/** Its place in the data folder; a report of the same name is replaced. The newest 200 are kept. Problems DISK_FULL, DATA_FOLDER_READ_ONLY. */
export async function saveReport(dataFolder: string, name: string, text: string): Promise<Result<string>> {
  if (basename(name) !== name || name.startsWith('.')) throw new Error(`not a file name: ${name}`);
  const folder = makeFolder(dataFolder, 'reports');
  if (!folder.ok) return folder;
  const unfinished = join(folder.value, `${name}.partial-${process.pid}`);
  try {
    const handle = await open(unfinished, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, join(folder.value, name));
  } catch (error) {
    await rm(unfinished, { force: true });
    return fail(folderTrouble(error, folder.value));
  }
  removeOldest(folder.value, /\.csv$/, reportsKept);
  return ok(`reports/${name}`);
}

function makeFolder(dataFolder: string, name: string): Result<string> {
  const folder = join(dataFolder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return ok(folder);
  } catch (error) {
    return fail(folderTrouble(error, folder));
  }
}

/** By when they were written: the clock their names come from may have been wrong. */
function removeOldest(folder: string, ours: RegExp, kept: number): void {
  const files = readdirSync(folder).filter((name) => ours.test(name));
  const written = files.map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
  const old = written.sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1)).slice(kept);
  for (const { name } of old) rmSync(join(folder, name), { force: true });
}

function folderTrouble(error: unknown, folder: string): Problem {
  const code = (error as { readonly code?: string } | null)?.code ?? String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      code: 'DISK_FULL',
      message: `The disk of ${folder} is full.`,
      remedy: 'Free some space; it goes on then.',
    };
  }
  return {
    code: 'DATA_FOLDER_READ_ONLY',
    message: `The folder ${folder} cannot be written (${code}).`,
    remedy: 'Make the folder and the files in it writable for you.',
  };
}
