import { expect, test, vi } from 'vitest';
import type { ResyncRunView, StepReport } from '../../../electron/contract/resync';
import { fail, ok } from '../../../electron/core/shared/result';
import { TestClock } from '../../support/test-clock';
import { CommandBench, type Answers } from './command-bench';

const at = '2026-01-05T09:00:00+01:00';
const run: ResyncRunView = {
  id: 5,
  startedAt: at,
  endedAt: null,
  cause: 'command line',
  total: 2,
  done: 0,
  failed: 0,
  state: 'running',
  note: null,
  parent: null,
  revision: 3,
  ratePerSecond: 10,
  inFlight: 20,
};
const [first, second] = ['0080F0000001', '0080F0000002'] as const;
const step = (mac: string, name: StepReport['step'], detail = ''): StepReport => ({ mac, step: name, at, detail });
const shown = (steps: StepReport[], endedAt: string | null = null) => ({
  run: { ...run, endedAt },
  phones: [{ mac: first, name: '', step: 'queued' as const, steps, problem: null, actions: [] }],
});

/** Starts the command and waits until its run exists. */
async function start(answers: Answers, ...args: string[]) {
  const clock = new TestClock();
  const bench = new CommandBench({ clock, answers: { 'resync.start': { run }, 'resync.show': shown([]), ...answers } });
  const ended = bench.run('resync', '--all', '--json', ...args);
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  return {
    bench,
    clock,
    ended,
    tell: (report: StepReport, id = 5) => bench.tell('resync.step', { run: id, ...report }),
  };
}

test('without --wait it returns once the run is planned', async () => {
  const bench = new CommandBench({ answers: { 'resync.start': { run } } });
  expect(await bench.run('resync', '--phones', '00:80:f0:00:00:01,0080F0000002', '--json')).toBe(0);
  expect(bench.asked).toEqual([
    { name: 'resync.start', input: { phones: { macs: [first, second] }, cause: 'command line' }, site: undefined },
  ]);
  expect(bench.jsonLines).toEqual([{ run: { id: 5, total: 2, done: 0, failed: 0 } }]);
});

test('--wait prints every step of its run as it comes, then the run', async () => {
  const { bench, ended, tell } = await start({}, '--wait', '60');
  tell(step(first, 'queued'));
  tell(step(first, 'sent'), 4);
  tell(step(first, 'done', 'r3'));
  tell(step(second, 'done'));
  expect(await ended).toBe(0);
  expect(bench.jsonLines).toEqual([
    { mac: first, step: 'queued', at, detail: '' },
    { mac: first, step: 'done', at, detail: 'r3' },
    { mac: second, step: 'done', at, detail: '' },
    { run: { id: 5, total: 2, done: 2, failed: 0 } },
  ]);
  expect([bench.stderr, bench.closed]).toEqual(['', 1]);
});

test('steps told before the run had a number are not lost', async () => {
  const bench: CommandBench = new CommandBench({
    answers: {
      'resync.start': () => {
        bench.tell('resync.step', { run: 5, ...step(first, 'done') });
        bench.tell('resync.step', { run: 5, ...step(second, 'failed', 'No answer.') });
        return ok({ run });
      },
    },
  });
  expect(await bench.run('resync', '--behind', '--wait', '10', '--json')).toBe(1);
  expect(bench.jsonLines.at(-1)).toEqual({ run: { id: 5, total: 2, done: 1, failed: 1 } });
  expect(bench.jsonLines).toHaveLength(3);
});

test('a step whose event was lost is caught up with, once', async () => {
  const steps = [step(first, 'queued'), step(first, 'done')];
  const { bench, clock, ended, tell } = await start({ 'resync.show': shown(steps) }, '--wait', '60');
  tell(step(first, 'queued'));
  tell(step(second, 'done'));
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  clock.advance(2000);
  expect(await ended).toBe(0);
  expect(bench.jsonLines.slice(0, -1)).toEqual([step(first, 'queued'), step(second, 'done'), step(first, 'done')]);
});

test('when the wait runs out it says so on stderr and ends with 1', async () => {
  const { bench, clock, ended, tell } = await start({}, '--wait', '1');
  tell(step(first, 'done'));
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  clock.advance(1000);
  expect(await ended).toBe(1);
  expect(bench.problem).toMatchObject({
    code: 'RESYNC_WAIT_OVER',
    message: 'The wait of 1 s is over and 1 phone not done yet.',
  });
  expect(bench.jsonLines.at(-1)).toEqual({ run: { id: 5, total: 2, done: 1, failed: 0 } });
});

test('a run that was stopped ends the wait', async () => {
  const { bench, clock, ended } = await start(
    { 'resync.show': shown([step(first, 'failed', 'Stopped.')], at) },
    '--wait',
    '60',
  );
  clock.advance(2000);
  expect(await ended).toBe(1);
  expect(bench.stderr).toBe('');
});

test('a host that ends in between is a problem', async () => {
  const gone = { code: 'HOST_UNREACHABLE' as const, message: 'm', remedy: 'r' };
  const { bench, clock, ended } = await start({ 'resync.show': () => fail(gone) }, '--wait', '60');
  clock.advance(2000);
  expect(await ended).toBe(1);
  expect(bench.problem).toEqual(gone);
});

const nothing = { code: 'NOTHING_SELECTED' as const, message: 'm', remedy: 'r' };

test('nothing behind is what one wants; nothing at all is trouble', async () => {
  const behind = new CommandBench({ answers: { 'resync.start': () => fail(nothing) } });
  expect(await behind.run('resync', '--behind', '--wait', '5', '--json')).toBe(0);
  expect(behind.jsonLines).toEqual([{ run: { id: null, total: 0, done: 0, failed: 0 } }]);
  const all = new CommandBench({ answers: { 'resync.start': () => fail(nothing) } });
  expect(await all.run('resync', '--all', '--json')).toBe(1);
  expect([all.stdout, all.problem]).toEqual(['', nothing]);
});

test('a resync needs a running host, for phones to find their files', async () => {
  const bench = new CommandBench({ answers: { 'resync.start': { run } } });
  await bench.run('resync', '--group', 'Front');
  expect(bench.connected[0]?.host).toBe('needed');
  expect(bench.asked[0]?.input).toMatchObject({ phones: { group: 'Front' } });
});

test('a MAC that is none is told before anything is asked', async () => {
  const bench = new CommandBench();
  expect(await bench.run('resync', '--phones', '0080F0000001,front', '--json')).toBe(1);
  expect([bench.problem.code, bench.connected]).toEqual(['MAC_INVALID', []]);
});

test('ten thousand phones are followed to the end', async () => {
  const total = 10_000;
  const bench: CommandBench = new CommandBench({
    answers: {
      'resync.start': () => {
        for (let n = 0; n < total; n += 1) {
          const mac = n.toString(16).toUpperCase().padStart(12, '0');
          for (const name of ['queued', 'sent', 'answered', 'fetched', 'done'] as const) {
            bench.tell('resync.step', { run: 5, ...step(mac, name) });
          }
        }
        return ok({ run: { ...run, total } });
      },
    },
  });
  expect(await bench.run('resync', '--all', '--wait', '60', '--json')).toBe(0);
  expect(bench.jsonLines.at(-1)).toEqual({ run: { id: 5, total, done: total, failed: 0 } });
});

test('way, pace and event of one run are asked for as given', async () => {
  const bench = new CommandBench({ answers: { 'resync.start': { run } } });
  await bench.run('resync', '--all', '--way', 'server', '--rate', '50', '--at-once', '5', '--event', 'resync');
  expect(bench.asked[0]?.input).toEqual({
    phones: { all: true },
    cause: 'command line',
    options: { way: 'server', ratePerSecond: 50, inFlight: 5, event: 'resync' },
  });
});

test.each([
  ['--way', 'around'],
  ['--rate', '0'],
  ['--at-once', '501'],
])('%s %s is wrong usage', async (...option) => {
  expect(await new CommandBench().run('resync', '--all', ...option)).toBe(2);
});

test('a paused run says so beside the steps, once', async () => {
  const note = 'Waits until 18:00: maintenance.';
  const waiting = { ...shown([]), run: { ...run, state: 'waiting' as const, note } };
  const clock = new TestClock();
  const bench = new CommandBench({ clock, answers: { 'resync.start': { run }, 'resync.show': waiting } });
  const ended = bench.run('resync', '--all', '--wait', '5');
  for (let waitedMs = 0; waitedMs < 6000; waitedMs += 2000) {
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    clock.advance(2000);
  }
  expect(await ended).toBe(1);
  expect(bench.stderr.split('Waits until 18:00')).toHaveLength(2);
});

test.each(['pause', 'resume', 'stop'] as const)('resync %s turns a run of the host', async (turn) => {
  const turned = { ...run, state: turn === 'pause' ? ('paused' as const) : ('running' as const), done: 1 };
  const bench = new CommandBench({ answers: { [`resync.${turn}`]: { run: turned } } });
  expect(await bench.run('resync', turn, '5')).toBe(0);
  expect(bench.asked).toEqual([{ name: `resync.${turn}`, input: { id: 5 }, site: undefined }]);
  expect(bench.connected[0]?.host).toBe('needed');
  expect(bench.stdout).toBe(`Run 5 is ${turned.state}: 2 phones, 1 done, 0 failed.\n`);
  expect(await new CommandBench().run('resync', turn)).toBe(2);
  expect(await new CommandBench().run('resync', turn, 'five')).toBe(2);
});

test('resync retry follows the new run like any other', async () => {
  const bench: CommandBench = new CommandBench({
    answers: {
      'resync.retry': () => {
        bench.tell('resync.step', { run: 6, ...step(first, 'done') });
        return ok({ run: { ...run, id: 6, total: 1, parent: 5 } });
      },
    },
  });
  expect(await bench.run('resync', 'retry', '5', '--way', 'server', '--wait', '10', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ id: 5, cause: 'run 5 again, command line', options: { way: 'server' } });
  expect(bench.jsonLines.at(-1)).toEqual({ run: { id: 6, total: 1, done: 1, failed: 0 } });
});

test('resync show and list give runs with their phones, reasons and remedies', async () => {
  const problem = { code: 'RESYNC_NO_ANSWER' as const, message: 'No answer.', remedy: 'Check the plug.' };
  const phones = [
    {
      mac: first,
      name: 'Desk',
      step: 'failed' as const,
      steps: [step(first, 'failed')],
      problem,
      actions: ['retry' as const],
    },
  ];
  const answers: Answers = { 'resync.show': { run, phones }, 'resync.list': { runs: [run] } };
  const bench = new CommandBench({ answers });
  await bench.run('resync', 'show', '5');
  expect(bench.stdout).toContain('No answer. Check the plug. [RESYNC_NO_ANSWER]');
  await bench.run('resync', 'list');
  expect(bench.stdout).toContain('command line');
  const json = new CommandBench({ answers });
  await json.run('resync', 'show', '5', '--json');
  expect(json.jsonLines).toEqual([{ run, phones }]);
});

test('resync plan tells way, reason and warnings, and sends nothing', async () => {
  const problem = { code: 'RESYNC_SOURCE_FILTER' as const, message: 'It will drop it.', remedy: 'Use its server.' };
  const plan = {
    phones: [
      {
        mac: first,
        name: 'Desk',
        group: null,
        way: 'direct' as const,
        reason: 'chosen for this site',
        to: '192.0.2.1:5060',
        event: 'check-sync',
        problem,
      },
    ],
    warnings: [{ problem, phones: 1 }],
    ratePerSecond: 10,
    inFlight: 20,
    secondsAtLeast: 0,
    quietUntil: at,
  };
  const bench = new CommandBench({ answers: { 'resync.plan': plan } });
  expect(await bench.run('resync', 'plan', '--all', '--way', 'direct')).toBe(0);
  expect(bench.asked).toEqual([
    { name: 'resync.plan', input: { phones: { all: true }, options: { way: 'direct' } }, site: undefined },
  ]);
  expect(bench.stdout).toContain('direct: chosen for this site');
  expect(bench.stdout).toContain('It waits until 2026-01-05 09:00:00: maintenance.');
  expect(bench.stdout).toContain('1 phone: It will drop it. Use its server. [RESYNC_SOURCE_FILTER]');
  const none = new CommandBench({ answers: { 'resync.plan': { ...plan, phones: [] } } });
  await none.run('resync', 'plan', '--behind');
  expect(none.stdout).toBe('Nothing to resync.\n');
});

test('resync settings shows and changes how runs reach the phones', async () => {
  const settings = { way: 'auto' as const, ratePerSecond: 10, inFlight: 20 };
  const bench = new CommandBench({
    answers: { 'resync.settings': { settings }, 'resync.setSettings': { settings: { ...settings, ratePerSecond: 3 } } },
  });
  await bench.run('resync', 'settings', '--json');
  await bench.run('resync', 'settings', '--rate', '3', '--json');
  expect(bench.jsonLines).toEqual([{ settings }, { settings: { ...settings, ratePerSecond: 3 } }]);
  expect(bench.asked.map(({ name, input }) => [name, input])).toEqual([
    ['resync.settings', {}],
    ['resync.setSettings', { ratePerSecond: 3 }],
  ]);
});
