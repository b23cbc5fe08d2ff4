import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fail } from '../../../electron/core/shared/result';
import { CommandBench } from './command-bench';

const message = {
  id: 1,
  at: '2026-01-05T09:00:00.000+01:00',
  direction: 'out',
  transport: 'udp',
  address: '192.0.2.1',
  port: 5060,
  summary: 'NOTIFY check-sync',
  status: null,
  callId: '1@x',
  text: 'NOTIFY sip:a@b SIP/2.0\nEvent: check-sync\n\n',
} as const;

test('the messages with a phone are printed, oldest first, or given as JSON', async () => {
  const answer = { messages: [message], earlier: 3 };
  const bench = new CommandBench({ answers: { 'sip.trace': answer } });
  expect(await bench.run('sip', 'trace', '--phone', '00:80:F0:A1:B2:C3')).toBe(0);
  expect(bench.asked).toMatchObject([{ name: 'sip.trace', input: { mac: '00:80:F0:A1:B2:C3' } }]);
  expect(bench.stdout).toBe(
    `(3 older messages left out: choose a phone or an address)\n
--- 2026-01-05T09:00:00.000+01:00 -> 192.0.2.1 port 5060 UDP: NOTIFY check-sync
NOTIFY sip:a@b SIP/2.0
Event: check-sync
`,
  );
  const json = new CommandBench({ answers: { 'sip.trace': answer } });
  expect(await json.run('sip', 'trace', '--json')).toBe(0);
  expect(json.jsonLines).toEqual([answer]);
});

test('nothing said yet is said', async () => {
  const bench = new CommandBench({ answers: { 'sip.trace': { messages: [], earlier: 0 } } });
  expect(await bench.run('sip', 'trace', '--address', '192.0.2.1')).toBe(0);
  expect(bench.stdout).toBe('Nothing was said yet: resync a phone.\n');
});

test('a file is written in the form its name asks for, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-sip-'));
  const bytes = Buffer.from([0x0a, 0x0d, 0x0d, 0x0a, 0xff, 0x00]);
  const capture = { name: 'x.pcapng', messages: 2, earlier: 1, base64: bytes.toString('base64') };
  const bench = new CommandBench({ answers: { 'sip.export': capture }, folder });
  expect(await bench.run('sip', 'trace', '--out', 'a.pcapng')).toBe(0);
  expect(await readFile(join(folder, 'a.pcapng'))).toEqual(bytes);
  expect(bench.stdout).toBe(`2 messages written to ${join(folder, 'a.pcapng')}.\n`);
  expect(bench.stderr).toContain('1 older message left out');
  const text = { name: 'x.txt', messages: 1, earlier: 0, text: '--- one' };
  const other = new CommandBench({ answers: { 'sip.export': text }, folder });
  expect(await other.run('sip', 'trace', '--address', '192.0.2.1', '--out', 'a.TXT', '--json')).toBe(0);
  expect(other.asked).toMatchObject([{ input: { address: '192.0.2.1', form: 'text' } }]);
  expect(other.jsonLines).toEqual([{ file: join(folder, 'a.TXT'), messages: 1, earlier: 0 }]);
  expect(await readFile(join(folder, 'a.TXT'), 'utf8')).toBe('--- one');
});

test('nothing to save is trouble; another kind of file, and a phone beside an address, are wrong usage', async () => {
  const problem = { code: 'NOTHING_SAID', message: 'No SIP messages are kept.', remedy: 'Resync a phone.' } as const;
  const bench = new CommandBench({ answers: { 'sip.export': () => fail(problem) } });
  expect(await bench.run('sip', 'trace', '--out', 'a.txt', '--json')).toBe(1);
  expect(bench.problem).toEqual(problem);
  expect(await new CommandBench().run('sip', 'trace', '--out', 'a.pcap')).toBe(2);
  expect(await new CommandBench().run('sip', 'trace', '--phone', 'x', '--address', 'y')).toBe(2);
});
