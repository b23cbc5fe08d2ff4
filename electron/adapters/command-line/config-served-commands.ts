// What phones end up with: effective values, exact bytes, and what changed.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import type { CallInput, CallOutput } from '../../contract/contract';
import { ProblemError } from '../../core/shared/problem';
import type { Does } from './command-action';
import { UsageError, type CommandTools } from './command-tools';
import { wholeNumber } from './option-values';
import { formatTable, printable } from './table';
import { writeBytes, writeProblem } from './text-files';

type FileChoice = NonNullable<CallInput<'configs.render'>['file']>;

interface RenderOptions {
  readonly phone: string;
  readonly file?: FileChoice;
  readonly draft?: true;
  readonly out?: string;
}

const fileChoices = ['standard', 'product', 'master', 'bootstrap', 'first', 'all'] as const satisfies FileChoice[];

export function addConfigServedCommands(config: Command, does: Does): void {
  config
    .command('effective')
    .description('every value of a phone with the layer it comes from, secrets included')
    .requiredOption('--phone <MAC>')
    .option('--draft', 'as it would be after publishing')
    .addOption(new Option('--held', 'as the phone holds it, as far as we know').conflicts('draft'))
    .action(
      does<{ phone: string; draft?: true; held?: true }>((tools, { phone, draft, held }) =>
        tools.withWorkstation(async (workstation) => {
          const source = draft ? 'draft' : held ? 'held' : 'published';
          const effective = await workstation.ask('configs.effective', { mac: phone, source });
          const { parameters, leftOvers } = effective;
          tools.show({ parameters, leftOvers }, () => effectiveWords(effective));
        }),
      ),
    );

  config
    .command('render')
    .description('the exact bytes a phone is served, printed or written to a folder')
    .requiredOption('--phone <MAC>')
    .addOption(new Option('--file <file>', 'standard without --out, all with it').choices(fileChoices))
    .option('--draft', 'as it would be after publishing')
    .option('--out <folder>', 'writes each file under its name into this folder')
    .action(
      does<RenderOptions>((tools, options) => {
        const { phone, out, draft = false } = options;
        const file = options.file ?? (out === undefined ? 'standard' : 'all');
        if (out === undefined && file === 'all')
          throw new UsageError('--file all needs --out: several files make no one.');
        return tools.withWorkstation(async (workstation) => {
          const { files } = await workstation.ask('configs.render', { mac: phone, file, draft });
          if (files.length === 0) throw new ProblemError(noSuchFile(file));
          if (out === undefined) for (const { base64 } of files) tools.raw(Buffer.from(base64, 'base64'));
          else await writeFiles(files, tools.path(out), tools);
        });
      }),
    );

  config
    .command('diff')
    .description('what publishing would change in the served files, secrets blanked')
    .option('--phone <MAC>', 'in the files of this phone')
    .addOption(new Option('--against <revision>', 'served, or the number of a revision').default('served'))
    .action(
      does<{ phone?: string; against: string }>((tools, { phone, against: text }) => {
        const against = text === 'served' ? text : revisionNumber(text);
        return tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('configs.diff', { against, ...(phone !== undefined && { mac: phone }) });
          const files = answer.files.map(({ name, added, removed, text: changes }) => ({
            name,
            added,
            removed,
            text: changes,
          }));
          tools.show({ files }, () => files.map(diffWords).join('\n') || 'No difference.');
        });
      }),
    );
}

/** Secrets are in them: for the owner's eyes only. */
async function writeFiles(
  files: CallOutput<'configs.render'>['files'],
  folder: string,
  tools: CommandTools,
): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeProblem(folder, error);
  });
  for (const { name, base64 } of files) await writeBytes(join(folder, name), Buffer.from(base64, 'base64'), true);
  const shown = files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  tools.show({ files: shown }, () =>
    formatTable(
      ['FILE', 'BYTES', 'SHA-256'],
      shown.map(({ name, bytes, sha256 }) => [join(folder, name), bytes, sha256]),
    ),
  );
}

function diffWords({ name, added, removed, text }: CallOutput<'configs.diff'>['files'][number]): string {
  return printable(`${name}: ${added} added, ${removed} removed\n${text}`).trimEnd();
}

function noSuchFile(file: string): ProblemError['problem'] {
  return {
    code: 'NOTHING_SELECTED',
    message: `This phone is served no ${file} file.`,
    remedy: 'See which ones it is served with --out FOLDER, which writes all of them.',
  };
}

function revisionNumber(text: string): number {
  try {
    return wholeNumber(1, 999_999_999)(text);
  } catch {
    throw new UsageError('--against takes "served" or the number of a revision.');
  }
}

function effectiveWords({ parameters, leftOvers }: CallOutput<'configs.effective'>): string {
  const rows = parameters.map(({ name, value, layer, overrides }) => [
    name,
    value,
    layer,
    overrides.map((beaten) => `${beaten.layer}: ${beaten.value}`).join(', '),
  ]);
  const table = formatTable(['PARAMETER', 'VALUE', 'LAYER', 'OVERRIDES'], rows);
  if (leftOvers.length === 0) return table;
  const left = leftOvers.map(({ name, value }) => [name, value]);
  return `${table}\n\nLeft over on the phone, in no file any more:\n${formatTable(['PARAMETER', 'VALUE'], left)}`;
}
