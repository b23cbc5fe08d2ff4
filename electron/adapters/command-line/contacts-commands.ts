// The site's phone book from the command line.
import type { Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import { ProblemError } from '../../core/shared/problem';
import type { Does } from './command-action';
import type { CommandTools } from './command-tools';
import { counted, formatTable } from './table';
import { readBytes } from './text-files';

export function addContactsCommands(program: Command, does: Does): void {
  program
    .command('contacts')
    .description("the phone book for phones' own import")
    .command('import')
    .description(
      'replaces all contacts by a CSV file (name,number,number2,…,ringtone,group) or the file a KX-UTG exports',
    )
    .argument('<file>', '- for standard input')
    .option('--dry-run', 'only tell what would happen')
    .action(
      does<{ dryRun?: true }, [file: string]>(async (tools, { dryRun = false }, file) => {
        const text = await readList(file, tools);
        return tools.withWorkstation(async (workstation) => {
          const { contacts, problems } = await workstation.ask('contacts.import', { text, dryRun });
          tools.show({ contacts, problems }, () => importWords({ contacts, problems }, dryRun));
        });
      }),
    );
}

/** UTF-8, or UTF-16 as phones write it. Throws FILE_UNREADABLE, IMPORT_UNREADABLE. */
async function readList(file: string, tools: CommandTools): Promise<string> {
  const bytes = await readBytes(file, tools);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError({
      code: 'IMPORT_UNREADABLE',
      message: 'The list is neither UTF-8 nor the UTF-16 of a phone.',
      remedy: 'Save the list as "CSV UTF-8".',
    });
  }
}

function importWords({ contacts, problems }: CallOutput<'contacts.import'>, dryRun: boolean): string {
  const unchanged = contacts === 0 ? ' Nothing was changed.' : '';
  const summary = `${dryRun ? 'Would be: ' : ''}${counted(contacts, 'contact')}.${dryRun ? '' : unchanged}`;
  if (problems.length === 0) return summary;
  const rows = problems.map(({ row, code, message }) => [row, code, message]);
  return `${formatTable(['ROW', 'CODE', 'PROBLEM'], rows)}\n${summary}`;
}
