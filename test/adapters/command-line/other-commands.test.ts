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
  cron: '0 3 * * *',
  words: 'at 03:00',
  timeZone: 'Europe/Berlin',
  do: 'resync' as const,
  phones: { behind: true as const },
  nextRunAt: at,
  lastRunAt: null,
  lastOutcome: null,
};

test('schedules are added, listed, run and removed', async () => {
  const run = { id: 1, scheduleId: 2, startedAt: at, outcome: 'started', resyncRunId: 5 };
  const answers = {
    'schedules.add': { schedule },
    'schedules.list': { schedules: [schedule] },
    'schedules.run': { run },
    'schedules.remove': { removed: 1 },
  };
  const outcome = async (...args: string[]) => {
    const bench = new CommandBench({ answers });
    expect(await bench.run('schedules', ...args, '--json')).toBe(0);
    return [bench.asked[0]?.input, bench.jsonLines[0], bench.connected[0]?.host];
  };
  const added = { cron: '0 3 * * *', do: 'resync', phones: { behind: true } };
  expect(await outcome('add', '--cron', '0 3 * * *', '--do', 'resync', '--behind')).toEqual([
    added,
    { schedule },
    'preferred',
  ]);
  expect(await outcome('list')).toEqual([{}, { schedules: [schedule] }, 'preferred']);
  expect(await outcome('run', '2')).toEqual([{ id: 2 }, { run }, 'needed']);
  expect(await outcome('remove', '2')).toEqual([{ id: 2 }, { removed: 1 }, 'preferred']);
});

test('words for people: jobs and requests as tables', async () => {
  const jobs = new CommandBench({ answers: { 'schedules.list': { schedules: [schedule] } } });
  await jobs.run('schedules', 'list');
  expect(jobs.stdout).toMatch(/^ID +CRON +WHEN .*\n2 +0 3 \* \* \* +at 03:00 +resync phones that are behind /);
  const requests = new CommandBench({ answers: { 'requests.list': { requests: [] } } });
  await requests.run('requests');
  expect(requests.stdout).toBe('AT  FROM  PATH  MAC  STATUS  REASON  BYTES\n');
});
