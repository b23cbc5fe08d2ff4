// A whole host on a network of its own, and a factory-fresh phone that knows nothing but its MAC: from a real multicast question to the
// bootstrap file and a waiting phone. A second network at the same host hears nothing.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import type { PnpView } from '../../electron/contract/pnp';
import type { CallOutput } from '../../electron/contract/contract';
import { NetworkNamespaces } from '../support/network-namespaces';
import { HostOutput, type ReadyLine } from '../support/running-host';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cordboard-pnp-'));
const data = join(folder, 'data');
const nets = new NetworkNamespaces();
const mac = '0080F0A1B2C3';

let whyNot: string | null = null;
let host: ChildProcess | null = null;
let ready: ReadyLine;

beforeAll(async () => {
  whyNot = await nets.whyNot();
  if (whyNot !== null) return;
  for (const name of ['host', 'phone', 'elsewhere']) await nets.add(name);
  await nets.plug({ from: ['host', 'eth0', '192.0.2.1/24'], to: ['phone', 'eth0', '192.0.2.7/24'] });
  await nets.plug({ from: ['host', 'eth1', '198.51.100.1/24'], to: ['elsewhere', 'eth0', '198.51.100.7/24'] });
  const options = ['--bind', '192.0.2.1', '--http-port', '0', '--sip-port', '5060', '--control-port', '0'];
  const [program = '', ...rest] = nets.command(
    'host',
    process.execPath,
    join(root, 'out/main/serve.js'),
    '--data',
    data,
    ...options,
  );
  host = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  ready = await new HostOutput(host).ready();
}, 60_000);

afterAll(async () => {
  if (host && host.exitCode === null) {
    host.kill('SIGTERM');
    await once(host, 'close');
  }
  await nets.remove();
  rmSync(folder, { recursive: true, force: true });
});

function skipWithout(context: TestContext): void {
  if (whyNot !== null) context.skip(whyNot);
}

async function cli<T>(...args: string[]): Promise<T> {
  const file = join(root, 'out/main/cli.js');
  return JSON.parse(await nets.run('host', process.execPath, file, ...args, '--data', data, '--json')) as T;
}

interface PhoneStory {
  readonly heard: readonly { readonly from: string; readonly startLine: string; readonly event: string }[];
  readonly told: { readonly type: string; readonly url: string } | null;
  readonly fetched: { readonly status: number; readonly text: string } | null;
}

async function phoneAsks(where: string, address: string, waitMs = 5_000): Promise<PhoneStory> {
  const script = join(root, 'test/support/multicast-peer.mjs');
  const told = await nets.run(where, process.execPath, script, address, mac, 'KX-HDV230', String(waitMs));
  return JSON.parse(told) as PhoneStory;
}

const waiting = async (): Promise<number> => (await cli<CallOutput<'status.show'>>('status')).waiting;

test('as long as it is off, a phone hears nothing and nobody waits', async (context) => {
  skipWithout(context);
  expect(await phoneAsks('phone', '192.0.2.7', 1_500)).toEqual({ heard: [], told: null, fetched: null });
  expect(await waiting()).toBe(0);
});

test('turned on, a question by multicast leads to the bootstrap file and a waiting phone', async (context) => {
  skipWithout(context);
  await cli('pnp', 'on');
  await expect
    .poll(async () => (await cli<PnpView>('pnp', 'status')).interfaces, { timeout: 20_000, interval: 200 })
    .toEqual([{ name: 'eth0', address: '192.0.2.1', state: 'up', problem: null }]);
  const story = await phoneAsks('phone', '192.0.2.7');
  expect(story.heard.map(({ from }) => from)).toEqual(['192.0.2.1', '192.0.2.1']);
  expect(story.heard[0]?.startLine).toBe('SIP/2.0 200 OK');
  expect(story.told).toEqual({
    type: 'application/url',
    url: `http://192.0.2.1:${ready.http?.port}/KX-HDV230.cfg`,
  });
  expect(story.fetched?.status).toBe(200);
  expect(story.fetched?.text).toContain(
    `CFG_STANDARD_FILE_PATH="http://192.0.2.1:${ready.http?.port}/first/{MAC}.cfg"`,
  );
  const { requests } = await cli<CallOutput<'requests.list'>>('requests', '--limit', '1');
  expect(requests[0]).toMatchObject({ path: '/KX-HDV230.cfg', status: 200, remote: '192.0.2.7' });
  expect(await waiting()).toBe(1);
  const { seen, others } = await cli<PnpView>('pnp', 'status');
  expect(seen).toMatchObject([{ mac, vendor: 'Panasonic', model: 'KX-HDV230', address: '192.0.2.7', answered: true }]);
  expect(others).toEqual([]);
});

test('a phone on the other network of the same host hears nothing', async (context) => {
  skipWithout(context);
  const story = await phoneAsks('elsewhere', '198.51.100.7', 1_500);
  expect(story).toEqual({ heard: [], told: null, fetched: null });
  expect((await cli<PnpView>('pnp', 'status')).seen).toHaveLength(1);
});

test('turned off again, a phone hears nothing', async (context) => {
  skipWithout(context);
  await cli('pnp', 'off');
  expect((await phoneAsks('phone', '192.0.2.7', 1_500)).heard).toEqual([]);
});
