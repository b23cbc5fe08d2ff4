// Lets free pages be given back to the disk a few at a time (sqlite.org/pragma.html, auto_vacuum). A new database is made so;
// one from before is rewritten once, which the copy made before its migration costs as well.
import type Database from 'better-sqlite3';

const incremental = 2;

/** Before the first table is made; does nothing to an existing database. */
export function makeNewShrinkable(database: Database.Database): void {
  database.pragma('auto_vacuum = INCREMENTAL');
}

/** Rewrites a database that is not shrinkable yet. Where there is no room for that it stays as it is: its free pages are used
 *  again, only the file does not become smaller. */
export function makeOldShrinkable(database: Database.Database): void {
  if (database.pragma('auto_vacuum', { simple: true }) === incremental) return;
  try {
    database.pragma('auto_vacuum = INCREMENTAL');
    database.exec('VACUUM');
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^SQLITE_(FULL|IOERR|NOMEM|BUSY)/.test(code)) throw error;
  }
}
