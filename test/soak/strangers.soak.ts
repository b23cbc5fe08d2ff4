// A day of nonsense in minutes: mutated requests and datagrams against one host, seeded, bounded. It must stay up, answer a
// phone at once afterwards, and give its memory back.
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startHost } from '../support/chromium-host';

const seed = Number(process.env['SOAK_SEED'] ?? 20261122);
const requests = Number(process.env['SOAK_REQUESTS'] ?? 40_000);
const datagrams = Number(process.env['SOAK_DATAGRAMS'] ?? 200_000);

test('the host outlives strangers on every port', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-soak-'));
  const host = await startHost(folder, ['--tftp-port', '0', '--sntp-port', '0']);
  const memoryMb = (): number => {
    const { pid } = JSON.parse(readFileSync(join(folder, 'data/control.json'), 'utf8')) as { pid: number };
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  };
  const { http, sip } = host.ready;
  const { tftp, sntp } = host.ready as unknown as Record<'tftp' | 'sntp', { port: number }>;
  if (!http || !sip) throw new Error('the host serves nothing');
  try {
    await shout(http.port, 500);
    const beforeMb = memoryMb();
    await shout(http.port, requests);
    for (const { port } of [tftp, sntp, sip]) await spray(port, datagrams / 3);

    const bootstrap = await fetch(`http://127.0.0.1:${http.port}/KX-UT670.cfg`);
    expect(bootstrap.status).toBe(200);
    expect((await bootstrap.text()).startsWith('# Panasonic SIP Phone Standard Format File #')).toBe(true);
    console.table({
      seed,
      requests,
      datagrams,
      'resident before, MB': beforeMb.toFixed(0),
      'resident after, MB': memoryMb().toFixed(0),
    });
  } finally {
    expect(await host.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});

const target = fc.oneof(
  fc.webPath(),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '/first/0080F0A1B2C3.cfg',
    '/p/x/0080F0A1B2C3.cfg',
    '/s/x/master.cfg',
    '/../../etc/passwd',
    '/%2e%2e/',
    '//',
    '\\',
  ),
);
const requestText = fc
  .tuple(
    fc.constantFrom('GET', 'HEAD', 'PUT', 'get', 'CONNECT', ''),
    target,
    fc.constantFrom(' HTTP/1.1', ' HTTP/1.0', '', ' HTTP/9'),
    fc.string({ maxLength: 80 }),
  )
  .map(([method, path, version, header]) => `${method} ${path}${version}\r\n${header}\r\n\r\n`);

/** One connection each, 32 at a time; whatever comes back is read to its end. */
async function shout(port: number, count: number): Promise<void> {
  const texts = fc.sample(requestText, { seed, numRuns: count });
  const next = async (): Promise<void> => {
    for (let text = texts.pop(); text !== undefined; text = texts.pop()) await say(port, text);
  };
  await Promise.all(Array.from({ length: 32 }, next));
}

function say(port: number, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
  });
}

async function spray(port: number, count: number): Promise<void> {
  const socket = createSocket('udp4');
  const packets = fc.sample(fc.uint8Array({ maxLength: 600 }), { seed, numRuns: 2_000 });
  for (let sent = 0; sent < count; sent++) {
    const bytes = packets[sent % packets.length] ?? new Uint8Array();
    await new Promise<void>((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));
  }
  socket.close();
}
