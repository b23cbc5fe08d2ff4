// The command line from arguments to exit code. Its shapes, streams and exit codes are a contract: scripts depend on them.
import { Command, CommanderError } from 'commander';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { addBackupCommand } from './backup-command';
import type { Action, Does } from './command-action';
import { addContactsCommands } from './contacts-commands';
import type { CommandSurroundings } from './command-surroundings';
import { CommandTools, UsageError, type GlobalOptions } from './command-tools';
import { addCertificatesCommands } from './certificates-commands';
import { addChecksCommand } from './checks-command';
import { addClockCommands } from './clock-commands';
import { addConfigCommands } from './config-commands';
import { addLibraryCommands } from './library-commands';
import { addPhonesCommands } from './phones-commands';
import { addPnpCommands } from './pnp-commands';
import { addRegistrarCommands } from './registrar-commands';
import { addReportsCommands } from './reports-commands';
import { addRequestsCommand } from './requests-command';
import { addResyncCommand } from './resync-command';
import { addSchedulesCommands } from './schedules-commands';
import { addSipCommands } from './sip-commands';
import { addSiteCommands } from './site-commands';
import { addStatusCommand } from './status-command';
import { printable } from './table';
import { addVirtualPhoneCommand } from './virtual-phone-command';

/** 0 done, 1 expected trouble, 2 wrong usage. */
type ExitCode = 0 | 1 | 2;

/** Runs one command. `args` without program and script. Never rejects. */
export async function runCommandLine(args: readonly string[], around: CommandSurroundings): Promise<ExitCode> {
  const json = args.includes('--json');
  let troubled = false;
  const does: Does = <Options, Words extends readonly unknown[]>(action: Action<Options, Words>) =>
    async function (this: Command, ...given: unknown[]) {
      // Commander gives the arguments, then the options, then the command.
      const words = given.slice(0, -2) as readonly unknown[] as Words;
      const tools = new CommandTools(around, this.optsWithGlobals<GlobalOptions>());
      troubled = (await action(tools, this.opts() as Options, ...words)) === 'trouble';
    };
  try {
    await buildProgram(around, does, json).parseAsync(args, { from: 'user' });
    return troubled ? 1 : 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof UsageError) {
      tellWrongUsage(error, around, json);
      return 2;
    }
    tellProblem(problemOf(error), around, json);
    if (!(error instanceof ProblemError) && !json) around.stderr.write(`${stackOf(error)}\n`);
    return 1;
  }
}

function buildProgram(around: CommandSurroundings, does: Does, json: boolean): Command {
  const program = new Command('npm run -s cli --');
  program
    .description('Asks the running Cordboard workstation, or opens its database when none is running.')
    .option('--data <folder>', 'data folder of the workstation', around.defaultData)
    .option('--site <name>', 'another site than the one being served')
    .option('--json', 'print JSON')
    .option('--passphrase-file <file>', 'unlocks the secrets when no workstation is running')
    .configureHelp({ showGlobalOptions: true, helpWidth: 120 })
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      // Errors are told by `tellWrongUsage`; what is left is help that nobody asked for.
      outputError: () => undefined,
      writeErr: (text) => {
        if (!json) around.stderr.write(text);
      },
    })
    .exitOverride();
  addStatusCommand(program, does);
  addSiteCommands(program, does);
  addPhonesCommands(program, does);
  addConfigCommands(program, does);
  addResyncCommand(program, does);
  addRequestsCommand(program, does);
  addChecksCommand(program, does);
  addReportsCommands(program, does);
  addRegistrarCommands(program, does);
  addPnpCommands(program, does);
  addSipCommands(program, does);
  addSchedulesCommands(program, does);
  addClockCommands(program, does);
  addLibraryCommands(program, does);
  addContactsCommands(program, does);
  addCertificatesCommands(program, does);
  addBackupCommand(program, does);
  addVirtualPhoneCommand(program, does);
  return program;
}

function tellWrongUsage(error: Error, around: CommandSurroundings, json: boolean): void {
  const helpWasShown = error instanceof CommanderError && error.code === 'commander.help';
  const message = helpWasShown ? 'The command is not complete.' : error.message.replace(/^error: /, '');
  if (json) {
    const remedy = 'Add --help to the command to see how it is used.';
    tellProblem({ code: 'CALL_INVALID', message, remedy }, around, json);
  } else if (!helpWasShown) {
    around.stderr.write(`Wrong usage: ${message}\nAdd --help to the command to see how it is used.\n`);
  }
}

function tellProblem({ code, message, remedy }: Problem, around: CommandSurroundings, json: boolean): void {
  const text = json
    ? JSON.stringify({ problem: { code, message, remedy } })
    : printable(`${message} ${remedy} [${code}]`);
  around.stderr.write(`${text}\n`);
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    code: 'INTERNAL_ERROR',
    message: `Something unexpected happened: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Repeat the command; if it happens again, report it with the lines below.',
  };
}

function stackOf(error: unknown): string {
  return (error instanceof Error ? error.stack : undefined) ?? String(error);
}
