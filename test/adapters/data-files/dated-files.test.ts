import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupsKept, datedBackup, reportsKept, saveReport } from '../../../electron/adapters/data-files/dated-files';
import { fail, ok } from '../../../electron/core/shared/result';
import type { Backup } from '../../../electron/services/settings/backup';
import { openDatabase, temporaryFolder, valueOf } from '../../support/database';

/** As if written so many days ago. */
function aged(file: string, days: number): void {
  const at = Date.now() / 1000 - days * 86_400;
  utimesSync(file, at, at);
}

test('a backup is a whole database under its stamp, for its owner alone', async () => {
  const { folder, database } = await openDatabase();
  const { backup } = database;
  expect(valueOf(await datedBackup(folder, backup, '2026-01-05-100000'))).toMatchObject({
    name: 'backups/cordboard-2026-01-05-100000.db',
  });
  const file = join(folder, 'backups/cordboard-2026-01-05-100000.db');
  expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
  expect(statSync(join(folder, 'backups')).mode & 0o077).toBe(0);
  expect(await datedBackup(folder, backup, '2026-01-05-100000')).toMatchObject({
    ok: false,
    problem: { code: 'FILE_EXISTS' },
  });
});

test('the newest 14 are kept, by when they were written, and nothing else is touched', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'backups'));
  for (let day = 1; day <= backupsKept + 3; day++) {
    const file = join(folder, 'backups', `cordboard-${2040 - day}-01-01-000000.db`);
    writeFileSync(file, '');
    aged(file, day);
  }
  writeFileSync(join(folder, 'backups', 'mine.db'), '');
  aged(join(folder, 'backups', 'mine.db'), 99);
  const backup: Backup = {
    create: async (file) => {
      writeFileSync(file, 'x');
      return ok({ file, bytes: 1 });
    },
  };
  // A clock that was wrong: the name sorts before all others.
  valueOf(await datedBackup(folder, backup, '1970-01-01-000000'));
  const left = readdirSync(join(folder, 'backups'));
  expect(left).toHaveLength(backupsKept + 1);
  expect(left).toContain('cordboard-1970-01-01-000000.db');
  expect(left).toContain('mine.db');
  expect(left).not.toContain(`cordboard-${2040 - backupsKept}-01-01-000000.db`);
});

test('a backup that fails takes no older one with it', async () => {
  const folder = temporaryFolder();
  const problem = { code: 'DISK_FULL', message: 'full', remedy: 'free' } as const;
  expect(await datedBackup(folder, { create: async () => fail(problem) }, 'x')).toEqual({ ok: false, problem });
});

test('a report is kept under its name, replaced by the next of that name, and the oldest go', async () => {
  const folder = temporaryFolder();
  expect(valueOf(await saveReport(folder, 'Office r1.csv', 'a,b\r\n'))).toBe('reports/Office r1.csv');
  valueOf(await saveReport(folder, 'Office r1.csv', 'c\r\n'));
  expect(readFileSync(join(folder, 'reports/Office r1.csv'), 'utf8')).toBe('c\r\n');
  for (let number = 1; number <= reportsKept; number++) {
    const file = join(folder, 'reports', `old ${number}.csv`);
    writeFileSync(file, '');
    aged(file, number);
  }
  valueOf(await saveReport(folder, 'Office r2.csv', 'd\r\n'));
  expect(readdirSync(join(folder, 'reports'))).toHaveLength(reportsKept);
  expect(existsSync(join(folder, 'reports', `old ${reportsKept}.csv`))).toBe(false);
});

test('a name that leads elsewhere is never written', async () => {
  const folder = temporaryFolder();
  await expect(saveReport(folder, '../x.csv', '')).rejects.toThrow('not a file name');
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be is a problem', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'reports'), 'a file');
  writeFileSync(join(folder, 'backups'), 'a file');
  const refused = { ok: false, problem: { code: 'DATA_FOLDER_READ_ONLY' } };
  expect(await saveReport(folder, 'x.csv', '')).toMatchObject(refused);
  expect(await datedBackup(folder, { create: async () => ok({ file: '', bytes: 0 }) }, 'x')).toMatchObject(refused);
});
