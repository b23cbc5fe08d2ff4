import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CommandBench } from './command-bench';
import { phone, site, status } from './sample-answers';

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'command-line-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const one = { phones: [phone] };

test('status gives the listeners as the ready line does, and says why one is down', async () => {
  const bench = new CommandBench({ answers: { 'status.show': status } });
  expect(await bench.run('status', '--json')).toBe(0);
  expect(bench.jsonLines).toEqual([
    {
      site,
      phones: { inSync: 4, pending: 2, resyncing: 0, away: 0, missed: 0, failed: 1, neverSeen: 0 },
      waiting: 1,
      listeners: {
        http: { address: '10.0.0.9', port: 8088 },
        https: null,
        tftp: null,
        sntp: null,
        sip: { address: '10.0.0.9', port: 5060, problem: status.listeners[2]?.problem },
      },
      away: status.away,
    },
  ]);
});

test('status in words names only what is there', async () => {
  const bench = new CommandBench({ answers: { 'status.show': status } });
  await bench.run('status');
  expect(bench.stdout).toContain('Main office (Europe/Berlin), revision 3, with a draft');
  expect(bench.stdout).toContain('7: 1 failed, 2 pending, 4 in sync');
  expect(bench.stdout).toContain('SIP down (Port 5060 is taken. Choose another.)');
});

test('site set takes values with = in them', async () => {
  const bench = new CommandBench({ answers: { 'site.set': { site } } });
  expect(await bench.run('site', 'set', 'name=A=B', 'sip.server=', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ values: { name: 'A=B', 'sip.server': '' } });
  expect(bench.jsonLines).toEqual([{ site }]);
});

test('options of a phone after --line belong to that line, those before to line 1', async () => {
  const bench = new CommandBench({ answers: { 'phones.add': { phone } } });
  const args = ['--mac', '00:80:f0:a1:b2:c3', '--model', 'KX-UT670', '--extension', '2001', '--password', 'x'];
  const second = ['--line', '2', '--extension', '2002', '--auth-id', 'two', '--line-name', 'Bar', '--name', 'Front'];
  expect(await bench.run('phones', 'add', ...args, ...second, '--no-arm', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({
    mac: '00:80:f0:a1:b2:c3',
    model: 'KX-UT670',
    name: 'Front',
    group: null,
    ip: null,
    lines: [
      { line: 1, extension: '2001', password: 'x' },
      { line: 2, extension: '2002', authId: 'two', name: 'Bar' },
    ],
    arm: false,
  });
  expect(bench.jsonLines).toEqual([{ phone }]);
});

test('a phone is armed unless --no-arm is given', async () => {
  const bench = new CommandBench({ answers: { 'phones.add': { phone } } });
  await bench.run('phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--line', '1', '--extension', '1');
  expect(bench.asked[0]?.input).toMatchObject({ arm: true, lines: [{ line: 1, extension: '1' }] });
});

test('arming takes several phones and a span', async () => {
  const bench = new CommandBench({ answers: { 'phones.arm': one } });
  await bench.run('phones', 'arm', '0080F0A1B2C3', '0080F0A1B2C4', '--for', '30m', '--json');
  expect(bench.asked[0]?.input).toEqual({ macs: ['0080F0A1B2C3', '0080F0A1B2C4'], forMs: 1_800_000 });
  expect(bench.jsonLines).toEqual([one]);
});

test('disarm, list, show and remove give what the table says', async () => {
  const answers = {
    'phones.disarm': one,
    'phones.list': one,
    'phones.show': { phone },
    'phones.remove': { removed: 2 },
  };
  const outcome = async (...args: string[]) => {
    const bench = new CommandBench({ answers });
    expect(await bench.run('phones', ...args, '--json')).toBe(0);
    return [bench.asked[0]?.input, bench.jsonLines];
  };
  expect(await outcome('disarm', 'A')).toEqual([{ macs: ['A'] }, [one]]);
  expect(await outcome('list')).toEqual([{}, [one]]);
  expect(await outcome('list', '--filter', 'front')).toEqual([{ filter: 'front' }, [one]]);
  expect(await outcome('show', 'A')).toEqual([{ mac: 'A' }, [{ phone }]]);
  expect(await outcome('remove', 'A', 'B')).toEqual([{ macs: ['A', 'B'] }, [{ removed: 2 }]]);
});

test('a list in words is a table', async () => {
  const bench = new CommandBench({ answers: { 'phones.list': one } });
  await bench.run('phones', 'list');
  expect(bench.stdout.split('\n')).toEqual([
    'MAC           MODEL     NAME       GROUP  LINES  STATE    LAST FETCH           ARMED',
    '0080F0A1B2C3  KX-UT670  Reception         2001   in sync  2026-01-05 09:00:00',
    '',
  ]);
});

const imported = {
  added: 1,
  changed: 0,
  skipped: 1,
  problems: [{ row: 3, code: 'MAC_INVALID', message: 'no MAC' }],
};

test('an import reads the file here, without its byte-order mark, and tells skipped rows', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'phones.csv'), '\uFEFFmac;model\n');
  const bench = new CommandBench({ folder, answers: { 'phones.import': imported } });
  expect(await bench.run('phones', 'import', 'phones.csv', '--dry-run', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ csv: 'mac;model\n', dryRun: true });
  expect(bench.jsonLines).toEqual([imported]);
});

test('an import from standard input', async () => {
  const bench = new CommandBench({ stdin: 'mac,model\n', answers: { 'phones.import': imported } });
  expect(await bench.run('phones', 'import', '-')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ csv: 'mac,model\n', dryRun: false });
  expect(bench.stdout).toContain('1 added, 0 changed, 1 skipped.');
});

test('a file that is not there or not UTF-8 stops the import before anything is asked', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'latin.csv'), Buffer.from('mac,name\n,B\xFCro\n', 'latin1'));
  const missing = new CommandBench({ folder });
  expect(await missing.run('phones', 'import', 'none.csv', '--json')).toBe(1);
  const latin = new CommandBench({ folder });
  expect(await latin.run('phones', 'import', 'latin.csv', '--json')).toBe(1);
  expect([missing.problem.code, latin.problem.code]).toEqual(['FILE_UNREADABLE', 'IMPORT_UNREADABLE']);
  expect([...missing.connected, ...latin.connected]).toEqual([]);
});

test('an export replaces the file; with secrets in it only the owner may read it', async () => {
  const folder = await makeFolder();
  const file = join(folder, 'phones.csv');
  await writeFile(file, 'something much longer than what comes', { mode: 0o644 });
  const bench = new CommandBench({ folder, answers: { 'phones.export': { csv: 'mac,model\n', phones: 0 } } });
  expect(await bench.run('phones', 'export', 'phones.csv', '--with-secrets', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ withSecrets: true });
  expect(bench.jsonLines).toEqual([{ file, phones: 0 }]);
  expect(await readFile(file, 'utf8')).toBe('mac,model\n');
  const ownerOnly = process.platform === 'win32' || ((await stat(file)).mode & 0o777) === 0o600;
  expect(ownerOnly).toBe(true);
});
