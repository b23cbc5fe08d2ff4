import type { MissedPolicy, ScheduleRunState } from '../../core/schedules/schedule';
import type {
  ScheduleRecord,
  ScheduleRunRecord,
  ScheduleStore,
  ScheduleTrigger,
  ScheduleWork,
  StoredSelection,
} from '../../services/schedules/schedule-store';
import type { Connection } from './connection';

interface ScheduleRow {
  readonly id: number;
  readonly site_id: number;
  readonly name: string;
  readonly cron: string;
  readonly at: number | null;
  readonly on_wake: number;
  readonly action: string;
  readonly phones: string;
  /** What of the work is neither `action` nor `phones`, as JSON. */
  readonly work: string;
  readonly paused: number;
  readonly missed: string;
  readonly created_at: number;
  readonly seen_to: number;
}

interface ScheduleRunRow {
  readonly id: number;
  readonly schedule_id: number;
  readonly due_at: number | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly state: string;
  readonly outcome: string;
  readonly resync_run_id: number | null;
}

type Values = [
  name: string,
  cron: string,
  at: number | null,
  onWake: number,
  action: string,
  phones: string,
  work: string,
  paused: number,
  missed: string,
  seenTo: number,
];

export function scheduleTable(connection: Connection): ScheduleStore {
  const selectAll = connection.prepare<[number], ScheduleRow>('SELECT * FROM schedule WHERE site_id = ? ORDER BY id');
  const insert = connection.prepare<[...Values, number, number]>(
    `INSERT INTO schedule (name, cron, at, on_wake, action, phones, work, paused, missed, seen_to, site_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = connection.prepare<[...Values, number]>(
    `UPDATE schedule SET name = ?, cron = ?, at = ?, on_wake = ?, action = ?, phones = ?, work = ?, paused = ?, missed = ?,
     seen_to = ? WHERE id = ?`,
  );
  const remove = connection.prepare<[number]>('DELETE FROM schedule WHERE id = ?');
  const insertRun = connection.prepare<[number, number | null, number, number | null, string, string, number | null]>(
    `INSERT INTO schedule_run (schedule_id, due_at, started_at, ended_at, state, outcome, resync_run_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const setSeenTo = connection.prepare<[number, number]>('UPDATE schedule SET seen_to = ? WHERE id = ?');
  const updateRun = connection.prepare<[number | null, string, string, number | null, number]>(
    'UPDATE schedule_run SET ended_at = ?, state = ?, outcome = ?, resync_run_id = ? WHERE id = ?',
  );
  const selectRuns = connection.prepare<[number, number], ScheduleRunRow>(
    'SELECT * FROM schedule_run WHERE schedule_id = ? ORDER BY id DESC LIMIT ?',
  );
  const ofSite = 'SELECT run.* FROM schedule_run AS run JOIN schedule ON schedule.id = schedule_id WHERE site_id = ?';
  const selectOfSite = connection.prepare<[number, number], ScheduleRunRow>(`${ofSite} ORDER BY run.id DESC LIMIT ?`);
  const selectBetween = connection.prepare<[number, number, number], ScheduleRunRow>(
    `${ofSite} AND started_at >= ? AND started_at < ? ORDER BY started_at, run.id`,
  );
  const selectUnfinished = connection.prepare<[number], ScheduleRunRow>(
    `${ofSite} AND state = 'running' ORDER BY run.id`,
  );
  const removeOld = connection.prepare<[number, number, number]>(
    `DELETE FROM schedule_run WHERE schedule_id = ? AND state <> 'running'
     AND id <= (SELECT id FROM schedule_run WHERE schedule_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  );

  return {
    all: (siteId) => selectAll.all(siteId).map(toSchedule),
    insert(schedule) {
      const { lastInsertRowid } = connection.write(() =>
        insert.run(...valuesOf(schedule), schedule.siteId, schedule.createdAt),
      );
      return { ...schedule, id: Number(lastInsertRowid) };
    },
    update: (schedule) => void connection.write(() => update.run(...valuesOf(schedule), schedule.id)),
    remove: (id) => connection.write(() => remove.run(id)).changes > 0,
    beginRun(run, seenTo) {
      const { scheduleId, dueAt, startedAt, endedAt, state, outcome, resyncRunId } = run;
      return connection.writeDurably(() => {
        setSeenTo.run(seenTo, scheduleId);
        const { lastInsertRowid } = insertRun.run(scheduleId, dueAt, startedAt, endedAt, state, outcome, resyncRunId);
        return { ...run, id: Number(lastInsertRowid) };
      });
    },
    changeRun({ id, endedAt, state, outcome, resyncRunId }) {
      connection.write(() => updateRun.run(endedAt, state, outcome, resyncRunId, id));
    },
    runs: (scheduleId, limit) => selectRuns.all(scheduleId, limit).map(toRun),
    runsOfSite: (siteId, limit) => selectOfSite.all(siteId, limit).map(toRun),
    runsBetween: (siteId, fromAt, toAt) => selectBetween.all(siteId, fromAt, toAt).map(toRun),
    unfinished: (siteId) => selectUnfinished.all(siteId).map(toRun),
    removeOldRuns: (siteId, kept) =>
      connection.write(() =>
        selectAll.all(siteId).reduce((removed, { id }) => removed + removeOld.run(id, id, kept).changes, 0),
      ),
  };
}

function valuesOf({ name, trigger, work, paused, missed, seenTo }: Omit<ScheduleRecord, 'id'>): Values {
  const { do: action, phones, ...more } = work;
  return [
    name,
    'cron' in trigger ? trigger.cron : '',
    'at' in trigger ? trigger.at : null,
    'on' in trigger ? 1 : 0,
    action,
    JSON.stringify(phones),
    JSON.stringify(more),
    paused ? 1 : 0,
    missed,
    seenTo,
  ];
}

function toSchedule(row: ScheduleRow): ScheduleRecord {
  return {
    id: row.id,
    siteId: row.site_id,
    name: row.name,
    trigger: triggerOf(row),
    work: {
      do: row.action as ScheduleWork['do'],
      phones: JSON.parse(row.phones) as StoredSelection | null,
      ...(JSON.parse(row.work) as Omit<ScheduleWork, 'do' | 'phones'>),
    },
    paused: row.paused === 1,
    missed: row.missed as MissedPolicy,
    createdAt: row.created_at,
    seenTo: row.seen_to,
  };
}

function triggerOf({ at, on_wake: onWake, cron }: ScheduleRow): ScheduleTrigger {
  if (at !== null) return { at };
  return onWake === 1 ? { on: 'wake' } : { cron };
}

function toRun(row: ScheduleRunRow): ScheduleRunRecord {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    dueAt: row.due_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    state: row.state as ScheduleRunState,
    outcome: row.outcome,
    resyncRunId: row.resync_run_id,
  };
}
