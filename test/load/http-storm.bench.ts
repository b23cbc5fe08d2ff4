// Config files over HTTP, ledger and access rules on, against nginx with the same bytes in the same run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startNginx } from './storm/nginx';
import { keepCalling, startStormHost, toldPaths } from './storm/host-site';
import { missingPrograms } from './storm/missing-programs';
import { cpuMs, median, quantile, residentMb } from './storm/process-figures';
import { wrkOver, type Load, type Loaded } from './storm/wrk';

const phones = 1_200;
const rounds = 3;
const seconds = 6;
const connections = 32;
const nginxPort = 18_093;

const missing = missingPrograms({ nginx: 'nginx-light', wrk: 'wrk' });
if (missing) console.log(missing);

interface Measured extends Loaded {
  readonly cpuMicros: number;
}

test.skipIf(missing !== null)(`${phones} files against nginx`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-load-'));
  const storm = await startStormHost(folder, phones);
  const files = new Map<string, Uint8Array>();
  try {
    for (const mac of storm.macs) {
      const first = await storm.get(`/first/${mac}.cfg`);
      expect(first.status).toBe(200);
      const [own = ''] = toldPaths(first.body);
      files.set(own, (await storm.get(own)).body);
    }
    const nginx = await startNginx(folder, nginxPort, files);
    const wrk = wrkOver(folder, [...files.keys()]);
    const measured = async (pid: number, load: Load): Promise<Measured> => {
      const before = cpuMs(pid);
      const loaded = await wrk(load);
      return { ...loaded, cpuMicros: ((cpuMs(pid) - before) * 1000) / loaded.requests };
    };
    await pause(1_000);
    const idleMb = residentMb(storm.pid);
    let most = 0;
    const waits: number[] = [];
    const watching = setInterval(() => (most = Math.max(most, residentMb(storm.pid))), 200);
    const table: Record<string, object> = {};
    try {
      await wrk({ port: storm.port, seconds: 2, connections, keepAlive: true });
      for (const keepAlive of [true, false]) {
        const ours: Measured[] = [];
        const theirs: Measured[] = [];
        for (let round = 0; round < rounds; round++) {
          ours.push(await measured(storm.pid, { port: storm.port, seconds, connections, keepAlive }));
          theirs.push(await measured(nginx.pid, { port: nginxPort, seconds, connections, keepAlive }));
        }
        // A round of its own: nginx answers no window beside its files.
        const calls = await keepCalling(storm);
        const beside = await measured(storm.pid, { port: storm.port, seconds, connections, keepAlive });
        waits.push(...(await calls.stop()));
        const name = keepAlive ? 'keep-alive' : 'a connection each';
        table[`Cordboard, ${name}`] = columns(ours);
        table[`${nginx.version}, ${name}`] = columns(theirs);
        table[`ratio, ${name}`] = {
          'req/s': ours.map(({ perSecond }, n) => (perSecond / (theirs[n]?.perSecond ?? 1)).toFixed(2)).join(' '),
          'cpu µs/req': (median(theirs.map((one) => one.cpuMicros)) / median(ours.map((one) => one.cpuMicros))).toFixed(
            2,
          ),
        };
        table[`Cordboard, ${name}, with a window`] = columns([beside]);
        expect([...ours, beside].map(({ errors }) => errors)).toEqual([...ours, beside].map(() => 0));
      }
    } finally {
      clearInterval(watching);
      await nginx.stop();
    }
    console.table(table);
    console.table({
      'files, bytes each (median)': `${files.size}, ${median([...files.values()].map(({ length }) => length))}`,
      'resident before, MB': Math.round(idleMb),
      'resident at most above that, MB': Math.round(most - idleMb),
      'calls meanwhile': waits.length,
      'calls p50, ms': quantile(waits, 0.5).toFixed(1),
      'calls p99, ms': quantile(waits, 0.99).toFixed(1),
    });
  } finally {
    await storm.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function columns(measured: readonly Measured[]): object {
  const of = (pick: (one: Measured) => number, digits: number): string =>
    measured.map((one) => pick(one).toFixed(digits)).join(' ');
  return {
    'req/s': of(({ perSecond }) => perSecond, 0),
    'p50 ms': of(({ p50Ms }) => p50Ms, 2),
    'p99 ms': of(({ p99Ms }) => p99Ms, 2),
    'cpu µs/req': of(({ cpuMicros }) => cpuMicros, 1),
  };
}
