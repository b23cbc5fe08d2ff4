import type { Command } from 'commander';
import type { Does } from './command-action';

export function addBackupCommand(program: Command, does: Does): void {
  program
    .command('backup')
    .description('writes a consistent copy of the database, also while it is in use')
    .argument('<file>', 'must not be there yet')
    .action(
      does<object, [file: string]>((tools, _options, name) =>
        tools.withWorkstation(async (workstation) => {
          // The workstation writes it, and its working folder is not ours.
          const { file, bytes } = await workstation.ask('backup.create', { file: tools.path(name) });
          tools.show({ file, bytes }, () => `${bytes} bytes written to ${file}.`);
        }),
      ),
    );
}
