// The main job once more, by someone who has a terminal and nothing else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startHost } from '../../support/chromium-host';
import { runCli } from '../../support/running-host';
import { expect, test } from '../../support/window';

const cliFile = join(import.meta.dirname, '../../../out/main/cli.js');
const mac = '0080F0A1B2C3';

test('the command line alone brings a phone in sync, changes its configuration and resyncs it', async ({
  folder,
  phones,
}) => {
  const host = await startHost(folder);
  const cli = async <T>(...args: string[]): Promise<T> =>
    JSON.parse(await runCli(host.ready.data, ...args, '--json')) as T;
  const url = `http://${host.ready.http?.address}:${host.ready.http?.port}/`;
  const phone = new CliPhone(['--mac', mac, '--model', 'KX-UT670', '--url', url, '--address', phones.address()]);
  try {
    await cli(
      'phones',
      'add',
      '--mac',
      '00-80-f0-a1-b2-c3',
      '--model',
      'KX-UT670',
      '--name',
      'Reception',
      '--extension',
      '201',
      '--password',
      'phone-secret-1',
    );
    expect(await cli('config', 'publish', '--message', 'First phone')).toMatchObject({ revision: 1, changedPhones: 1 });
    phone.powerOn();
    await phone.event('applied');
    expect(await cli('phones', 'show', mac)).toMatchObject({
      phone: { state: 'inSync', lines: [{ extension: '201' }] },
    });
    expect(await cli('config', 'effective', '--phone', mac, '--held')).toMatchObject({
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'SIP_PASS_1', value: 'phone-secret-1' })]),
    });

    const file = new CliInput('POUND_KEY_DELIMITER_ENABLE="N"\r\n');
    expect(await file.run(host.ready.data, 'config', 'set', '--scope', 'site', '--file', '-', '--json')).toContain(
      'problems',
    );
    await cli('config', 'publish', '--message', 'Dial without #');
    expect(await cli('phones', 'show', mac)).toMatchObject({ phone: { state: 'pending' } });

    const lines = (await runCli(host.ready.data, 'resync', '--phones', mac, '--wait', '20', '--json'))
      .trim()
      .split('\n');
    const steps = lines.map((line) => JSON.parse(line) as { step?: string; run?: unknown });
    expect([...new Set(steps.flatMap(({ step }) => step ?? []))]).toEqual([
      'queued',
      'sent',
      'answered',
      'fetched',
      'done',
    ]);
    expect(steps.at(-1)).toMatchObject({ run: { total: 1, done: 1, failed: 0 } });
    await phone.event('notify');
    expect(await cli('phones', 'show', mac)).toMatchObject({ phone: { state: 'inSync' } });
    expect(await cli('status')).toMatchObject({ phones: { inSync: 1, pending: 0 } });
  } finally {
    await phone.stop();
    expect(await host.stop()).toBe(0);
  }
});

/** `cli virtual-phone` as a process of its own. */
class CliPhone {
  #child: ReturnType<typeof spawn> | null = null;
  readonly #events: string[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(private readonly args: string[]) {}

  powerOn(): void {
    this.#child = spawn(process.execPath, [cliFile, 'virtual-phone', ...this.args, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!this.#child.stdout) return;
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#events.push((JSON.parse(line) as { event: string }).event);
      for (const look of this.#waiting) look();
    });
  }

  /** Resolves once the phone has told of it. */
  event(name: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.#events.includes(name)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    if (this.#child === null || this.#child.exitCode !== null) return;
    this.#child.kill('SIGINT');
    await once(this.#child, 'close');
  }
}

/** Runs the command line with something on its stdin. */
class CliInput {
  constructor(private readonly text: string) {}

  async run(data: string, ...args: string[]): Promise<string> {
    const child = spawn(process.execPath, [cliFile, ...args, '--data', data], { stdio: ['pipe', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stdin.end(this.text);
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    return out;
  }
}
