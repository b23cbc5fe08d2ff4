// Ten thousand phones, three files each, after a change that all of them take: arriving evenly over a minute, then all within five
// seconds. Nothing may be lost, and the window must go on answering.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { keepCalling, startStormHost, toldPaths, type StormHost } from './storm/host-site';
import { cpuMs, quantile, residentMb } from './storm/process-figures';

const count = Number(process.env['STORM_PHONES'] ?? 10_000);

test(`${count} phones take three files each`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-load-'));
  const storm = await startStormHost(folder, count);
  const table: Record<string, object> = {};
  try {
    const paths: string[] = [];
    const firstContact = performance.now();
    for (let from = 0; from < count; from += 16) {
      const first = await Promise.all(storm.macs.slice(from, from + 16).map((mac) => storm.get(`/first/${mac}.cfg`)));
      for (const { body } of first) paths.push(...toldPaths(body).toReversed());
    }
    expect(paths).toHaveLength(3 * count);
    const firstContactMs = performance.now() - firstContact;
    for (const [n, path] of paths.entries())
      expect((await storm.get(path, storm.macs[Math.floor(n / 3)])).status).toBe(200);
    await pause(2_000);
    const idleMb = residentMb(storm.pid);
    for (const [name, seconds] of [
      ['evenly over 60 s', 60],
      ['all within 5 s', 5],
    ] as const) {
      await storm.publish(`DSCP_SIP_1="${seconds}"\r\n`);
      const calls = await keepCalling(storm);
      const cpuBefore = cpuMs(storm.pid);
      const storms = await arrive(storm, paths, seconds * 1000);
      const cpu = cpuMs(storm.pid) - cpuBefore;
      const waits = await calls.stop();
      expect(storms.lost).toBe(0);
      table[name] = {
        'p50 ms': quantile(storms.waits, 0.5).toFixed(1),
        'p99 ms': quantile(storms.waits, 0.99).toFixed(1),
        'longest ms': Math.max(...storms.waits).toFixed(0),
        'took s': (storms.tookMs / 1000).toFixed(1),
        lost: storms.lost,
        'cpu µs/req': ((cpu * 1000) / paths.length).toFixed(0),
        'calls p99 ms': quantile(waits, 0.99).toFixed(1),
        'above idle MB': Math.round(storms.mostMb - idleMb),
      };
    }
    console.table(table);
    console.table({
      'first contact of all, s': (firstContactMs / 1000).toFixed(1),
      'resident before, MB': Math.round(idleMb),
    });
    await storm.stop();
    expect(rowsServed(folder)).toBe(10 * count);
  } finally {
    await storm.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One for each first contact, three for each of three rounds. */
function rowsServed(folder: string): number {
  const database = new Database(join(folder, 'data/cordboard.db'), { readonly: true });
  const found = database.prepare('SELECT count(*) AS rows FROM request WHERE status = 200').get() as { rows: number };
  database.close();
  return found.rows;
}

interface Storm {
  /** From when each request was due, ms. */
  readonly waits: number[];
  readonly lost: number;
  readonly tookMs: number;
  readonly mostMb: number;
}

/** Every request is sent when it is due, whether the ones before are answered or not. */
async function arrive(storm: StormHost, paths: readonly string[], spanMs: number): Promise<Storm> {
  const waits: number[] = [];
  let lost = 0;
  let mostMb = 0;
  const began = performance.now();
  const watching = setInterval(() => (mostMb = Math.max(mostMb, residentMb(storm.pid))), 250);
  const asked: Promise<void>[] = [];
  for (let n = 0; n < paths.length;) {
    for (; n < paths.length && began + (n * spanMs) / paths.length <= performance.now(); n++) {
      const due = began + (n * spanMs) / paths.length;
      asked.push(
        storm.get(paths[n] ?? '', storm.macs[Math.floor(n / 3)]).then(
          ({ status }) => {
            waits.push(performance.now() - due);
            if (status !== 200) lost++;
          },
          () => void lost++,
        ),
      );
    }
    await pause(1);
  }
  await Promise.all(asked);
  clearInterval(watching);
  return { waits, lost, tookMs: performance.now() - began, mostMb };
}
