import { expect, test } from 'vitest';
import { fail } from '../../../electron/core/shared/result';
import { CommandBench } from './command-bench';
import { site, unknownPhone } from './sample-answers';

test.each([
  [['status', '--unknown']],
  [['stats']],
  [['phones', 'show']],
  [['phones', 'list', 'superfluous']],
  [['phones', 'add', '--mac', '0080F0A1B2C3']],
  [['phones', 'arm', '0080F0A1B2C3', '--for', '5 minutes']],
  [['phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--extension', '2', '--line', '2']],
  [['phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--extension', '2', '--extension', '3']],
  [['site', 'set', 'name']],
  [['config', 'check', '--file', 'a.cfg', '--family', 'acme']],
  [['config', 'effective', '--phone', '0080F0A1B2C3', '--draft', '--held']],
  [['config', 'render', '--phone', '0080F0A1B2C3', '--file', 'all']],
  [['config', 'render', '--phone', '0080F0A1B2C3', '--file', 'every']],
  [['config', 'diff', '--against', 'yesterday']],
  [['config', 'publish']],
  [['config', 'rollback', 'r2']],
  [['resync']],
  [['resync', '--all', '--behind']],
  [['resync', '--all', '--wait', '0']],
  [['requests', '--since', '2026-01-05']],
  [['requests', '--limit', '0']],
  [['schedules', 'add', '--all']],
  [['schedules', 'add', '--at', 'tomorrow', '--all']],
  [['schedules', 'add', '--on', 'sleep', '--all']],
  [['schedules', 'add', '--on', 'wake', '--cron', '@daily', '--all']],
  [['schedules', 'add', '--on', 'wake', '--do', 'backup', '--all']],
  [['schedules', 'add', '--on', 'wake', '--do', 'firmware-wave', '--group', 'Ward']],
  [['schedules', 'add', '--on', 'wake', '--all', '--message', 'm']],
  [['schedules', 'add', '--on', 'wake', '--all', '--firmware', 'a.fw']],
  [['schedules', 'add', '--on', 'wake', '--do', 'publish', '--all', '--behind']],
  [['schedules', 'pause']],
  [['schedules', 'history', 'x']],
  [['schedules', 'add', '--cron', '0 3 * * *']],
  [['virtual-phone', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670']],
  [['virtual-phone', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--url', 'ftp://10.0.0.1/']],
  [['virtual-phone', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--url', 'http://h/', '--address', 'here']],
  [['virtual-phone', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--url', 'http://h/', '--clock', 'x@60']],
])('%j is wrong usage: exit code 2, told on stderr alone, nothing asked', async (args) => {
  const plain = new CommandBench();
  expect(await plain.run(...args)).toBe(2);
  expect([plain.stdout, plain.connected]).toEqual(['', []]);
  expect(plain.stderr).toMatch(/^Wrong usage: .+\n/);

  const json = new CommandBench();
  expect(await json.run(...args, '--json')).toBe(2);
  expect(json.stdout).toBe('');
  expect(json.stderr.trim()).not.toContain('\n');
  expect(json.problem).toMatchObject({ code: 'CALL_INVALID', remedy: expect.stringContaining('--help') });
});

test.each([[[]], [['phones']], [['config']]])('%j alone shows the help on stderr and is wrong usage', async (args) => {
  const bench = new CommandBench();
  expect(await bench.run(...args)).toBe(2);
  expect([bench.stdout, bench.stderr.slice(0, 6)]).toEqual(['', 'Usage:']);

  const json = new CommandBench();
  expect(await json.run(...args, '--json')).toBe(2);
  expect(json.problem.code).toBe('CALL_INVALID');
});

test.each([[['--help']], [['help']], [['phones', 'add', '--help']]])(
  '%j is an answer: stdout, exit code 0',
  async (args) => {
    const bench = new CommandBench();
    expect(await bench.run(...args)).toBe(0);
    expect([bench.stderr, bench.stdout.slice(0, 6)]).toEqual(['', 'Usage:']);
  },
);

test('a problem that stops the command is one line of JSON on stderr, with exit code 1', async () => {
  const bench = new CommandBench({ answers: { 'phones.show': () => fail(unknownPhone) } });
  expect(await bench.run('phones', 'show', '0080F0A1B2C3', '--json')).toBe(1);
  expect([bench.stdout, bench.stderr]).toEqual(['', `${JSON.stringify({ problem: unknownPhone })}\n`]);
  expect(bench.closed).toBe(1);
});

test('people read the problem with its remedy and code', async () => {
  const bench = new CommandBench({ unreachable: unknownPhone });
  expect(await bench.run('status')).toBe(1);
  expect(bench.stderr).toBe('No such phone. Add it. [PHONE_UNKNOWN]\n');
});

test('what comes from phones cannot steer the terminal', async () => {
  const bench = new CommandBench({ unreachable: { ...unknownPhone, message: '\u001B[2Jgone' } });
  await bench.run('status');
  expect(bench.stderr).not.toContain('\u001B');
});

test('a fault in the program is a problem too', async () => {
  const bench = new CommandBench();
  expect(await bench.run('status', '--json')).toBe(1);
  expect(bench.problem.code).toBe('INTERNAL_ERROR');
  expect(bench.closed).toBe(1);
});

test('an answer that is not of the contract is refused, not printed', async () => {
  const bench = new CommandBench({ answers: { 'site.show': { site: { ...site, served: 'two-files' } } as never } });
  expect(await bench.run('site', 'show', '--json')).toBe(1);
  expect([bench.stdout, bench.problem.code]).toEqual(['', 'INTERNAL_ERROR']);
});

test('the general options are understood before and after the command', async () => {
  const general = ['--data', 'lab', '--site', 'Branch', '--json', '--passphrase-file', 'p'];
  for (const args of [
    [...general, 'site', 'show'],
    ['site', 'show', ...general],
    ['site', ...general, 'show'],
  ]) {
    const bench = new CommandBench({ answers: { 'site.show': { site } } });
    expect(await bench.run(...args)).toBe(0);
    expect(bench.connected).toEqual([
      { data: '/home/eva/lab', site: 'Branch', passphraseFile: '/home/eva/p', host: 'preferred' },
    ]);
    expect(bench.asked).toEqual([{ name: 'site.show', input: {}, site: 'Branch' }]);
    expect(bench.jsonLines).toEqual([{ site }]);
  }
});

test('without --data and --site it is the per-user folder and the site being served', async () => {
  const bench = new CommandBench({ answers: { 'site.show': { site } } });
  await bench.run('site', 'show');
  expect(bench.connected).toEqual([
    { data: '/home/eva/.local/share/Cordboard', site: null, passphraseFile: null, host: 'preferred' },
  ]);
});
