// `config import`: what is read of a folder, what is sent, and what is printed.
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CallOutput } from '../../../electron/contract/contract';
import { temporaryFolder } from '../../support/database';
import { CommandBench } from './command-bench';

const problem = {
  code: 'IMPORT_SCOPE_UNKNOWN',
  severity: 'warning',
  line: 1,
  column: 1,
  message: 'Nothing tells whom this file is for.',
  remedy: 'Name it for its phone.',
  parameter: null,
} as const;

const outcome: CallOutput<'configs.import'> = {
  files: [
    { path: 'a.cfg', scope: 'phone:0080F0A1B2C3', mac: '0080F0A1B2C3', model: 'KX-UT670', problems: [] },
    { path: 'b.cfg', scope: null, mac: null, model: null, problems: [problem] },
  ],
  phones: 1,
  phoneList: [
    { mac: '0080F0A1B2C3', model: 'KX-UT670', name: 'Desk', group: null, extensions: ['2101'], known: false },
  ],
  notes: ['1 old address taken out.'],
  undo: 'undo-token',
};

function folder(): string {
  const made = temporaryFolder();
  mkdirSync(join(made, 'sub', '.git'), { recursive: true });
  writeFileSync(join(made, 'b.cfg'), 'B');
  writeFileSync(join(made, 'sub', 'a.cfg'), Buffer.from([0xff, 0x41]));
  writeFileSync(join(made, '.hidden.cfg'), 'H');
  writeFileSync(join(made, 'sub', '.git', 'x.cfg'), 'H');
  symlinkSync('/', join(made, 'link'));
  writeFileSync(join(made, 'big.fw'), '');
  truncateSync(join(made, 'big.fw'), 3 * 1024 * 1024);
  return made;
}

test('the files of a folder and of those below are sent as they are; hidden ones and links are not', async () => {
  const bench = new CommandBench({ answers: { 'configs.import': outcome } });
  expect(await bench.run('config', 'import', folder(), '--dry-run', '--model', 'KX-UT670', '--json')).toBe(0);
  expect(bench.asked).toMatchObject([
    {
      name: 'configs.import',
      input: {
        dryRun: true,
        model: 'KX-UT670',
        files: [
          { path: 'b.cfg', base64: 'Qg==', sizeBytes: 1 },
          { path: 'big.fw', base64: Buffer.alloc(4096).toString('base64'), sizeBytes: 3 * 1024 * 1024 },
          { path: 'sub/a.cfg', base64: '/0E=', sizeBytes: 2 },
        ],
      },
    },
  ]);
  expect(bench.jsonLines).toEqual([{ files: outcome.files, phones: 1 }]);
});

test('people see a table, why files were left out, and what comes next', async () => {
  const bench = new CommandBench({ answers: { 'configs.import': outcome } });
  expect(await bench.run('config', 'import', folder())).toBe(0);
  expect(bench.stdout).toContain('b.cfg  left out');
  expect(bench.stdout).toContain('b.cfg: Nothing tells whom this file is for. Name it for its phone.');
  expect(bench.stdout).toContain('1 file and 1 phone taken, 1 left out.');
  expect(bench.stdout).toContain('config publish');
});

test('a folder that is too large is refused before anything is sent', async () => {
  const large = temporaryFolder();
  for (let at = 0; at < 9; at += 1) {
    writeFileSync(join(large, `${at}.cfg`), '');
    truncateSync(join(large, `${at}.cfg`), 2000 * 1024);
  }
  const bench = new CommandBench();
  expect(await bench.run('config', 'import', large, '--json')).toBe(1);
  expect(bench.problem.code).toBe('IMPORT_TOO_LARGE');
  expect(bench.asked).toEqual([]);
});

test('a folder that is not there is told', async () => {
  const bench = new CommandBench();
  expect(await bench.run('config', 'import', join(temporaryFolder(), 'none'), '--json')).toBe(1);
  expect(bench.problem).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('no such') });
});
