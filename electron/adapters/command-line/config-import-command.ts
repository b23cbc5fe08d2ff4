// `config import`: a folder of config files made elsewhere.
import type { Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import type { Does } from './command-action';
import { fileProblemJson } from './file-problem-words';
import { readImportFolder } from './read-import-folder';
import { counted, formatTable, printable } from './table';

export function addConfigImportCommand(config: Command, does: Does): void {
  config
    .command('import')
    .description('reads a folder of existing config files into files, facts and phones')
    .argument('<folder>', 'with all folders below; hidden names and symbolic links are passed by')
    .option('--dry-run', 'only tell what would happen')
    .option('--model <model>', 'for phones whose model nothing in the folder tells: KX-UT670')
    .action(
      does<{ dryRun?: true; model?: string }, [folder: string]>(async (tools, { dryRun = false, model }, folder) => {
        const files = await readImportFolder(tools.path(folder));
        return tools.withWorkstation(async (workstation) => {
          const outcome = await workstation.ask('configs.import', {
            files,
            dryRun,
            ...(model !== undefined && { model }),
          });
          const told = outcome.files.map(({ path, scope, mac, model: known, problems }) => ({
            path,
            scope,
            mac,
            model: known,
            problems: fileProblemJson(problems),
          }));
          tools.show({ files: told, phones: outcome.phones }, () => importWords(outcome, dryRun));
        });
      }),
    );
}

function importWords({ files, phones, notes }: CallOutput<'configs.import'>, dryRun: boolean): string {
  if (files.length === 0) return 'The folder holds no files.';
  const rows = files.map(({ path, scope, model, problems }) => {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return [path, scope ?? 'left out', model ?? '-', first ? `${first.code}${more}` : ''];
  });
  const leftOut = files
    .filter(({ scope }) => scope === null)
    .flatMap(({ path, problems }) =>
      problems.slice(0, 1).map(({ message, remedy }) => `${path}: ${message} ${remedy}`),
    );
  const taken = files.filter(({ scope }) => scope !== null).length;
  const summary = `${dryRun ? 'Would be: ' : ''}${counted(taken, 'file')} and ${counted(phones, 'phone')} taken, ${files.length - taken} left out.`;
  const next =
    dryRun || taken === 0 ? [] : ['All of it is a draft: look at it with "config diff", then "config publish".'];
  const words = [formatTable(['FILE', 'FOR', 'MODEL', 'PROBLEMS'], rows), ...leftOut, ...notes, summary, ...next];
  return words.map((line) => printable(line)).join('\n');
}
