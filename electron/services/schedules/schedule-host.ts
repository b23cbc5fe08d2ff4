import type { Result } from '../../core/shared/result';

/** What schedules need of the program that hosts them. */
export interface ScheduleHost {
  /** Takes the steps of long work while everybody else has their turn. */
  inTurns(steps: Iterable<void>): Promise<void>;
  /** A copy of the database in the data folder, `stamp` in its name; the oldest beyond the number kept go. Problems as of Backup,
   *  and DATA_FOLDER_READ_ONLY. */
  backup(stamp: string): Promise<Result<{ readonly name: string; readonly bytes: number }>>;
  /** Keeps a report in the data folder and tells its place there. Problems DISK_FULL, DATA_FOLDER_READ_ONLY. */
  saveReport(name: string, text: string): Promise<Result<string>>;
  /** One round over the request log. */
  tidyLedger(): Promise<void>;
  /** Something broke that never should. */
  fault(error: unknown): void;
}

/** What throws in there, a full disk above all, keeps nobody else from going on. */
export function orFault(host: Pick<ScheduleHost, 'fault'>, work: () => void): void {
  try {
    work();
  } catch (error) {
    host.fault(error);
  }
}
