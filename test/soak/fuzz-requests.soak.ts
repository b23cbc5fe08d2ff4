// A million mutated requests and datagrams, seeded, against one headless host: it stays up, serves its phone all the while, gives nothing
// away but its files, and gives its memory back.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { panasonicModels } from '../../electron/core/families/panasonic/models';
import { startHost } from '../support/chromium-host';
import { hostMemory, memoryProbe } from '../support/host-memory';
import { runCli } from '../support/running-host';
import { addServedPhone } from '../support/served-phone';
import { fuzzSntp, fuzzTftp } from './fuzz-datagrams';
import { fuzzHttp, type Fuzzed } from './fuzz-http';
import { KnownFiles } from './fuzz-known-files';

const seed = Number(process.env['SOAK_SEED'] ?? 20261122);
const inAll = Number(process.env['SOAK_REQUESTS'] ?? 1_000_000);
const shares = { http: 0.4, tftp: 0.3, sntp: 0.3 };
/** Before memory is first looked at: what is bounded is full then (SQLite's 16 MB of pages, the guard's fingerprints, the paths that are
 *  remembered), and the C library has from the system what is needed at one time. A leak would go on growing. */
const warmUpShare = 0.2;
const allowedMb = 20;
/** At every checkpoint, between two pieces; and as the median while the fuzz keeps the host busy without a pause. */
const servedWithinMs = 100;
const checkpoints = 10;
const hungAfterMs = 1_000;
/** The last transfers of TFTP that nobody acknowledges end after half a minute. */
const settleMs = 40_000;

test('a million mutated requests: no crash, no hang, nothing given away, memory given back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-soak-'));
  const data = join(folder, 'data');
  const host = await startHost(folder, ['--tftp-port', '0', '--sntp-port', '0'], memoryProbe);
  const { http, tftp, sntp } = host.ready;
  if (!http || !tftp || !sntp) throw new Error('the host serves nothing');
  try {
    writeFileSync(join(folder, 'ring.wav'), Buffer.alloc(40_000, 'a ring tone of some length. '));
    await runCli(data, 'library', 'add', join(folder, 'ring.wav'));
    await runCli(data, 'certificates', 'issue');
    const phone = await addServedPhone(data, http.port, { mac: '0080F0A1B2C3', model: 'KX-UT670' });
    const known = await KnownFiles.fetch(http.port, [
      ...panasonicModels.map(({ name }) => `/${name}.cfg`),
      ...panasonicModels.map(({ name }) => phone.product.replace(phone.model, name)),
      `/first/${phone.mac}.cfg`,
      phone.standard,
      phone.master,
      phone.master.replace(/[^/]+$/, 'library/ring.wav'),
      '/root.cer',
    ]);
    const fuzz = async (share: number, from: number): Promise<Record<string, Fuzzed>> => ({
      HTTP: await fuzzHttp(http.port, Math.round(inAll * share * shares.http), from, phone, known),
      TFTP: await fuzzTftp(tftp.port, Math.round(inAll * share * shares.tftp), from + 1, phone, known),
      SNTP: await fuzzSntp(sntp.port, Math.round(inAll * share * shares.sntp), from + 2),
    });

    const idle = await hostMemory(folder, host);
    await fuzz(warmUpShare, seed + 10);
    await pause(settleMs);
    const before = await hostMemory(folder, host);
    const bytesBefore = folderBytes(data);
    const steady = spawn(process.execPath, [join(import.meta.dirname, 'fuzz-steady-phone.mjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const waited = text(steady.stdout);
    steady.stdin.write(JSON.stringify({ port: http.port, path: phone.standard }));
    const sinceMs = performance.now();
    const pieces: Record<string, Fuzzed>[] = [];
    const checked: number[] = [];
    for (let piece = 0; piece < checkpoints; piece++) {
      pieces.push(await fuzz(1 / checkpoints, seed + 100 * (piece + 1)));
      const askedMs = performance.now();
      expect(known.isWhole(await (await fetch(`http://127.0.0.1:${http.port}${phone.standard}`)).text())).toBe(true);
      checked.push(performance.now() - askedMs);
    }
    const tookS = (performance.now() - sinceMs) / 1000;
    const busy = await hostMemory(folder, host);
    await pause(settleMs);
    steady.stdin.end();
    const waits = (await waited)
      .trim()
      .split('\n')
      .map(Number)
      .sort((a, b) => a - b);
    const after = await hostMemory(folder, host);
    const waitOf = (share: number): number => waits[Math.ceil(waits.length * share) - 1] ?? -1;

    for (const protocol of Object.keys(pieces[0] ?? {}))
      console.log(protocol, Object.fromEntries(counted(pieces, protocol)));
    console.table({ idle, before, busy, after });
    const { rows, bytes } = ledgerSize(data);
    console.table({
      seed,
      'requests and datagrams': inAll,
      'took, s': tookS.toFixed(0),
      'phone served meanwhile': waits.length,
      'served, median ms': waitOf(0.5).toFixed(1),
      'served, 99 % within ms': waitOf(0.99).toFixed(1),
      'served, longest ms': waitOf(1).toFixed(1),
      'served at a checkpoint, longest ms': Math.max(...checked).toFixed(1),
      'ledger rows': rows,
      'ledger, bytes a row': (bytes / rows).toFixed(0),
      'data folder grown, MB': ((folderBytes(data) - bytesBefore) / 1024 / 1024).toFixed(0),
    });
    const all = pieces.flatMap((piece) => Object.values(piece));
    expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(all.reduce((sum, { hung }) => sum + hung, 0)).toBe(0);
    expect(Math.max(...checked)).toBeLessThan(servedWithinMs);
    expect(waitOf(0.5)).toBeLessThan(servedWithinMs);
    expect(waits[0]).toBeGreaterThan(0);
    expect(waitOf(1)).toBeLessThan(hungAfterMs);
    expect(after.residentMb - before.residentMb).toBeLessThan(allowedMb);
  } finally {
    expect(await host.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});

function counted(pieces: readonly Record<string, Fuzzed>[], protocol: string): Map<string, number> {
  const sum = new Map<string, number>();
  for (const piece of pieces)
    for (const [kind, count] of piece[protocol]?.answers ?? []) sum.set(kind, (sum.get(kind) ?? 0) + count);
  return sum;
}

function ledgerSize(data: string): { rows: number; bytes: number } {
  const database = new Database(join(data, 'cordboard.db'), { readonly: true });
  const rows = database.prepare<[], number>('SELECT count(*) FROM request').pluck().get() ?? 0;
  const size = database
    .prepare<[string], number>('SELECT pgsize FROM dbstat WHERE name = ? AND aggregate = TRUE')
    .pluck();
  const bytes = (size.get('request') ?? 0) + (size.get('request_by_time') ?? 0);
  database.close();
  return { rows, bytes };
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0);
}
