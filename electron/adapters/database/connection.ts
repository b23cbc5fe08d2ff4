// The one connection of this process: statements, transactions, and how soon a write must be on the disk.
import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ProblemError } from '../../core/shared/problem';
import { storageProblem } from './database-problem';
import { makeNewShrinkable } from './shrinkable';

/** What SQLite takes and gives. */
export type SqlValue = string | number | null | Uint8Array;

export interface Connection {
  readonly folder: string;
  readonly raw: Database.Database;
  prepare<Parameters extends SqlValue[], Row = unknown>(sql: string): Database.Statement<Parameters, Row>;
  /** One transaction, outliving the death of this process at once and that of the machine within a second.
   *  Joins a transaction that is open. Throws ProblemError DISK_FULL and the like; nothing is written then. */
  write<T>(work: () => T): T;
  /** The same, but on the disk before it returns: it waits for the disk, so only for what is rare and precious. */
  writeDurably<T>(work: () => T): T;
  inTransaction(): boolean;
  /** Calls back after a transaction that is not on the disk yet. */
  onWritten(listener: () => void): void;
}

/** Opens an existing, inspected file for writing. */
export function connect(file: string, folder: string): Connection {
  const raw = new Database(file, { timeout: 100 });
  makeNewShrinkable(raw);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = NORMAL');
  // Folding the log in waits for the disk: every 16 MB of it, not every 4.
  raw.pragma('wal_autocheckpoint = 4000');
  raw.pragma('journal_size_limit = 67108864');
  raw.pragma('foreign_keys = ON');
  raw.pragma('trusted_schema = OFF');
  const listeners: (() => void)[] = [];
  const run = raw.transaction((work: () => unknown) => work());

  /** Set by a durable write that joined a transaction: the whole of it is then put on the disk. */
  let syncAfterwards = false;

  function write<T>(work: () => T): T {
    if (raw.inTransaction) return work();
    syncAfterwards = false;
    try {
      const result = run.immediate(work) as T;
      if (syncAfterwards) syncLog(`${file}-wal`);
      return result;
    } catch (error) {
      throw asProblemError(error, folder);
    } finally {
      for (const listener of listeners) listener();
    }
  }

  return {
    folder,
    raw,
    prepare: <Parameters extends SqlValue[], Row = unknown>(sql: string) =>
      raw.prepare<Parameters, Row>(sql) as Database.Statement<Parameters, Row>,
    write,
    writeDurably(work) {
      if (raw.inTransaction) {
        syncAfterwards = true;
        return work();
      }
      raw.pragma('synchronous = FULL');
      try {
        return write(work);
      } finally {
        raw.pragma('synchronous = NORMAL');
      }
    },
    inTransaction: () => raw.inTransaction,
    onWritten: (listener) => void listeners.push(listener),
  };
}

/** SQLite cannot change `synchronous` inside a transaction, and holds no locks on its log: it is synced by hand. */
function syncLog(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function asProblemError(error: unknown, folder: string): unknown {
  if (error instanceof ProblemError) return error;
  const problem = storageProblem(error, folder);
  return problem ? Object.assign(new ProblemError(problem), { cause: error }) : error;
}
