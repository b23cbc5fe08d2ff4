/** Which phones a schedule is for, as the contract writes it. */
export type StoredSelection =
  | { readonly macs: readonly string[] }
  | { readonly group: string }
  | { readonly behind: true }
  | { readonly all: true };

export interface ScheduleRecord {
  readonly id: number;
  readonly siteId: number;
  readonly cron: string;
  readonly action: 'resync';
  readonly phones: StoredSelection;
  readonly createdAt: number;
}

export interface ScheduleRunRecord {
  readonly id: number;
  readonly scheduleId: number;
  readonly startedAt: number;
  readonly outcome: string;
  readonly resyncRunId: number | null;
}

export interface ScheduleStore {
  all(siteId: number): ScheduleRecord[];
  insert(schedule: Omit<ScheduleRecord, 'id'>): ScheduleRecord;
  remove(id: number): boolean;
  appendRun(run: Omit<ScheduleRunRecord, 'id'>): ScheduleRunRecord;
  /** Newest first. */
  runs(scheduleId: number, limit: number): ScheduleRunRecord[];
}
