import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DayReport, RevisionReport } from '../../../electron/contract/reports';
import { fail } from '../../../electron/core/shared/result';
import { CommandBench } from './command-bench';

const phone = {
  mac: '0080F0A1B2C3',
  name: 'Desk 1',
  group: 'Sales',
  model: 'KX-UT670',
  extension: '2101',
  has: false,
  revision: 41,
  state: 'pending',
  why: 'It asks next on Tue 24 Nov, 02:00 (daily at 02:00).',
  lastFetchAt: '2026-11-23T02:00:00.000+00:00',
  nextCheckAt: '2026-11-24T02:00:00.000+00:00',
} as const;
const revision: RevisionReport = {
  site: 'Harbour office',
  revision: 42,
  message: 'New time server',
  publishedAt: '2026-11-23T09:00:00.000+00:00',
  at: '2026-11-23T10:00:00.000+00:00',
  have: 1,
  total: 2,
  rows: [phone, { ...phone, mac: '0080F0A1B2C4', has: true, revision: 42, state: 'inSync', why: '' }],
};
const day: DayReport = {
  site: 'Harbour office',
  day: '2026-11-23',
  timeZone: 'Europe/London',
  at: '2026-11-23T10:00:00.000+00:00',
  figures: [{ label: 'Published', value: '1', detail: 'r42' }],
  needYou: [{ mac: '0080F0A1B2C3', name: 'Desk 1', state: 'failed', why: 'No answer.' }],
  away: [{ from: '2026-11-22T23:52:00.000+00:00', to: null, cause: 'asleep' }],
  happened: [{ at: '2026-11-23T09:00:00.000+00:00', words: 'r42 was published' }],
};

test('who does not have a revision is listed with the reason; those who have it are counted', async () => {
  const bench = new CommandBench({ answers: { 'reports.revision': revision } });
  expect(await bench.run('report', 'revision', '42')).toBe(0);
  expect(bench.asked).toMatchObject([{ name: 'reports.revision', input: { revision: 42 } }]);
  expect(bench.stdout).toContain('1 of 2 phones of Harbour office has r42 (New time server)');
  expect(bench.stdout).toContain('It asks next on Tue 24 Nov');
  expect(bench.stdout).not.toContain('0080F0A1B2C4');
});

test('JSON is the answer as the workstation gave it', async () => {
  const bench = new CommandBench({ answers: { 'reports.revision': revision, 'reports.day': day } });
  expect(await bench.run('report', 'revision', '--json')).toBe(0);
  expect(await bench.run('report', 'day', '--day', '2026-11-23', '--json')).toBe(0);
  expect(bench.asked.map(({ input }) => input)).toEqual([{}, { day: '2026-11-23' }]);
  expect(bench.jsonLines).toEqual([revision, day]);
});

test('the table for a spreadsheet goes into the file that is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-report-'));
  const answers = { 'reports.revision': revision, 'reports.revisionCsv': { name: 'x.csv', csv: 'mac,has\r\n' } };
  const bench = new CommandBench({ answers, folder });
  expect(await bench.run('report', 'revision', '--csv', 'who.csv', '--json')).toBe(0);
  expect(await readFile(join(folder, 'who.csv'), 'utf8')).toBe('mac,has\r\n');
  expect(bench.jsonLines).toEqual([{ file: join(folder, 'who.csv'), revision: 42, have: 1, total: 2 }]);
});

test('a revision that never was is told as trouble', async () => {
  const problem = { code: 'REVISION_UNKNOWN', message: 'There is no revision r99.', remedy: 'Choose one.' } as const;
  const bench = new CommandBench({ answers: { 'reports.revision': () => fail(problem) } });
  expect(await bench.run('report', 'revision', '99', '--json')).toBe(1);
  expect(bench.problem).toEqual(problem);
});

test('a day is told with its figures, absences, events, and who needs somebody', async () => {
  const bench = new CommandBench({ answers: { 'reports.day': day } });
  expect(await bench.run('report', 'day')).toBe(0);
  for (const part of [
    'Harbour office, 2026-11-23',
    '1 (r42)',
    'No answer.',
    '2026-11-22 23:52:00',
    'r42 was published',
  ])
    expect(bench.stdout).toContain(part);
});

test.each(['yesterday', '2026-02-30', '26-01-01'])('%s is no day', async (text) => {
  expect(await new CommandBench().run('report', 'day', '--day', text)).toBe(2);
});
