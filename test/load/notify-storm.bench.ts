// 10,000 NOTIFYs to 10,000 phones, every one challenged: with nothing lost, with a fifth of what the phones hear lost, and that again with
// sip.js as it comes.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { SipNotifySender } from '../../electron/adapters/sip/sip-notify-sender';
import { fastClock } from '../support/fast-clock';
import { StockSipJs } from './storm/stock-sip-js';

const count = 10_000;
const aFifth = 0.2;
/** A lost NOTIFY waits half a second for its repeat. */
const inFlight = { calm: 200, lossy: 1_000 };
const soonMs = 5_000;

setFlagsFromString('--expose-gc');
const sweep = runInNewContext('gc') as () => void;

interface Answered {
  readonly status: number;
  readonly reason: string;
}

/** The status 0 of nobody. */
type Notify = (address: string, port: number) => Promise<Answered>;

interface Figures {
  readonly answered: number;
  readonly wrong: number;
  readonly soon: number;
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly p99Ms: number;
  readonly aboveIdleMb: number;
}

function addressOf(index: number): string {
  return `127.${10 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;
}

async function storm(notify: Notify, lost: number): Promise<Figures> {
  const peers = spawn(
    process.execPath,
    [join(import.meta.dirname, 'storm/notify-peers.mjs'), JSON.stringify({ lost })],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(peers.stdout), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  sweep();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const tookMs: number[] = [];
  let [next, wrong, answered] = [0, 0, 0];
  const cpu = process.cpuUsage();
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) {
      const address = addressOf(next++);
      const since = performance.now();
      const { status, reason } = await notify(address, port);
      tookMs.push(performance.now() - since);
      if (status === 200) answered++;
      if (status === 200 && reason !== `101@${address}:${port}`) wrong++;
    }
  };
  await Promise.all(Array.from({ length: lost > 0 ? inFlight.lossy : inFlight.calm }, worker));
  const took = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  peers.stdin.end();
  await once(peers, 'exit');
  tookMs.sort((one, other) => one - other);
  return {
    answered,
    wrong,
    soon: tookMs.filter((ms) => ms <= soonMs).length,
    tookMs: Math.round(took),
    cpuMs: Math.round((user + system) / 1000),
    p99Ms: Math.round(tookMs[Math.floor(tookMs.length * 0.99)] ?? 0),
    aboveIdleMb: Math.round((peak - idle) / 2 ** 20),
  };
}

test('10,000 NOTIFYs through a fifth of loss', async () => {
  const sip = new SipNotifySender({
    host: '127.0.0.1',
    port: 0,
    version: '1',
    clock: fastClock(1),
    random: randomBytes,
  });
  const started = await sip.start();
  if (!started.ok) throw new Error(started.problem.message);
  const credentials = { authId: '101', password: 'secret' };
  const notify: Notify = async (address, port) => {
    const target = { address, port, user: '101' };
    const outcome = await sip.send({ target, event: 'check-sync', credentials }, { sent: () => undefined });
    return outcome.kind === 'answered' ? outcome : { status: 0, reason: outcome.kind };
  };
  const calm = await storm(notify, 0);
  const ours = await storm(notify, aFifth);
  await sip.stop();
  const stockSipJs = await StockSipJs.start();
  const stock = await storm((address, port) => stockSipJs.notify(address, port), aFifth);
  stockSipJs.stop();
  console.table({ 'nothing lost': calm, 'a fifth lost': ours, 'a fifth lost, sip.js as it comes': stock });
  expect(calm).toMatchObject({ answered: count, wrong: 0 });
  expect(ours).toMatchObject({ answered: count, wrong: 0 });
  expect(stock.answered).toBeLessThan(count);
}, 600_000);
