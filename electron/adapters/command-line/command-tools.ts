// What every command works with: asking the workstation, printing for people or programs, reading files.
import { resolve } from 'node:path';
import type { CallInput, CallName, CallOutput } from '../../contract/contract';
import { ProblemError } from '../../core/shared/problem';
import type { CommandSurroundings } from './command-surroundings';
import type { ConnectOptions } from './connect-workstation';
import type { WorkstationConnection } from './workstation-connection';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data: string;
  readonly site?: string;
  readonly json?: true;
  readonly passphraseFile?: string;
}

/** Ends a command with exit code 2; what commander itself cannot see. */
export class UsageError extends Error {}

export interface Workstation {
  /** Throws the problem (ProblemError) when the answer is one. */
  ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  readonly listen: WorkstationConnection['listen'];
}

export class CommandTools {
  constructor(
    readonly around: CommandSurroundings,
    private readonly globals: GlobalOptions,
  ) {}

  get json(): boolean {
    return this.globals.json === true;
  }

  /** One value of the command's JSON, or the same in words. */
  show(value: unknown, words: () => string): void {
    const text = this.json ? JSON.stringify(value) : words();
    if (text !== '') this.around.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Bytes as they are, `--json` or not. */
  raw(bytes: string | Uint8Array): void {
    this.around.stdout.write(bytes);
  }

  /** Something a person should know beside the answer. */
  note(text: string): void {
    this.around.stderr.write(`${text}\n`);
  }

  path(file: string): string {
    return resolve(this.around.folder, file);
  }

  async withWorkstation(
    work: (workstation: Workstation) => Promise<void | 'trouble'>,
    host: ConnectOptions['host'] = 'preferred',
  ): Promise<void | 'trouble'> {
    const { data, site, passphraseFile } = this.globals;
    const connected = await this.around.connect({
      data: this.path(data),
      site: site ?? null,
      passphraseFile: passphraseFile === undefined ? null : this.path(passphraseFile),
      host,
    });
    if (!connected.ok) throw new ProblemError(connected.problem);
    const connection = connected.value;
    try {
      return await work({
        async ask(name, input) {
          const answer = await connection.call(name, input);
          if (!answer.ok) throw new ProblemError(answer.problem);
          return answer.value;
        },
        listen: (event, listener) => connection.listen(event, listener),
      });
    } finally {
      await connection.close();
    }
  }
}
