// Runs baresip (Debian: baresip-core) as a phone with one line: it registers, asks for waiting messages, and is ended with the test.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const modulePaths = ['/usr/lib/baresip/modules', '/usr/local/lib/baresip/modules'];

/** What is missing here, null when it can run. */
export function baresipMissing(): string | null {
  const found = spawnSync('baresip', ['-h']).error === undefined && modulePaths.some((path) => existsSync(path));
  return found ? null : 'baresip is not installed (Debian: baresip-core)';
}

export interface BaresipLine {
  readonly user: string;
  readonly authId: string;
  readonly password: string;
  readonly registrarPort: number;
  readonly seconds: number;
}

export interface Baresip {
  /** What it said so far. */
  readonly said: () => string;
  /** Asks it to take its registration back and go; resolves when it is gone. */
  readonly leave: () => Promise<void>;
}

/** It listens at 127.0.0.8. */
export async function startBaresip({ user, authId, password, registrarPort, seconds }: BaresipLine): Promise<Baresip> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-baresip-'));
  const modules = modulePaths.find((path) => existsSync(path)) ?? '';
  await writeFile(
    join(folder, 'config'),
    [
      'net_interface 127.0.0.8',
      'sip_listen 127.0.0.8:0',
      `module_path ${modules}`,
      'module g711.so',
      'module_app account.so',
      'module_app menu.so',
      'module_app mwi.so',
      '',
    ].join('\n'),
  );
  const server = `127.0.0.1:${registrarPort}`;
  const account = `<sip:${user}@${server};transport=udp>;auth_user=${authId};auth_pass=${password};regint=${seconds};mwi=yes`;
  await writeFile(join(folder, 'accounts'), `${account}\n`, { mode: 0o600 });
  for (const name of ['contacts', 'uuid']) await writeFile(join(folder, name), '');
  const phone = spawn('baresip', ['-f', folder, '-t', '60'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [phone.stdout, phone.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text = (text + more).slice(-20_000)));
  const ended = new Promise<void>((resolve) => {
    phone.once('error', () => resolve());
    phone.once('exit', () => resolve());
  });
  onTestFinished(async () => {
    phone.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  return {
    said: () => text,
    leave: async () => {
      phone.kill('SIGTERM');
      await ended;
    },
  };
}
