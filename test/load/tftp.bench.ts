// Files over TFTP, ledger and access rules on, against Debian's tftpd-hpa with the same bytes in the same run and the same client.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fetchFile } from '../adapters/tftp-server/tftp-bench';
import { runCli } from '../support/running-host';
import { startStormHost, toldPaths } from './storm/host-site';
import { missingPrograms } from './storm/missing-programs';
import { cpuMs, median, quantile } from './storm/process-figures';

const rounds = 2;
const seconds = 3;
const theirPort = 18_069;
const firmwareBytes = 5 * 1024 * 1024;
const missing = missingPrograms({ 'in.tftpd': 'tftpd-hpa' });

interface Server {
  readonly name: string;
  readonly port: number;
  /** Null where Linux cannot tell. */
  readonly pid: number | null;
}

interface Load {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Transfers at once: phones come in crowds for their configuration, and a few at a time for firmware. */
  readonly atOnce: number;
  readonly options: Readonly<Record<string, number>>;
}

interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMillis: number | null;
  readonly errors: number;
}

test('a config file and firmware over TFTP against tftpd-hpa', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-load-'));
  const storm = await startStormHost(folder, 20, ['--tftp-port', '0']);
  const stops: (() => Promise<void>)[] = [() => storm.stop()];
  try {
    const [mac = ''] = storm.macs;
    const [own = '', , master = ''] = toldPaths((await storm.get(`/first/${mac}.cfg`)).body);
    const firmware = randomBytes(firmwareBytes);
    writeFileSync(join(folder, 'firmware.fw'), firmware);
    await runCli(join(folder, 'data'), 'library', 'add', join(folder, 'firmware.fw'), '--kind', 'other');
    const blksize = 1428;
    const config = { path: own, bytes: (await storm.get(own)).body, atOnce: 16 };
    const large = { path: `${dirname(master)}/library/firmware.fw`, bytes: firmware, atOnce: 4 };
    const loads: Load[] = [
      { name: 'config, no options', ...config, options: {} },
      { name: '5 MB, no options', ...large, options: {} },
      { name: '5 MB, blocks of 1428', ...large, options: { blksize } },
    ];
    const servers: Server[] = [{ name: 'Cordboard', port: storm.host.ready.tftp?.port ?? 0, pid: storm.pid }];
    if (missing) console.log(missing);
    else {
      stops.push(await startTftpd(join(folder, 'tftpd'), loads));
      // It serves each file from a process of its own and ignores their end, so that Linux adds up no processor time.
      servers.push({ name: 'tftpd-hpa', port: theirPort, pid: null });
    }
    const table: Record<string, object> = {};
    for (const load of loads) {
      const measured = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round++)
        for (const server of servers) measured.get(server.name)?.push(await measure(server, load));
      for (const [name, list] of measured) table[`${name}, ${load.name}`] = columns(list);
      expect(measured.get('Cordboard')?.map(({ errors }) => errors)).toEqual(Array<number>(rounds).fill(0));
    }
    console.table(table);
  } finally {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function measure({ port, pid }: Server, { path, bytes, atOnce, options }: Load): Promise<Measured> {
  const tookMs: number[] = [];
  let errors = 0;
  const cpuBefore = pid === null ? 0 : cpuMs(pid);
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const phone = async (): Promise<void> => {
    do {
      const sinceMs = performance.now();
      const fetched = await fetchFile(port, path, options).catch(() => null);
      if (fetched?.bytes.equals(bytes)) tookMs.push(performance.now() - sinceMs);
      else errors++;
    } while (performance.now() < endMs);
  };
  await Promise.all(Array.from({ length: atOnce }, phone));
  const passedMs = performance.now() - startMs;
  return {
    perSecond: (tookMs.length * 1000) / passedMs,
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
    cpuMillis: pid === null ? null : (cpuMs(pid) - cpuBefore) / Math.max(1, tookMs.length),
    errors,
  };
}

/** As Debian starts it, but in front, on a port anybody may have, and as who we are. */
async function startTftpd(folder: string, loads: readonly Load[]): Promise<() => Promise<void>> {
  for (const { path, bytes } of loads) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { mode: 0o644 });
  }
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const args = ['-L', '--address', `127.0.0.1:${theirPort}`, ...user, '--secure', folder];
  const child = spawn('/usr/sbin/in.tftpd', args, { stdio: 'ignore' });
  const [first] = loads;
  const isUp = (): Promise<boolean> =>
    fetchFile(theirPort, first?.path ?? '', {}, { patienceMs: 20 }).then(
      () => true,
      () => false,
    );
  for (let attempt = 0; attempt < 20 && !(await isUp()); attempt++) await pause(50);
  return async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  };
}

function columns(measured: readonly Measured[]): object {
  const of = (pick: (one: Measured) => number | null, digits: number): string =>
    measured.map((one) => pick(one)?.toFixed(digits) ?? '–').join(' ');
  return {
    'transfers/s': of(({ perSecond }) => perSecond, 1),
    'p50 ms': of(({ p50Ms }) => p50Ms, 1),
    'p99 ms': of(({ p99Ms }) => p99Ms, 1),
    'cpu ms/transfer (median)': measured.some(({ cpuMillis }) => cpuMillis === null)
      ? 'not told'
      : median(measured.map(({ cpuMillis }) => cpuMillis ?? 0)).toFixed(2),
    errors: of(({ errors }) => errors, 0),
  };
}
