import type { Result } from '../../core/shared/result';

export interface Backup {
  /** A consistent copy of the database while it is in use. Problems FILE_EXISTS, FILE_UNREADABLE, DISK_FULL. */
  create(file: string): Promise<Result<{ readonly file: string; readonly bytes: number }>>;
}
