import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fail, ok } from '../../../electron/core/shared/result';
import { CommandBench, type Answers } from './command-bench';

const file = {
  id: 3,
  name: 'UT13x.fw',
  kind: 'firmware' as const,
  bytes: 4_000_000,
  sha256: 'ab',
  addedAt: '2026-01-05T09:00:00+01:00',
  models: ['KX-UT133'],
  version: '01.133',
  groups: null,
  address: 'http://10.0.0.9:8088/s/token/library/UT13x.fw',
  sound: true,
};

async function folderWith(name: string, content: Uint8Array | string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'command-line-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), content);
  return folder;
}

function uploading(pieces: Buffer[]): Answers {
  return {
    'library.begin': { upload: 'u1' },
    'library.append': ({ base64 }) => ok({ received: pieces.push(Buffer.from(base64, 'base64')) }),
    'library.finish': { file },
    'library.assign': { file },
    'library.cancel': {},
  };
}

test('library add sends a file in pieces and names its kind by its ending', async () => {
  const bytes = Buffer.alloc(4_000_000, 'firmware');
  const pieces: Buffer[] = [];
  const bench = new CommandBench({ answers: uploading(pieces), folder: await folderWith('UT13x.fw', bytes) });
  const args = ['library', 'add', 'UT13x.fw', '--models', 'KX-UT133,KX-UT136', '--version', '01.133', '--json'];
  expect(await bench.run(...args)).toBe(0);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect(bench.asked[0]?.input).toEqual({ name: 'UT13x.fw', kind: 'firmware', bytes: 4_000_000 });
  const finish = { upload: 'u1', models: ['KX-UT133', 'KX-UT136'], version: '01.133' };
  expect(bench.asked.at(-1)).toMatchObject({ name: 'library.finish', input: finish });
  expect(bench.jsonLines).toEqual([{ file }]);
});

test('library add for a wave never drafts it for all phones', async () => {
  const bench = new CommandBench({ answers: uploading([]), folder: await folderWith('a.fw', 'x') });
  const args = [
    'library',
    'add',
    'a.fw',
    '--name',
    'b.fw',
    '--models',
    'KX-UT133',
    '--version',
    '01.133',
    '--groups',
    'Pilot',
  ];
  expect(await bench.run(...args)).toBe(0);
  expect(bench.asked.map(({ name }) => name)).toEqual([
    'library.begin',
    'library.append',
    'library.finish',
    'library.assign',
  ]);
  expect(bench.asked[0]?.input).toMatchObject({ name: 'b.fw' });
  expect(bench.asked[2]?.input).toMatchObject({ version: null });
  expect(bench.asked[3]?.input).toEqual({ id: 3, models: ['KX-UT133'], version: '01.133', groups: ['Pilot'] });
});

test('a file that is not there is told before anything is asked, and a refusal as it is', async () => {
  const bench = new CommandBench({ answers: uploading([]), folder: await folderWith('a.fw', 'x') });
  expect(await bench.run('library', 'add', 'b.fw', '--json')).toBe(1);
  expect([bench.problem.code, bench.asked]).toEqual(['FILE_UNREADABLE', []]);
  const problem = { code: 'LIBRARY_FILE_EXISTS' as const, message: 'm', remedy: 'r' };
  const refused = new CommandBench({
    answers: { 'library.begin': () => fail(problem) },
    folder: await folderWith('a.fw', 'x'),
  });
  expect(await refused.run('library', 'add', 'a.fw', '--json')).toBe(1);
  expect(refused.problem).toEqual(problem);
});

test('library list, assign and remove know files by name or number', async () => {
  const answers: Answers = {
    'library.list': { files: [file], contacts: 2 },
    'library.assign': { file },
    'library.remove': {},
  };
  const run = async (...args: string[]) => {
    const bench = new CommandBench({ answers });
    return { exit: await bench.run('library', ...args, '--json'), bench };
  };
  expect((await run('list')).bench.jsonLines).toEqual([{ files: [file], contacts: 2 }]);
  const assigned = await run('assign', 'ut13x.fw', '--version', '01.134', '--groups', 'Pilot,Desk');
  expect(assigned.bench.asked[1]?.input).toEqual({
    id: 3,
    models: ['KX-UT133'],
    version: '01.134',
    groups: ['Pilot', 'Desk'],
  });
  const untold = await run('assign', '3');
  expect(untold.bench.asked[1]?.input).toEqual({ id: 3, models: ['KX-UT133'], version: null, groups: null });
  expect((await run('remove', '3')).bench.jsonLines).toEqual([{ removed: 1 }]);
  const unknown = await run('remove', '4');
  expect([unknown.exit, unknown.bench.problem.code]).toEqual([1, 'LIBRARY_FILE_UNKNOWN']);
});

test('library list in words says what is not served', async () => {
  const bench = new CommandBench({ answers: { 'library.list': { files: [{ ...file, sound: false }], contacts: 0 } } });
  await bench.run('library', 'list');
  expect(bench.stdout).toContain('NOT SERVED');
});

test.each([
  ['UTF-8', Buffer.from('name,number\nGate,2101\n')],
  ['UTF-8 with a mark', Buffer.from('\uFEFFname,number\nGate,2101\n')],
  ['the UTF-16 of a phone', Buffer.from('\uFEFFname,number\nGate,2101\n', 'utf16le')],
])('contacts import reads %s', async (_, bytes) => {
  const outcome = { contacts: 1, problems: [] };
  const bench = new CommandBench({
    answers: { 'contacts.import': outcome },
    folder: await folderWith('book.csv', bytes),
  });
  expect(await bench.run('contacts', 'import', 'book.csv', '--dry-run', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ text: 'name,number\nGate,2101\n', dryRun: true });
  expect(bench.jsonLines).toEqual([outcome]);
});

test('contacts import tells problems by row, and refuses what is no text', async () => {
  const problems = [{ row: 3, code: 'CONTACT_INVALID', message: 'It has no name.' }];
  const folder = await folderWith('book.csv', 'name,number\n');
  const bench = new CommandBench({ answers: { 'contacts.import': { contacts: 1, problems } }, folder });
  await bench.run('contacts', 'import', 'book.csv');
  expect(bench.stdout).toBe('ROW  CODE             PROBLEM\n3    CONTACT_INVALID  It has no name.\n1 contact.\n');
  const binary = new CommandBench({ folder: await folderWith('book.csv', Buffer.from([0x80, 0x81])) });
  expect(await binary.run('contacts', 'import', 'book.csv', '--json')).toBe(1);
  expect(binary.problem.code).toBe('IMPORT_UNREADABLE');
});

test('the logs of a phone are listed, and one is shown without anything that steers a terminal', async () => {
  const logs = [{ id: 4, at: '2026-01-05T09:00:00+01:00', name: 'sys.log', bytes: 5 }];
  const log = { name: 'sys.log', at: '2026-01-05T09:00:00+01:00', text: 'red \u001B[31mline\r\n' };
  const answers: Answers = { 'phones.logs': { logs }, 'phones.log': log };
  const listed = new CommandBench({ answers });
  expect(await listed.run('phones', 'logs', '0080F0A1B2C3', '--json')).toBe(0);
  expect(listed.jsonLines).toEqual([{ logs }]);
  const shown = new CommandBench({ answers });
  expect(await shown.run('phones', 'log', '4')).toBe(0);
  expect([shown.asked[0]?.input, shown.stdout]).toEqual([{ id: 4 }, 'red \uFFFD[31mline\n']);
});
