import { firstTables } from './0001-first-tables';
import type { Migration } from './migration';

/** In order; the newest number is the version this program knows. */
export const migrations: readonly Migration[] = [firstTables];

export function newestVersion(list: readonly Migration[] = migrations): number {
  return list.at(-1)?.number ?? 0;
}
