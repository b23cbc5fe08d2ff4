import type { ResyncRunRecord, ResyncStepRecord, ResyncStore } from '../../services/resync/resync-store';
import type { ResyncStep } from '../../core/resync/resync-step';
import type { Problem } from '../../core/shared/problem';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface RunRow {
  readonly id: number;
  readonly site_id: number;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly cause: string;
  readonly total: number;
}

interface StepRow {
  readonly run_id: number;
  readonly phone_id: number;
  readonly step: ResyncStep;
  readonly at: number;
  readonly detail: string;
  readonly problem: string | null;
}

export function resyncTable(connection: Connection, gathered: WriteBehind): ResyncStore {
  const insertRun = connection.prepare<[number, number, string, number]>(
    'INSERT INTO resync_run (site_id, started_at, cause, total) VALUES (?, ?, ?, ?)',
  );
  // Nothing is written when the run or the phone was removed meanwhile.
  const insertStep = connection.prepare<[string, number, string, string | null, number, number]>(
    `INSERT INTO resync_step (run_id, phone_id, step, at, detail, problem)
     SELECT resync_run.id, phone.id, ?, ?, ?, ? FROM resync_run, phone WHERE resync_run.id = ? AND phone.id = ?`,
  );
  const endRun = connection.prepare<[number, number]>('UPDATE resync_run SET ended_at = ? WHERE id = ?');
  const selectRun = connection.prepare<[number], RunRow>('SELECT * FROM resync_run WHERE id = ?');
  const selectRuns = connection.prepare<[number, number], RunRow>(
    'SELECT * FROM resync_run WHERE site_id = ? ORDER BY id DESC LIMIT ?',
  );
  const selectUnfinished = connection.prepare<[number], RunRow>(
    'SELECT * FROM resync_run WHERE site_id = ? AND ended_at IS NULL ORDER BY id',
  );
  const selectSteps = connection.prepare<[number], StepRow>('SELECT * FROM resync_step WHERE run_id = ? ORDER BY id');
  const selectStepsOfPhone = connection.prepare<[number, number], StepRow>(
    'SELECT * FROM resync_step WHERE phone_id = ? AND at >= ? ORDER BY id',
  );

  function writeStep({ runId, phoneId, step, at, detail, problem }: ResyncStepRecord): void {
    insertStep.run(step, at, detail, problem && JSON.stringify(problem), runId, phoneId);
  }

  return {
    start(run, phoneIds) {
      const { siteId, startedAt, cause } = run;
      const total = phoneIds.length;
      return connection.write(() => {
        const runId = Number(insertRun.run(siteId, startedAt, cause, total).lastInsertRowid);
        for (const phoneId of phoneIds)
          writeStep({ runId, phoneId, step: 'queued', at: startedAt, detail: '', problem: null });
        return { id: runId, siteId, startedAt, endedAt: null, cause, total };
      });
    },
    step(step) {
      gathered.add(() => writeStep(step));
      // A NOTIFY that may have left is never forgotten, whatever happens to this process.
      if (step.step === 'sent') gathered.flush();
    },
    end(runId, at) {
      gathered.settle();
      connection.write(() => endRun.run(at, runId));
    },
    run(runId) {
      const row = selectRun.get(runId);
      return row ? toRun(row) : null;
    },
    runs: (siteId, limit) => selectRuns.all(siteId, limit).map(toRun),
    steps(runId) {
      gathered.settle();
      return selectSteps.all(runId).map(toStep);
    },
    stepsOfPhone(phoneId, sinceAt) {
      gathered.settle();
      return selectStepsOfPhone.all(phoneId, sinceAt).map(toStep);
    },
    unfinished: (siteId) => selectUnfinished.all(siteId).map(toRun),
    flush: () => gathered.flush(),
  };
}

function toRun(row: RunRow): ResyncRunRecord {
  const { id, cause, total } = row;
  return { id, siteId: row.site_id, startedAt: row.started_at, endedAt: row.ended_at, cause, total };
}

function toStep(row: StepRow): ResyncStepRecord {
  const { step, at, detail } = row;
  const problem = row.problem === null ? null : (JSON.parse(row.problem) as Problem);
  return { runId: row.run_id, phoneId: row.phone_id, step, at, detail, problem };
}
