// Brings an older database to this program's schema: a copy beside it first, then all steps in one transaction.
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Migration } from './migrations/migration';

/** Throws what SQLite and the file system throw; the database is then as it was. */
export function migrate(
  database: Database.Database,
  folder: string,
  version: number,
  migrations: readonly Migration[],
): void {
  const pending = migrations.filter(({ number }) => number > version);
  const next = pending[0];
  if (!next) return;
  if (version > 0) copyBefore(database, folder, next.number);
  database.pragma('foreign_keys = OFF');
  database.pragma('synchronous = FULL');
  try {
    database
      .transaction(() => {
        for (const migration of pending) {
          migration.apply(database);
          database.pragma(`user_version = ${migration.number}`);
        }
        const broken = database.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) throw new Error(`Migration leaves ${broken.length} rows that point nowhere.`);
      })
      .exclusive();
  } finally {
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
  }
}

/** `cordboard.before-0002.db`: the database as it was before step 2, complete in one file. */
function copyBefore(database: Database.Database, folder: string, number: number): void {
  const copy = join(folder, `cordboard.before-${String(number).padStart(4, '0')}.db`);
  const unfinished = `${copy}.partial`;
  rmSync(unfinished, { force: true });
  try {
    database.prepare('VACUUM INTO ?').run(unfinished);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, copy);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
