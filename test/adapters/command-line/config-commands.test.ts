import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fail } from '../../../electron/core/shared/result';
import { CommandBench, type Answers } from './command-bench';

async function makeFolder(files: Record<string, string | Buffer> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'command-line-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

async function run(answers: Answers, ...args: string[]) {
  const bench = new CommandBench({ answers });
  return { exitCode: await bench.run('config', ...args), bench, input: bench.asked[0]?.input };
}

const magic = '# Panasonic SIP Phone Standard Format File #\r\n';
const broken = {
  code: 'LINE_NOT_PARAMETER' as const,
  severity: 'error' as const,
  line: 2,
  column: 1,
  message: 'no',
  remedy: 'yes',
  parameter: null,
};

test('config set sends the text as it is, a byte-order mark too, and ends with 0 even with errors', async () => {
  const folder = await makeFolder({ 'site.cfg': '\uFEFFx' });
  const answers: Answers = { 'configs.set': { problems: [broken], version: 'v', savedAt: '2026-01-05T09:00:00Z' } };
  const bench = new CommandBench({ folder, answers });
  expect(await bench.run('config', 'set', '--scope', 'site', '--file', 'site.cfg', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ scope: 'site', text: '\uFEFFx' });
  expect(bench.jsonLines).toEqual([{ problems: [broken] }]);

  const piped = new CommandBench({ stdin: 'A="1"\n', answers });
  expect(await piped.run('config', 'set', '--scope', 'phone:0080F0A1B2C3', '--file', '-')).toBe(0);
  expect(piped.asked[0]?.input).toEqual({ scope: 'phone:0080F0A1B2C3', text: 'A="1"\n' });
  expect(piped.stdout).toContain('phone:0080F0A1B2C3:2:1: error: no yes [LINE_NOT_PARAMETER]');
});

test('config set refuses text whose letters it would have to guess', async () => {
  const folder = await makeFolder({ 'site.cfg': Buffer.from('NAME="B\xFCro"', 'latin1') });
  const bench = new CommandBench({ folder });
  expect(await bench.run('config', 'set', '--scope', 'site', '--file', 'site.cfg', '--json')).toBe(1);
  expect([bench.problem.code, bench.connected]).toEqual(['FILE_NOT_TEXT', []]);
});

test('config get prints the raw text, --json or not', async () => {
  const got = { text: 'A="1"\r\n\r\n', draft: true, version: 'v', problems: [], savedAt: null };
  const answers: Answers = { 'configs.get': got };
  expect((await run(answers, 'get', '--scope', 'site')).bench.stdout).toBe(got.text);
  const old = await run(answers, 'get', '--scope', 'site', '--revision', '2', '--json');
  expect([old.exitCode, old.bench.stdout, old.input]).toEqual([0, got.text, { scope: 'site', revision: 2 }]);
});

test('config effective gives winners, layers, what they override, and left-overs', async () => {
  const effective = {
    parameters: [
      { name: 'A', value: '1', layer: 'phone file' as const, overrides: [{ layer: 'site file' as const, value: '2' }] },
    ],
    leftOvers: [{ name: 'B', value: '' }],
  };
  const answers: Answers = { 'configs.effective': effective };
  const plain = await run(answers, 'effective', '--phone', 'M', '--json');
  expect([plain.bench.jsonLines, plain.input]).toEqual([[effective], { mac: 'M', source: 'published' }]);
  expect((await run(answers, 'effective', '--phone', 'M', '--draft')).input).toEqual({ mac: 'M', source: 'draft' });
  expect((await run(answers, 'effective', '--phone', 'M', '--held')).input).toEqual({ mac: 'M', source: 'held' });
});

const file = (name: string, text: string) => ({
  name,
  bytes: text.length,
  sha256: `sha of ${text}`,
  base64: Buffer.from(text).toString('base64'),
});

test('config render prints the very bytes of standard, --json or not', async () => {
  const answers: Answers = { 'configs.render': { files: [file('standard', `${magic}\r\n`)] } };
  const { exitCode, bench, input } = await run(answers, 'render', '--phone', 'M', '--draft', '--json');
  expect([exitCode, bench.stdout]).toEqual([0, `${magic}\r\n`]);
  expect(input).toEqual({ mac: 'M', file: 'standard', draft: true });
});

test('config render --out writes all files under the names it tells', async () => {
  const folder = await makeFolder();
  const files = [file('standard', 'own'), file('master', 'common')];
  const bench = new CommandBench({ folder, answers: { 'configs.render': { files } } });
  expect(await bench.run('config', 'render', '--phone', 'M', '--out', 'new/out', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ mac: 'M', file: 'all', draft: false });
  expect(bench.jsonLines).toEqual([
    {
      files: [
        { name: 'standard', bytes: 3, sha256: 'sha of own' },
        { name: 'master', bytes: 6, sha256: 'sha of common' },
      ],
    },
  ]);
  expect(await readFile(join(folder, 'new/out/master'), 'utf8')).toBe('common');
});

test('a file this phone is not served, and a folder that cannot be made, are told', async () => {
  const none = await run({ 'configs.render': { files: [] } }, 'render', '--phone', 'M', '--file', 'product', '--json');
  expect([none.exitCode, none.bench.stdout, none.bench.problem.code]).toEqual([1, '', 'NOTHING_SELECTED']);

  const folder = await makeFolder({ taken: '' });
  const bench = new CommandBench({ folder, answers: { 'configs.render': { files: [file('standard', 'own')] } } });
  expect(await bench.run('config', 'render', '--phone', 'M', '--out', 'taken', '--json')).toBe(1);
  expect(bench.problem.code).toBe('FILE_UNREADABLE');
});

test('config diff, publish, history and rollback', async () => {
  const files = [{ name: 'standard', added: 1, removed: 0, text: '+A="1"\n' }];
  const revision = {
    revision: 2,
    message: 'm',
    author: 'cli',
    at: '2026-01-05T09:00:00+01:00',
    changedPhones: 1,
    scopes: ['site'],
    changes: 1,
  };
  const published = { revision: 2, changedPhones: 1 };
  const answers: Answers = {
    'configs.diff': { files },
    'configs.publish': published,
    'configs.history': { revisions: [revision] },
    'configs.rollback': published,
  };
  const outcome = async (...args: string[]) => {
    const { exitCode, bench, input } = await run(answers, ...args, '--json');
    return [exitCode, input, bench.jsonLines];
  };
  expect(await outcome('diff')).toEqual([0, { against: 'served' }, [{ files }]]);
  expect(await outcome('diff', '--phone', 'M', '--against', '1')).toEqual([0, { mac: 'M', against: 1 }, [{ files }]]);
  expect(await outcome('publish', '--message', 'why')).toEqual([0, { message: 'why' }, [published]]);
  expect(await outcome('publish', '--message', 'why', '--override', 'the lab wants it')).toEqual([
    0,
    { message: 'why', override: 'the lab wants it' },
    [published],
  ]);
  expect(await outcome('publish', '--message', 'why', '--layers', 'site,model:KX-UT670')).toEqual([
    0,
    { message: 'why', layers: ['site', 'model:KX-UT670'] },
    [published],
  ]);
  expect(await outcome('history')).toEqual([0, {}, [{ revisions: [revision] }]]);
  expect(await outcome('rollback', '1')).toEqual([0, { revision: 1 }, [published]]);
});

test('publishing a draft with errors is refused with exit code 1', async () => {
  const problem = { code: 'CONFIG_HAS_ERRORS' as const, message: 'm', remedy: 'r' };
  const { exitCode, bench } = await run(
    { 'configs.publish': () => fail(problem) },
    'publish',
    '--message',
    '',
    '--json',
  );
  expect([exitCode, bench.problem]).toEqual([1, problem]);
});

test('config check needs no workstation, prints problems alone and ends with 1 when one is an error', async () => {
  const folder = await makeFolder({ 'bad.cfg': `${magic}A = "1"\r\n\r\n` });
  const bench = new CommandBench({ folder });
  expect(await bench.run('config', 'check', '--file', 'bad.cfg', '--json')).toBe(1);
  const [answer] = bench.jsonLines as [{ problems: Record<string, unknown>[] }];
  expect(Object.keys(answer)).toEqual(['problems']);
  expect(answer.problems[0]).toMatchObject({ code: 'LINE_BLANK_OUTSIDE_QUOTES', severity: 'error', line: 2 });
  expect(Object.keys(answer.problems[0] ?? {})).toEqual([
    'code',
    'severity',
    'line',
    'column',
    'message',
    'remedy',
    'parameter',
  ]);
  expect([bench.stderr, bench.connected]).toEqual(['', []]);

  const words = new CommandBench({ folder });
  expect(await words.run('config', 'check', '--file', 'bad.cfg')).toBe(1);
  expect(words.stdout).toMatch(/^bad\.cfg:2:\d+: error: .+ \[LINE_BLANK_OUTSIDE_QUOTES\]\n/);
});

test('config check of a good file, from standard input too, ends with 0', async () => {
  const bench = new CommandBench({ stdin: `${magic}CFG_CYCLIC="Y"\r\n\r\n` });
  expect(await bench.run('config', 'check', '--file', '-', '--model', 'KX-UT670', '--json')).toBe(0);
  expect(bench.jsonLines).toEqual([{ problems: [] }]);
});

test('config check of a missing file or for an unknown model is trouble, not wrong usage', async () => {
  const folder = await makeFolder({ 'a.cfg': magic });
  const missing = new CommandBench({ folder });
  expect(await missing.run('config', 'check', '--file', 'none.cfg', '--json')).toBe(1);
  const model = new CommandBench({ folder });
  expect(await model.run('config', 'check', '--file', 'a.cfg', '--model', 'ACME-1', '--json')).toBe(1);
  expect([missing.problem.code, model.problem.code]).toEqual(['FILE_UNREADABLE', 'MODEL_UNKNOWN']);
});
