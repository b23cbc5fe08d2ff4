import { expect, test } from 'vitest';
import { CommandBench } from './command-bench';

const at = '2026-01-05T09:00:00+01:00';

test('requests gives the ledger without what the table does not name', async () => {
  const row = {
    at,
    protocol: 'http' as const,
    remote: '10.0.0.21',
    method: 'GET',
    path: '/p/…/0080F0A1B2C3.cfg',
    mac: '0080F0A1B2C3',
    status: 200,
    reason: 'served' as const,
    bytes: 512,
    sha256: 'ab',
    userAgent: null,
    ms: 1.5,
  };
  const bench = new CommandBench({ answers: { 'requests.list': { requests: [{ id: 9, ...row }] } } });
  expect(await bench.run('requests', '--phone', 'M', '--since', at, '--limit', '3', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ mac: 'M', since: '2026-01-05T08:00:00.000Z', limit: 3 });
  expect(bench.jsonLines).toEqual([{ requests: [row] }]);
});

test('backup names the file by its whole path: the workstation runs in another folder', async () => {
  const written = { file: '/home/eva/copy.db', bytes: 4096 };
  const bench = new CommandBench({ answers: { 'backup.create': written } });
  expect(await bench.run('backup', 'copy.db', '--json')).toBe(0);
  expect([bench.asked[0]?.input, bench.jsonLines]).toEqual([{ file: '/home/eva/copy.db' }, [written]]);
});

const schedule = {
  id: 2,
  name: 'Nightly',
  trigger: { cron: '0 3 * * *' },
  words: 'at 03:00',
  timeZone: 'Europe/Berlin',
  work: { do: 'resync' as const, phones: { behind: true as const } },
  workWords: 'resync phones that are behind',
  paused: false,
  missed: 'run-on-wake' as const,
  nextRunAt: at,
  nextRunNote: null,
  lastRun: { at, state: 'done' as const, outcome: 'Resync run 4 over 1 phone: all done', resyncRunId: 4 },
};

/** What scripts of earlier versions read stands beside. */
const scheduleJson = {
  ...schedule,
  cron: '0 3 * * *',
  do: 'resync',
  phones: { behind: true },
  lastRunAt: at,
  lastOutcome: 'Resync run 4 over 1 phone: all done',
};

const run = {
  id: 1,
  scheduleId: 2,
  name: 'Nightly',
  dueAt: null,
  startedAt: at,
  endedAt: '2026-01-05T09:01:30+01:00',
  state: 'done' as const,
  outcome: 'all done',
  resyncRunId: 5,
};

const scheduleAnswers = {
  'schedules.add': { schedule },
  'schedules.list': { schedules: [schedule] },
  'schedules.run': { run },
  'schedules.remove': { removed: 1 },
  'schedules.pause': { schedule },
  'schedules.history': { runs: [run] },
};

test('schedules are added, listed, run, paused, resumed and removed, and their history told', async () => {
  const outcome = async (...args: string[]) => {
    const bench = new CommandBench({ answers: scheduleAnswers });
    expect(await bench.run('schedules', ...args, '--json')).toBe(0);
    return [bench.asked[0]?.input, bench.jsonLines[0], bench.connected[0]?.host];
  };
  expect(await outcome('list')).toEqual([{}, { schedules: [scheduleJson] }, 'preferred']);
  expect(await outcome('run', '2')).toEqual([{ id: 2 }, { run }, 'needed']);
  expect(await outcome('pause', '2')).toEqual([{ id: 2, paused: true }, { schedule: scheduleJson }, 'preferred']);
  expect(await outcome('resume', '2')).toEqual([{ id: 2, paused: false }, { schedule: scheduleJson }, 'preferred']);
  expect(await outcome('history', '2', '--limit', '7')).toEqual([{ id: 2, limit: 7 }, { runs: [run] }, 'preferred']);
  expect(await outcome('history')).toEqual([{ limit: 50 }, { runs: [run] }, 'preferred']);
  expect(await outcome('remove', '2')).toEqual([{ id: 2 }, { removed: 1 }, 'preferred']);
});

test.each([
  [
    ['--cron', '0 3 * * *', '--do', 'resync', '--behind'],
    { trigger: { cron: '0 3 * * *' }, work: { do: 'resync', phones: { behind: true } } },
  ],
  [
    ['--cron', 'every weekday at 7', '--all', '--name', 'Mornings', '--missed', 'skip'],
    {
      name: 'Mornings',
      missed: 'skip',
      trigger: { cron: 'every weekday at 7' },
      work: { do: 'resync', phones: { all: true } },
    },
  ],
  [
    [
      '--at',
      '2026-11-24T03:00:00+01:00',
      '--do',
      'publish',
      '--message',
      'Tonight',
      '--layers',
      'site,group:Ward',
      '--group',
      'Ward',
    ],
    {
      trigger: { at: '2026-11-24T02:00:00.000Z' },
      work: { do: 'publish', phones: { group: 'Ward' }, message: 'Tonight', layers: ['site', 'group:Ward'] },
    },
  ],
  [['--on', 'wake', '--do', 'catch-up'], { trigger: { on: 'wake' }, work: { do: 'catch-up', phones: null } }],
  [
    ['--cron', '@daily', '--do', 'firmware-wave', '--firmware', 'a.fw', '--group', 'Ward'],
    {
      trigger: { cron: '@daily' },
      work: { do: 'firmware-wave', phones: null, firmware: { file: 'a.fw', group: 'Ward' } },
    },
  ],
])('schedules add %j', async (args, input) => {
  const bench = new CommandBench({ answers: scheduleAnswers });
  expect(await bench.run('schedules', 'add', ...args, '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ name: '', missed: 'run-on-wake', ...input });
  expect(bench.jsonLines).toEqual([{ schedule: scheduleJson }]);
});

test('words for people: jobs and requests as tables', async () => {
  const jobs = new CommandBench({ answers: { 'schedules.list': { schedules: [schedule] } } });
  await jobs.run('schedules', 'list');
  expect(jobs.stdout).toMatch(
    /^ID +NAME +CRON +WHEN .*\n2 +Nightly +0 3 \* \* \* +at 03:00 +resync phones that are behind /,
  );
  const past = new CommandBench({ answers: scheduleAnswers });
  await past.run('schedules', 'history');
  expect(past.stdout).toMatch(/\n1 +Nightly +by hand +2026-01-05 09:00:00 +90 s +done +all done\n/);
  const requests = new CommandBench({ answers: { 'requests.list': { requests: [] } } });
  await requests.run('requests');
  expect(requests.stdout).toBe('AT  FROM  PATH  MAC  STATUS  REASON  BYTES\n');
});

test('clock steers the lab clock, and says how it goes', async () => {
  const view = { now: at, lab: true, running: false, rate: 60 };
  const bench = new CommandBench({ answers: { 'clock.steer': view, 'clock.show': view } });
  expect(await bench.run('clock', 'step', '8h', '--json')).toBe(0);
  expect(await bench.run('clock', 'rate', '600')).toBe(0);
  expect(await bench.run('clock', 'pause')).toBe(0);
  expect(await bench.run('clock')).toBe(0);
  expect(bench.asked.map(({ input }) => input)).toEqual([
    { do: 'step', spanMs: 8 * 60 * 60_000 },
    { do: 'rate', rate: 600 },
    { do: 'pause' },
    {},
  ]);
  expect(await bench.run('clock', 'rate', '0')).toBe(2);
  expect(await bench.run('clock', 'step', 'soon')).toBe(2);
});
