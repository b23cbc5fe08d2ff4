// `config check`: the linter alone. It needs no workstation and no database, and starts neither.
import { Option, type Command } from 'commander';
import { ProblemError } from '../../core/shared/problem';
import type { Does } from './command-action';
import { familyIds, type FamilyId } from './command-surroundings';
import { fileProblemJson, fileProblemWords } from './file-problem-words';
import { readBytes } from './text-files';

interface CheckOptions {
  readonly file: string;
  readonly family: FamilyId;
  readonly model?: string;
}

export function addConfigCheckCommand(config: Command, does: Does): void {
  config
    .command('check')
    .description('checks a file as a phone would get it; exit code 1 when it has errors')
    .requiredOption('--file <file>', '- for standard input')
    .addOption(new Option('--family <family>', 'language of the file').choices(familyIds).default('panasonic'))
    .option('--model <model>', 'rules of this model and its series too')
    .action(
      does<CheckOptions>(async (tools, options) => {
        const [bytes, family] = await Promise.all([
          readBytes(options.file, tools),
          tools.around.loadFamily(options.family),
        ]);
        const { model } = options;
        if (model !== undefined && !family.findModel(model)) {
          throw new ProblemError({
            code: 'MODEL_UNKNOWN',
            message: `"${model}" is no model of the ${options.family} family.`,
            remedy: 'Write it as printed on the phone, for example KX-UT670.',
          });
        }
        const problems = family.check(bytes, { as: 'file', ...(model !== undefined && { model }) });
        tools.show({ problems: fileProblemJson(problems) }, () => fileProblemWords(problems, options.file));
        return problems.some(({ severity }) => severity === 'error') ? 'trouble' : undefined;
      }),
    );
}
