// Publishing and what was published.
import type { Command } from 'commander';
import type { Does } from './command-action';
import { list, wholeNumber } from './option-values';
import { counted, formatTable, shortTime } from './table';

export function addConfigRevisionCommands(config: Command, does: Does): void {
  config
    .command('publish')
    .description('makes the draft a revision that phones get; refused while files have errors')
    .requiredOption('--message <text>', 'what changed and why')
    .option('--layers <scopes>', 'only these: site,model:KX-UT670,…', list)
    .option('--override <reason>', 'publishes in spite of errors; the reason is kept in the audit')
    .action(
      does<{ message: string; layers?: string[]; override?: string }>((tools, { message, layers, override }) =>
        tools.withWorkstation(async (workstation) => {
          const published = await workstation.ask('configs.publish', {
            message,
            ...(layers && { layers }),
            ...(override !== undefined && { override }),
          });
          const { revision, changedPhones } = published;
          tools.show({ revision, changedPhones }, () => revisionWords(published));
        }),
      ),
    );

  config
    .command('history')
    .description('all revisions')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const { revisions } = await workstation.ask('configs.history', {});
          const rows = revisions.map((revision) => [
            revision.revision,
            shortTime(revision.at),
            revision.author,
            revision.changedPhones,
            revision.message,
          ]);
          tools.show({ revisions }, () =>
            rows.length === 0
              ? 'Nothing published yet.'
              : formatTable(['REVISION', 'AT', 'BY', 'PHONES', 'MESSAGE'], rows),
          );
        }),
      ),
    );

  config
    .command('rollback')
    .description('publishes an old revision again')
    .argument('<revision>', 'its number', wholeNumber(1, 999_999_999))
    .option('--override <reason>', 'although firmware of then is gone; the reason is kept in the audit')
    .action(
      does<{ override?: string }, [revision: number]>((tools, { override }, number) =>
        tools.withWorkstation(async (workstation) => {
          const published = await workstation.ask('configs.rollback', {
            revision: number,
            ...(override !== undefined && { override }),
          });
          const { revision, changedPhones } = published;
          tools.show({ revision, changedPhones }, () => revisionWords(published));
        }),
      ),
    );
}

function revisionWords({ revision, changedPhones }: { revision: number; changedPhones: number }): string {
  return `Revision ${revision} is published: it changes ${counted(changedPhones, 'phone')}.`;
}
