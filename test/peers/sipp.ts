// Runs sipp (Debian: sip-tester) as the phone. `-nr` makes it count repeated requests instead of swallowing them.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

interface SippPhone {
  readonly port: number;
  /** Ends when sipp has played its scenario; rejects with what sipp complained about when something else happened. */
  readonly played: Promise<void>;
}

/** Steps of a sipp scenario. */
export const hear = '<recv request="NOTIFY" timeout="10000"/>';

export function say(status: string, extraHeaders: readonly string[] = []): string {
  const lines = [
    `SIP/2.0 ${status}`,
    '[last_Via:]',
    '[last_From:]',
    '[last_To:];tag=[pid]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    ...extraHeaders,
    'Content-Length: 0',
  ];
  return `<send><![CDATA[\n${lines.join('\n')}\n\n]]></send>`;
}

async function portTaken(port: number, transport: SippTransport): Promise<boolean> {
  if (transport === 'tcp') {
    const server = createServer();
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(true));
      server.listen(port, '127.0.0.1', () => resolve(false));
    });
    server.close();
    return taken;
  }
  const probe = createSocket('udp4');
  const taken = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(true));
    probe.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(false));
  });
  probe.close();
  return taken;
}

export async function freePort(): Promise<number> {
  const probe = createSocket('udp4').bind(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Debian's sipp knows no TLS. */
type SippTransport = 'udp' | 'tcp';

/** Starts sipp on a free loopback port with these steps, for one call. Resolves when it listens. */
export function startSipp(...steps: readonly string[]): Promise<SippPhone> {
  return startSippOver('udp', ...steps);
}

/** Registers a phone whose contact is `contactPort` with a server, once. */
export async function registerBySipp(server: string, user: string, contactPort: number): Promise<void> {
  const lines = [
    `REGISTER sip:${server} SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    `From: <sip:${user}@${server}>;tag=[call_number]`,
    `To: <sip:${user}@${server}>`,
    'Call-ID: [call_id]',
    'CSeq: 1 REGISTER',
    `Contact: <sip:${user}@127.0.0.1:${contactPort}>`,
    'Max-Forwards: 70',
    'Expires: 600',
    'Content-Length: 0',
  ];
  const steps = [`<send retrans="500"><![CDATA[\n${lines.join('\n')}\n\n]]></send>`, '<recv response="200"/>'];
  const { ended } = await run(await freePort(), steps, [server]);
  await ended;
}

export async function startSippOver(transport: SippTransport, ...steps: readonly string[]): Promise<SippPhone> {
  const port = await freePort();
  const { ended: played } = await run(port, steps, ['-t', transport === 'tcp' ? 't1' : 'u1']);
  while (!(await Promise.race([portTaken(port, transport), played.then(() => true)]))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { port, played };
}

/** `ended` rejects with what sipp complained about. */
async function run(
  port: number,
  steps: readonly string[],
  more: readonly string[],
): Promise<{ readonly ended: Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-sipp-'));
  const scenario = join(folder, 'scenario.xml');
  const errors = join(folder, 'errors.log');
  await writeFile(
    scenario,
    `<?xml version="1.0" encoding="ISO-8859-1"?>\n<scenario name="phone">\n${steps.join('\n')}\n</scenario>\n`,
  );
  const options = ['-sf', scenario, '-i', '127.0.0.1', '-p', String(port), '-m', '1', '-nr', '-nostdin', '-nd'];
  const sipp = spawn('sipp', [...more, ...options, '-trace_err', '-error_file', errors], {
    stdio: 'ignore',
    cwd: folder,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    sipp.once('error', (error) =>
      reject(new Error(`sipp does not start (Debian package sip-tester): ${error.message}`)),
    );
    sipp.once('exit', resolve);
  });
  const played = ended.then(async (status) => {
    if (status === 0) return;
    throw new Error(`sipp ended with ${status}: ${await readFile(errors, 'utf8').catch(() => 'it wrote no errors')}`);
  });
  played.catch(() => undefined); // told to whoever awaits it
  onTestFinished(async () => {
    sipp.kill('SIGKILL');
    await ended.catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });
  return { ended: played };
}
