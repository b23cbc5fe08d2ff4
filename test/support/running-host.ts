// What a started workstation tells: the one line of JSON with its addresses, what it prints besides, and what the
// command line says of it.
import { type ChildProcess, execFile } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

interface Listener {
  address: string;
  port: number;
}

/** Where a workstation listens: in the `ready` line and in `status --json` alike. */
export interface Listeners {
  http: Listener | null;
  sip: (Listener & { transports: string[] }) | null;
}

/** Printed once on stdout, when every listener is up. */
export interface ReadyLine extends Listeners {
  event: 'ready';
  https: Listener | null;
  tftp: Listener | null;
  sntp: Listener | null;
  version: string;
  data: string;
  control: { url: string; tokenFile: string };
}

/** Any free port for each listener, so that stories can run side by side. */
export const freePorts = ['--http-port', '0', '--sip-port', '0', '--control-port', '0'];

/** Collects what a host prints and waits for lines of it. */
export class HostOutput {
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];
  readonly #changed = new Set<() => void>();
  #ended = false;

  constructor(process: ChildProcess) {
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = process[name];
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this[name].push(line);
        for (const look of this.#changed) look();
      });
    }
    process.once('close', () => {
      this.#ended = true;
      for (const look of this.#changed) look();
    });
  }

  ready(): Promise<ReadyLine> {
    return this.#find('stdout', 'the ready line', (line) => {
      if (!line.startsWith('{"event":"ready"')) return undefined;
      return JSON.parse(line) as ReadyLine;
    });
  }

  /** The address of the window for a browser, token included. */
  windowUrl(): Promise<string> {
    return this.#find('stderr', 'the address of the window', (line) => /https?:\/\/\S+#token=\S+/.exec(line)?.[0]);
  }

  #find<T>(from: 'stdout' | 'stderr', what: string, read: (line: string) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#changed.delete(look);
      };
      const give = (why: string): void => {
        done();
        reject(new Error(`The host ${why} before it printed ${what}:\n${[...this.stdout, ...this.stderr].join('\n')}`));
      };
      const look = (): void => {
        for (const line of this[from]) {
          const found = read(line);
          if (found === undefined) continue;
          done();
          resolve(found);
          return;
        }
        if (this.#ended) give('ended');
      };
      const timer = setTimeout(() => give('took 20 s'), 20_000);
      this.#changed.add(look);
      look();
    });
  }
}

/** How a program that gives up at its start ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a host that should not come up, and waits for its end. */
export function runToEnd(file: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : null) : 0, stdout, stderr });
    });
  });
}

/** Runs the built command line; rejects, with its stderr, when it exits with anything but 0. */
export async function runCli(data: string, ...args: string[]): Promise<string> {
  const file = join(root, 'out/main/cli.js');
  return (await promisify(execFile)(process.execPath, [file, ...args, '--data', data])).stdout;
}
