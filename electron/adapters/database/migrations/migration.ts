import type Database from 'better-sqlite3';

/** One step of the schema. Once released it never changes: it copies in the constants it needs and imports nothing. */
export interface Migration {
  /** Counts from 1; becomes the database's user_version. */
  readonly number: number;
  /** Runs inside a transaction with foreign keys unenforced; they are checked at its end. */
  apply(database: Database.Database): void;
}
