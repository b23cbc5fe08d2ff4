// A headless host in a process of its own with many phones, each with its own address; and its calls over the control socket.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest, Agent } from 'node:http';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { startHost, type RunningHost } from '../../support/chromium-host';
import { runCli } from '../../support/running-host';

export interface Given {
  readonly status: number;
  readonly body: Buffer;
}

export interface StormHost {
  readonly host: RunningHost;
  readonly port: number;
  readonly pid: number;
  readonly macs: readonly string[];
  /** As a phone asks; `mac` is named in the User-Agent. */
  get(path: string, mac?: string): Promise<Given>;
  /** Takes a text as the site's file. */
  publish(text: string): Promise<void>;
  stop(): Promise<void>;
}

function macOf(n: number): string {
  return `0080F0${n.toString(16).toUpperCase().padStart(6, '0')}`;
}

/** Phones are added, armed and published; none has asked for anything yet. */
export async function startStormHost(folder: string, count: number, args: string[] = []): Promise<StormHost> {
  const host = await startHost(folder, args);
  const data = join(folder, 'data');
  const ask = async (...args: string[]): Promise<unknown> => JSON.parse(await runCli(data, ...args, '--json'));
  const macs = Array.from({ length: count }, (_, index) => macOf(index + 1));
  const rows = macs.map(
    (mac, n) => `${mac},KX-UT670,Phone ${n},Group ${n % 10},${20_000 + n},auth${n},pw-${n}-${n * 7919}`,
  );
  writeFileSync(
    join(folder, 'phones.csv'),
    ['mac,model,name,group,line1_extension,line1_auth_id,line1_password', ...rows].join('\r\n'),
  );
  const publish = async (text: string): Promise<void> => {
    writeFileSync(join(folder, 'site.cfg'), text);
    await ask('config', 'set', '--scope', 'site', '--file', join(folder, 'site.cfg'));
    await ask('config', 'publish', '--message', 'storm');
  };
  await ask('phones', 'import', join(folder, 'phones.csv'));
  await publish('CFG_RESYNC_TIME="02:00"\r\nDSCP_SIP_1="26"\r\nVOICEMAIL_ACCESS_NUM_1="*97"\r\n');
  const port = host.ready.http?.port ?? 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    host,
    port,
    macs,
    pid: (JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')) as { pid: number }).pid,
    get: (path, mac) => get(agent, port, path, mac),
    publish,
    async stop() {
      agent.destroy();
      await host.stop();
    },
  };
}

/** The paths of the files a phone is told of in what it got at first contact: its own, its product's, the site's. */
export function toldPaths(first: Buffer): string[] {
  const told = [...first.toString('utf8').matchAll(/CFG_(?:STANDARD|PRODUCT|MASTER)_FILE_PATH="([^"]+)"/g)];
  return told.map(([, url]) => new URL(url ?? '').pathname);
}

function get(agent: Agent, port: number, path: string, mac?: string): Promise<Given> {
  const headers = mac ? { 'User-Agent': `Panasonic_KX-UT670/01.061 (${mac.toLowerCase()})` } : {};
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

export interface Caller {
  /** How long each call waited, ms, from when it was due. */
  stop(): Promise<number[]>;
}

/** Small calls of a window, at a steady pace, from another thread (small-calls.mjs). */
export async function keepCalling(storm: StormHost): Promise<Caller> {
  const { url, tokenFile } = storm.host.ready.control;
  const { token } = JSON.parse(readFileSync(tokenFile, 'utf8')) as { token: string };
  const workerData = { url: `${url.replace(/^http/, 'ws')}workstation`, token, macs: storm.macs };
  const calling = new Worker(new URL('small-calls.mjs', import.meta.url), { workerData });
  await once(calling, 'message');
  return {
    async stop() {
      const waits = once(calling, 'message');
      calling.postMessage('stop');
      const [list] = (await waits) as [number[]];
      await calling.terminate();
      return list;
    },
  };
}
