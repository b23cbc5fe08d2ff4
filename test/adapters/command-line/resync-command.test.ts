import { expect, test, vi } from 'vitest';
import type { StepReport } from '../../../electron/contract/resync';
import { fail, ok } from '../../../electron/core/shared/result';
import { TestClock } from '../../support/test-clock';
import { CommandBench, type Answers } from './command-bench';

const at = '2026-01-05T09:00:00+01:00';
const run = { id: 5, startedAt: at, endedAt: null, cause: 'command line', total: 2, done: 0, failed: 0 };
const [first, second] = ['0080F0000001', '0080F0000002'] as const;
const step = (mac: string, name: StepReport['step'], detail = ''): StepReport => ({ mac, step: name, at, detail });
const shown = (steps: StepReport[], endedAt: string | null = null) => ({
  run: { ...run, endedAt },
  phones: [{ mac: first, name: '', step: 'queued' as const, steps, problem: null }],
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
