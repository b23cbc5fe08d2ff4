// A million rows of the ledger: searches of every kind while the same process serves, and what the other calls of the window take.
import { Agent, get } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { readControlFile } from '../../electron/adapters/command-line/control-file';
import { connectSocket } from '../../electron/adapters/command-line/socket-workstation';
import { startHost } from '../support/chromium-host';
import { writeLedger } from '../support/ledger-rows';

const rows = 1_000_000;
const phones = 10_000;
const rounds = 15;
const dayMs = 24 * 60 * 60_000;

const kinds: Readonly<Record<string, Record<string, unknown>>> = {
  'newest 200': {},
  'one phone by MAC': { mac: '0080F00003E9' },
  'one peer': { remote: '10.0.3.232' },
  'common word': { text: 'cfg' },
  'MAC as text': { text: '0080f00003e9' },
  'two words': { text: 'admin curl' },
  'part of an agent': { text: '01.061 product' },
  'no match': { text: 'zzz-nowhere' },
  'common words, no match': { text: 'cfg panasonic', protocols: ['sntp'] },
  'refused, last day': { outcomes: ['refused'], since: new Date(Date.now() - dayMs).toISOString() },
  'blocked, 1000 rows': { outcomes: ['blocked'], limit: 1000 },
};

test('a million rows are searched while phones are served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-load-'));
  const data = join(folder, 'data');
  await (await startHost(folder)).stop();
  writeLedger(data, { rows, phones, untilMs: Date.now() - 1000, everyMs: 1000 });

  const host = await startHost(folder);
  const port = host.ready.http?.port ?? 0;
  const memoryMb = (): number =>
    Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pidOf(data)}/status`, 'utf8'))?.[1]) / 1024);
  try {
    const control = await readControlFile(data);
    if (!control) throw new Error('no control file');
    const socket = await connectSocket(control, systemClock());
    if (typeof socket === 'string') throw new Error(socket);
    const ask = async (name: string, input: unknown): Promise<Record<string, unknown>> => {
      const answer = await socket.call(name, input);
      if (!answer.ok) throw new Error(answer.problem.message);
      return answer.value as Record<string, unknown>;
    };
    const firstMb = memoryMb();
    const cold = await timed(() => ask('requests.search', { text: 'zzz-nowhere' }));
    const readInMb = memoryMb();
    const idle = await measured(ask);
    const load = startLoad(port);
    const busy = await measured(ask);
    const served = await load.stop();
    const { rows: rowsAfter } = await ask('ledger.show', {});
    console.log(
      `first search of all, cold: ${cold.toFixed(0)} ms; resident ${firstMb} MB before, ${readInMb} MB after it`,
    );
    console.log(`served meanwhile: ${Math.round(served.perSecond)} requests/s; rows at the end ${String(rowsAfter)}`);
    console.table(
      Object.fromEntries(
        Object.keys(idle).map((name) => [name, { 'idle p50/p99, ms': idle[name], 'serving p50/p99, ms': busy[name] }]),
      ),
    );
    expect(Number(rowsAfter)).toBeGreaterThan(rows);
    await socket.close();
  } finally {
    expect(await host.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});

type Ask = (name: string, input: unknown) => Promise<Record<string, unknown>>;

async function measured(ask: Ask): Promise<Record<string, string>> {
  const figures: Record<string, string> = {};
  const all: number[] = [];
  const calls: number[] = [];
  for (const [name, filter] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      times.push(await timed(() => ask('requests.search', filter)));
      calls.push(await timed(() => ask('status.show', {})));
    }
    all.push(...times);
    figures[name] = figure(times);
  }
  figures['ALL SEARCHES'] = figure(all);
  const since = new Date(Date.now() - 30 * dayMs).toISOString();
  const summaries: number[] = [];
  for (let round = 0; round < rounds; round++)
    summaries.push(await timed(() => ask('requests.summary', { since, bucketSeconds: 3600 })));
  figures['requests.summary of all'] = figure(summaries);
  figures['status.show between them'] = figure(calls);
  return figures;
}

function figure(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.99)}`;
}

/** Eight connections that ask again 20 ms after each answer: some 350 requests/s, ten thousand phones that all ask every 30 s. */
function startLoad(port: number): { stop: () => Promise<{ perSecond: number }> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const startMs = performance.now();
  let served = 0;
  let stopped = false;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      get({ port, agent, path: '/KX-UT670.cfg' }, (response) => {
        served++;
        response.resume().once('end', resolve);
      }).once('error', reject);
    });
  const loops = Array.from({ length: 8 }, async () => {
    while (!stopped) {
      await one();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(loops);
      agent.destroy();
      return { perSecond: (served * 1000) / (performance.now() - startMs) };
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function pidOf(data: string): number {
  return (JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')) as { pid: number }).pid;
}
