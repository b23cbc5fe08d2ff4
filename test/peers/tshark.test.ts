// The saved SIP messages as Wireshark's own program reads them.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { TracedMessage } from '../../electron/core/sip/traced-message';
import { writePcapng } from '../../electron/core/sip/write-pcapng';
import { temporaryFolder } from '../support/database';

const run = promisify(execFile);

const notify = 'NOTIFY sip:a@192.0.2.7 SIP/2.0\r\nEvent: check-sync\r\nCall-ID: 1@x\r\nCSeq: 1 NOTIFY\r\n\r\n';
const done = 'SIP/2.0 200 OK\r\nCall-ID: 1@x\r\nCSeq: 1 NOTIFY\r\nContent-Length: 0\r\n\r\n';

test('tshark finds every message, over UDP and TCP, IPv4 and IPv6, and no checksum that is wrong', async (context) => {
  const version = await run('tshark', ['--version']).catch(() => null);
  if (!version) context.skip('no tshark is here: install Wireshark’s command line');
  const said = (
    direction: 'in' | 'out',
    transport: TracedMessage['transport'],
    address: string,
    text: string,
  ): TracedMessage => ({
    at: Date.UTC(2026, 0, 5, 8),
    direction,
    transport,
    local: { address: address.includes(':') ? '2001:db8::1' : '192.0.2.1', port: 5060 },
    peer: { address, port: 5060 },
    bytes: Buffer.from(text),
  });
  const file = join(temporaryFolder(), 'trace.pcapng');
  writeFileSync(
    file,
    writePcapng(
      [
        said('out', 'udp', '192.0.2.7', notify),
        said('in', 'udp', '192.0.2.7', done),
        said('out', 'tcp', '2001:db8::7', notify),
        said('in', 'tcp', '2001:db8::7', done),
      ],
      'Cordboard 1',
    ),
  );
  const fields = ['ip.dst', 'ipv6.dst', 'sip.Method', 'sip.Status-Code', 'sip.Call-ID', 'frame.time_epoch'];
  const checks = ['ip.check_checksum', 'udp.check_checksum', 'tcp.check_checksum'];
  const options = checks.flatMap((check) => ['-o', `${check}:TRUE`]);
  const columns = [...fields, '_ws.expert.message'].flatMap((field) => ['-e', field]);
  const { stdout } = await run('tshark', ['-r', file, '-T', 'fields', '-E', 'separator=|', ...options, ...columns]);
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|'));
  expect(rows.map((row) => row.slice(0, 5))).toEqual([
    ['192.0.2.7', '', 'NOTIFY', '', '1@x'],
    ['192.0.2.1', '', '', '200', '1@x'],
    ['', '2001:db8::7', 'NOTIFY', '', '1@x'],
    ['', '2001:db8::1', '', '200', '1@x'],
  ]);
  expect(rows.every((row) => row[5]?.startsWith('1767600000') ?? row[5]?.startsWith('2026-01-05'))).toBe(true);
  expect(stdout).not.toMatch(/checksum/i);
});
