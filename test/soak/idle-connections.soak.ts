// Five thousand connections that ask for nothing, and hundreds that send their headers a byte at a time: phones are served meanwhile.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startHost } from '../support/chromium-host';

const idleConnections = 5_000;
const slowConnections = 300;
/** Longer than a peer may take over its headers (10 s). */
const seconds = 25;
const servedWithinMs = 100;

test('idle connections and slow headers leave phones served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-soak-'));
  const host = await startHost(folder);
  const port = host.ready.http?.port ?? 0;
  const { pid } = JSON.parse(readFileSync(join(folder, 'data/control.json'), 'utf8')) as { pid: number };
  const memoryMb = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  const crowd = new Set<Socket>();
  const open = (): Socket => {
    const socket = connect({ port, host: '127.0.0.1' });
    crowd.add(socket);
    socket.on('error', () => undefined);
    // Whoever is let go comes back at once.
    socket.on('close', () => {
      crowd.delete(socket);
      dropped++;
    });
    return socket;
  };
  let dropped = 0;
  try {
    await askOnce(port);
    const beforeMb = memoryMb();
    for (let n = 0; n < idleConnections; n++) {
      open();
      if (n % 250 === 249) await pause(20);
    }
    const slow = Array.from({ length: slowConnections }, open);
    for (const socket of slow) socket.write('GET /KX-UT670.cfg HTTP/1.1\r\nX-');
    await pause(1_000);
    const most = crowd.size;
    expect(most).toBeGreaterThan(idleConnections);
    const waits: number[] = [];
    let peakMb = 0;
    for (const endAt = performance.now() + seconds * 1000; performance.now() < endAt;) {
      for (const socket of slow) if (!socket.destroyed) socket.write('a');
      const since = performance.now();
      await askOnce(port);
      waits.push(performance.now() - since);
      peakMb = Math.max(peakMb, memoryMb());
      await pause(100);
    }
    expect(slow.filter((socket) => !socket.destroyed)).toEqual([]);
    waits.sort((a, b) => a - b);
    console.table({
      'connections at most': most,
      'let go by the host': dropped,
      'phones asked meanwhile': waits.length,
      'served, median ms': (waits[waits.length >> 1] ?? 0).toFixed(1),
      'served, longest ms': (waits.at(-1) ?? 0).toFixed(1),
      'resident before, MB': beforeMb.toFixed(0),
      'resident at most, MB': peakMb.toFixed(0),
    });
    // One in a hundred may fall on a pause of the machine itself.
    expect(waits[Math.floor(waits.length * 0.99) - 1]).toBeLessThan(servedWithinMs);
  } finally {
    for (const socket of crowd) socket.destroy();
    expect(await host.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A new connection of a phone that takes its bootstrap. */
function askOnce(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('GET /KX-UT670.cfg HTTP/1.0\r\n\r\n'));
    let received = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error('not served within 5 s')));
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => (received.startsWith('HTTP/1.1 200') ? resolve() : reject(new Error('not served'))));
  });
}
