// `config set` and `config get`: the text of one scope.
import type { Command } from 'commander';
import type { Does } from './command-action';
import { fileProblemJson, fileProblemWords } from './file-problem-words';
import { wholeNumber } from './option-values';
import { readText } from './text-files';

const scopeForms = 'site, model:KX-UT670, group:NAME or phone:MAC';

export function addConfigFileCommands(config: Command, does: Does): void {
  config
    .command('set')
    .description('replaces the draft of a config file, problems or not')
    .requiredOption('--scope <scope>', scopeForms)
    .requiredOption('--file <file>', 'the text, - for standard input')
    .action(
      does<{ scope: string; file: string }>(async (tools, { scope, file }) => {
        const text = await readText(file, 'FILE_NOT_TEXT', tools);
        return tools.withWorkstation(async (workstation) => {
          const { problems } = await workstation.ask('configs.set', { scope, text });
          tools.show({ problems: fileProblemJson(problems) }, () => fileProblemWords(problems, scope));
        });
      }),
    );

  config
    .command('get')
    .description('prints a config file: its draft, or what is published when there is none')
    .requiredOption('--scope <scope>', scopeForms)
    .option('--revision <number>', 'as it was in that revision', wholeNumber(1, 999_999_999))
    .action(
      does<{ scope: string; revision?: number }>((tools, { scope, revision }) =>
        tools.withWorkstation(async (workstation) => {
          const { text } = await workstation.ask('configs.get', { scope, ...(revision !== undefined && { revision }) });
          tools.raw(text);
        }),
      ),
    );
}
