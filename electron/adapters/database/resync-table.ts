import type { RequestReason } from '../../core/provisioning/request-reason';
import type { ResyncStep } from '../../core/resync/resync-step';
import type { Problem } from '../../core/shared/problem';
import type {
  ResyncRunRecord,
  ResyncStepRecord,
  ResyncStore,
  RunOptions,
  StoredRunState,
} from '../../services/resync/resync-store';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface RunRow {
  readonly id: number;
  readonly site_id: number;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly cause: string;
  readonly total: number;
  readonly state: StoredRunState;
  readonly note: string | null;
  readonly parent_id: number | null;
  readonly revision: number;
  readonly options: string;
}

interface StepRow {
  readonly run_id: number;
  readonly phone_id: number;
  readonly step: ResyncStep;
  readonly at: number;
  readonly detail: string;
  readonly problem: string | null;
}

/** Of runs from before there were any. */
const oldOptions: RunOptions = { way: 'direct', ratePerSecond: 10, inFlight: 20, event: null };

export function resyncTable(connection: Connection, gathered: WriteBehind): ResyncStore {
  const insertRun = connection.prepare<[number, number, string, number, number | null, number, string]>(
    'INSERT INTO resync_run (site_id, started_at, cause, total, parent_id, revision, options) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  // Nothing is written when the run or the phone was removed meanwhile.
  const insertStep = connection.prepare<[string, number, string, string | null, number, number]>(
    `INSERT INTO resync_step (run_id, phone_id, step, at, detail, problem)
     SELECT resync_run.id, phone.id, ?, ?, ?, ? FROM resync_run, phone WHERE resync_run.id = ? AND phone.id = ?`,
  );
  const insertClaim = connection.prepare<[number, number, number]>(
    'INSERT INTO resync_claim (run_id, phone_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const selectClaims = connection.prepare<[number], { phone_id: number; at: number }>(
    'SELECT phone_id, at FROM resync_claim WHERE run_id = ?',
  );
  const updateState = connection.prepare<[string, string | null, number]>(
    'UPDATE resync_run SET state = ?, note = ? WHERE id = ?',
  );
  const endRun = connection.prepare<[number, string, number]>(
    'UPDATE resync_run SET ended_at = ?, state = ?, note = NULL WHERE id = ?',
  );
  const selectRun = connection.prepare<[number], RunRow>('SELECT * FROM resync_run WHERE id = ?');
  const selectRuns = connection.prepare<[number, number], RunRow>(
    'SELECT * FROM resync_run WHERE site_id = ? ORDER BY id DESC LIMIT ?',
  );
  const selectUnfinished = connection.prepare<[number], RunRow>(
    'SELECT * FROM resync_run WHERE site_id = ? AND ended_at IS NULL ORDER BY id',
  );
  const selectCounts = connection.prepare<[number], { step: 'done' | 'failed'; count: number }>(
    `SELECT step, COUNT(*) AS count FROM resync_step WHERE run_id = ? AND step IN ('done', 'failed') GROUP BY step`,
  );
  const selectSteps = connection.prepare<[number], StepRow>('SELECT * FROM resync_step WHERE run_id = ? ORDER BY id');
  const selectStepsOfPhone = connection.prepare<[number, number], StepRow>(
    'SELECT * FROM resync_step WHERE phone_id = ? AND at >= ? ORDER BY id',
  );
  // Whole networks and single peers are turned away before anybody asks whose request it is.
  const selectRefusal = connection.prepare<[number, number, number, string, string], { reason: RequestReason }>(
    `SELECT reason FROM request WHERE site_id = ? AND at >= ?
       AND (((phone_id = ? OR mac = ?) AND reason NOT IN ('served', 'not-modified', 'received'))
         OR (remote = ? AND reason IN ('network-refused', 'guarded')))
     ORDER BY at DESC, id DESC LIMIT 1`,
  );

  function writeStep({ runId, phoneId, step, at, detail, problem }: ResyncStepRecord): void {
    insertStep.run(step, at, detail, problem && JSON.stringify(problem), runId, phoneId);
  }

  return {
    start(run, phoneIds) {
      const { siteId, startedAt, cause, parentId, revision, options } = run;
      const total = phoneIds.length;
      return connection.write(() => {
        const { lastInsertRowid } = insertRun.run(
          siteId,
          startedAt,
          cause,
          total,
          parentId,
          revision,
          JSON.stringify(options),
        );
        const runId = Number(lastInsertRowid);
        for (const phoneId of phoneIds)
          writeStep({ runId, phoneId, step: 'queued', at: startedAt, detail: '', problem: null });
        return { ...run, id: runId, endedAt: null, total, state: 'running', note: null };
      });
    },
    claim: (runId, phoneId, at) => connection.write(() => insertClaim.run(runId, phoneId, at)).changes === 1,
    claims: (runId) => new Map(selectClaims.all(runId).map(({ phone_id, at }) => [phone_id, at])),
    step: (step) => gathered.add(() => writeStep(step)),
    saveState(runId, state, note) {
      gathered.add(() => updateState.run(state, note, runId));
      gathered.flush();
    },
    end(runId, at, state) {
      gathered.add(() => endRun.run(at, state, runId));
      gathered.flush();
    },
    run(runId) {
      gathered.settle();
      const row = selectRun.get(runId);
      return row ? toRun(row) : null;
    },
    runs(siteId, limit) {
      gathered.settle();
      return selectRuns.all(siteId, limit).map(toRun);
    },
    counts(runId) {
      gathered.settle();
      const ends = new Map(selectCounts.all(runId).map(({ step, count }) => [step, count]));
      return { done: ends.get('done') ?? 0, failed: ends.get('failed') ?? 0 };
    },
    steps(runId) {
      gathered.settle();
      return selectSteps.all(runId).map(toStep);
    },
    stepsOfPhone(phoneId, sinceAt) {
      gathered.settle();
      return selectStepsOfPhone.all(phoneId, sinceAt).map(toStep);
    },
    unfinished(siteId) {
      gathered.settle();
      return selectUnfinished.all(siteId).map(toRun);
    },
    lastRefusal(siteId, { phoneId, mac, address }, sinceAt) {
      gathered.settle();
      return selectRefusal.get(siteId, sinceAt, phoneId, mac, address ?? '')?.reason ?? null;
    },
  };
}

function toRun(row: RunRow): ResyncRunRecord {
  const { id, cause, total, state, note, revision } = row;
  return {
    id,
    siteId: row.site_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    cause,
    total,
    state,
    note,
    parentId: row.parent_id,
    revision,
    options: { ...oldOptions, ...(JSON.parse(row.options) as Partial<RunOptions>) },
  };
}

function toStep(row: StepRow): ResyncStepRecord {
  const { step, at, detail } = row;
  const problem = row.problem === null ? null : (JSON.parse(row.problem) as Problem);
  return { runId: row.run_id, phoneId: row.phone_id, step, at, detail, problem };
}
