// Phones as a CSV file, in and out.
import type { Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import type { Does } from './command-action';
import { counted, formatTable } from './table';
import { readText, writeBytes } from './text-files';

export function addPhonesFileCommands(phones: Command, does: Does): void {
  phones
    .command('import')
    .description('adds and changes phones by a CSV file: mac,model,name,group,ip,line1_extension,…')
    .argument('<file>', 'CSV file with a header row, - for standard input')
    .option('--dry-run', 'only tell what would happen')
    .action(
      does<{ dryRun?: true }, [file: string]>(async (tools, { dryRun = false }, file) => {
        const csv = (await readText(file, 'IMPORT_UNREADABLE', tools)).replace(/^\uFEFF/, '');
        return tools.withWorkstation(async (workstation) => {
          const outcome = await workstation.ask('phones.import', { csv, dryRun });
          const { added, changed, skipped, problems } = outcome;
          tools.show({ added, changed, skipped, problems }, () => importWords(outcome, dryRun));
        });
      }),
    );

  phones
    .command('export')
    .description('writes all phones to a CSV file, replacing it when it is there')
    .argument('<file>')
    .option('--with-secrets', 'passwords too; the file is then for your eyes only')
    .action(
      does<{ withSecrets?: true }, [file: string]>((tools, { withSecrets = false }, name) =>
        tools.withWorkstation(async (workstation) => {
          const file = tools.path(name);
          const exported = await workstation.ask('phones.export', { withSecrets });
          await writeBytes(file, exported.csv, withSecrets);
          tools.show(
            { file, phones: exported.phones },
            () => `${counted(exported.phones, 'phone')} written to ${file}.`,
          );
        }),
      ),
    );
}

function importWords(outcome: CallOutput<'phones.import'>, dryRun: boolean): string {
  const { added, changed, skipped, problems } = outcome;
  const summary = `${dryRun ? 'Would be: ' : ''}${added} added, ${changed} changed, ${skipped} skipped.`;
  if (problems.length === 0) return summary;
  const rows = problems.map(({ row, code, message }) => [row, code, message]);
  return `${formatTable(['ROW', 'CODE', 'PROBLEM'], rows)}\n${summary}`;
}
