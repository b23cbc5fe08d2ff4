// The audit as it stands in the database, oldest first.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { TestSite } from './site';

export interface AuditLine {
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
}

export function auditOf(site: TestSite): AuditLine[] {
  const database = new Database(join(site.database.folder, 'cordboard.db'), { readonly: true });
  try {
    return database.prepare<[], AuditLine>('SELECT actor, action, detail FROM audit ORDER BY id').all();
  } finally {
    database.close();
  }
}
