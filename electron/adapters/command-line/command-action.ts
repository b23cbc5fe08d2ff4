import type { Command } from 'commander';
import type { CommandTools } from './command-tools';

/** What a command does. `trouble` ends it with exit code 1 though it was not stopped; a ProblemError stops it. */
export type Action<Options, Words extends readonly unknown[]> = (
  tools: CommandTools,
  options: Options,
  ...words: Words
) => Promise<void | 'trouble'>;

/** Makes commander's action of ours: `command.action(does<{ filter?: string }, [mac: string]>(…))`. */
export type Does = <Options = object, Words extends readonly unknown[] = []>(
  action: Action<Options, Words>,
) => (this: Command, ...given: unknown[]) => Promise<void>;
