// Steers the lab clock of a running workstation: hours pass at once, and in between the world is real.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Where a story keeps its orders, for the variable CORDBOARD_TEST_CLOCK. */
export function clockOrdersFile(folder: string): string {
  return join(folder, 'clock.json');
}

export class StoryClock {
  #number = 0;
  readonly #file: string;

  constructor(folder: string) {
    this.#file = clockOrdersFile(folder);
  }

  pause(): Promise<void> {
    return this.#order({ kind: 'pause' });
  }

  run(): Promise<void> {
    return this.#order({ kind: 'run' });
  }

  /** Everything that falls due on the way happens; `to` is RFC 3339 in UTC. */
  stepTo(to: string): Promise<void> {
    return this.#order({ kind: 'step', to });
  }

  /** The computer sleeps until then: nothing happens meanwhile. */
  sleepUntil(to: string): Promise<void> {
    return this.#order({ kind: 'sleep', to });
  }

  async #order(what: object): Promise<void> {
    const number = ++this.#number;
    // Never seen half written.
    await writeFile(`${this.#file}.new`, JSON.stringify({ number, do: what }));
    await rename(`${this.#file}.new`, this.#file);
    for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 20) {
      if ((await readFile(`${this.#file}.done`, 'utf8').catch(() => '')) === String(number)) return;
      await wait(20);
    }
    throw new Error(`the clock did not ${JSON.stringify(what)}`);
  }
}
