import type {
  ScheduleRecord,
  ScheduleRunRecord,
  ScheduleStore,
  StoredSelection,
} from '../../services/schedules/schedule-store';
import type { Connection } from './connection';

interface ScheduleRow {
  readonly id: number;
  readonly site_id: number;
  readonly cron: string;
  readonly action: 'resync';
  readonly phones: string;
  readonly created_at: number;
}

interface ScheduleRunRow {
  readonly id: number;
  readonly schedule_id: number;
  readonly started_at: number;
  readonly outcome: string;
  readonly resync_run_id: number | null;
}

export function scheduleTable(connection: Connection): ScheduleStore {
  const selectAll = connection.prepare<[number], ScheduleRow>('SELECT * FROM schedule WHERE site_id = ? ORDER BY id');
  const insert = connection.prepare<[number, string, string, string, number]>(
    'INSERT INTO schedule (site_id, cron, action, phones, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = connection.prepare<[number]>('DELETE FROM schedule WHERE id = ?');
  const insertRun = connection.prepare<[number, number, string, number | null]>(
    'INSERT INTO schedule_run (schedule_id, started_at, outcome, resync_run_id) VALUES (?, ?, ?, ?)',
  );
  const selectRuns = connection.prepare<[number, number], ScheduleRunRow>(
    'SELECT * FROM schedule_run WHERE schedule_id = ? ORDER BY id DESC LIMIT ?',
  );

  return {
    all: (siteId) => selectAll.all(siteId).map(toSchedule),
    insert(schedule) {
      const { siteId, cron, action, phones, createdAt } = schedule;
      const { lastInsertRowid } = connection.write(() =>
        insert.run(siteId, cron, action, JSON.stringify(phones), createdAt),
      );
      return { ...schedule, id: Number(lastInsertRowid) };
    },
    remove: (id) => connection.write(() => remove.run(id)).changes > 0,
    appendRun(run) {
      const { scheduleId, startedAt, outcome, resyncRunId } = run;
      const { lastInsertRowid } = connection.write(() => insertRun.run(scheduleId, startedAt, outcome, resyncRunId));
      return { ...run, id: Number(lastInsertRowid) };
    },
    runs: (scheduleId, limit) => selectRuns.all(scheduleId, limit).map(toScheduleRun),
  };
}

function toSchedule(row: ScheduleRow): ScheduleRecord {
  const { id, cron, action } = row;
  return {
    id,
    siteId: row.site_id,
    cron,
    action,
    phones: JSON.parse(row.phones) as StoredSelection,
    createdAt: row.created_at,
  };
}

function toScheduleRun(row: ScheduleRunRow): ScheduleRunRecord {
  const { id, outcome } = row;
  return { id, scheduleId: row.schedule_id, startedAt: row.started_at, outcome, resyncRunId: row.resync_run_id };
}
