import type { MissedPolicy, ScheduleAction, ScheduleRunState } from '../../core/schedules/schedule';

/** Which phones a schedule is for, as the contract writes it. */
export type StoredSelection =
  | { readonly macs: readonly string[] }
  | { readonly group: string }
  | { readonly behind: true }
  | { readonly all: true };

export type ScheduleTrigger = { readonly cron: string } | { readonly at: number } | { readonly on: 'wake' };

export interface ScheduleWork {
  readonly do: ScheduleAction;
  readonly phones: StoredSelection | null;
  readonly message?: string | undefined;
  readonly layers?: readonly string[] | undefined;
  readonly firmware?: { readonly file: string; readonly group: string } | undefined;
}

export interface ScheduleRecord {
  readonly id: number;
  readonly siteId: number;
  /** '' when nobody gave one. */
  readonly name: string;
  readonly trigger: ScheduleTrigger;
  readonly work: ScheduleWork;
  readonly paused: boolean;
  readonly missed: MissedPolicy;
  readonly createdAt: number;
  /** Whatever was due up to then was done, or left out on purpose: it never runs again. */
  readonly seenTo: number;
}

export interface ScheduleRunRecord {
  readonly id: number;
  readonly scheduleId: number;
  /** Null when somebody asked for it. */
  readonly dueAt: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly state: ScheduleRunState;
  readonly outcome: string;
  readonly resyncRunId: number | null;
}

export interface ScheduleStore {
  all(siteId: number): ScheduleRecord[];
  insert(schedule: Omit<ScheduleRecord, 'id'>): ScheduleRecord;
  update(schedule: ScheduleRecord): void;
  remove(id: number): boolean;
  /** On the disk before it returns, with how far the schedule is seen to: a run that may have begun never begins again. */
  beginRun(run: Omit<ScheduleRunRecord, 'id'>, seenTo: number): ScheduleRunRecord;
  changeRun(run: ScheduleRunRecord): void;
  /** Newest first. */
  runs(scheduleId: number, limit: number): ScheduleRunRecord[];
  runsOfSite(siteId: number, limit: number): ScheduleRunRecord[];
  /** Begun from `fromAt` up to, not including, `toAt`, oldest first. */
  runsBetween(siteId: number, fromAt: number, toAt: number): ScheduleRunRecord[];
  /** Runs that were under way when the program ended. */
  unfinished(siteId: number): ScheduleRunRecord[];
  /** Of every schedule but the newest `kept`; how many went. Not by their age: a clock that is wrong would take all of them. */
  removeOldRuns(siteId: number, kept: number): number;
}
