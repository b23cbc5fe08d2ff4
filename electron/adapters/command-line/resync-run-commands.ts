// Looking at runs, and turning them: pause, resume, stop, retry what failed.
import type { Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import type { ResyncRunView } from '../../contract/resync';
import type { Does } from './command-action';
import type { CommandTools } from './command-tools';
import { wholeNumber } from './option-values';
import type { StartsRun } from './resync-command';
import { addRunOptions, runOptionsOf, type RunOptionValues } from './resync-options';
import { counted, formatTable, printable, shortTime } from './table';

type Follow = (tools: CommandTools, wait: number | null, start: StartsRun) => Promise<void | 'trouble'>;

const runNumber = wholeNumber(1, 999_999_999);

export function addResyncRunCommands(resync: Command, does: Does, follow: Follow): void {
  const turns = [
    ['pause', 'sends no more for now; phones under way may finish'],
    ['resume', 'goes on with a paused run'],
    ['stop', 'sends no more; what was fetched stays fetched'],
  ] as const;
  for (const [name, description] of turns) {
    resync
      .command(name)
      .description(description)
      .argument('<run>', 'its number', runNumber)
      .action(
        does<object, [id: number]>((tools, _options, id) =>
          // The host that sends must be the one that is told.
          tools.withWorkstation(async (workstation) => {
            const { run } = await workstation.ask(`resync.${name}`, { id });
            tools.show({ run }, () => runWords(run));
          }, 'needed'),
        ),
      );
  }

  const retry = resync
    .command('retry')
    .description('a new run for the phones that failed in one')
    .argument('<run>', 'its number', runNumber)
    .option('--wait <seconds>', 'follow the new run to its end, at most so long', wholeNumber(1, 1_000_000));
  addRunOptions(retry).action(
    does<RunOptionValues & { readonly wait?: number }, [id: number]>((tools, options, id) => {
      const asked = { id, cause: `run ${id} again, command line`, ...runOptionsOf(options) };
      return follow(
        tools,
        options.wait ?? null,
        async (workstation) => (await workstation.ask('resync.retry', asked)).run,
      );
    }),
  );

  resync
    .command('show')
    .description('a run and how far each of its phones is')
    .argument('<run>', 'its number', runNumber)
    .action(
      does<object, [id: number]>((tools, _options, id) =>
        tools.withWorkstation(async (workstation) => {
          const shown = await workstation.ask('resync.show', { id });
          tools.show(shown, () => shownWords(shown));
        }),
      ),
    );

  resync
    .command('list')
    .description('the newest runs')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const { runs } = await workstation.ask('resync.list', {});
          tools.show({ runs }, () => runTable(runs));
        }),
      ),
    );
}

function runTable(runs: readonly ResyncRunView[]): string {
  if (runs.length === 0) return 'No runs.';
  const rows = runs.map(({ id, startedAt, cause, total, done, failed, state }) => [
    id,
    shortTime(startedAt),
    state,
    total,
    done,
    failed,
    cause,
  ]);
  return formatTable(['RUN', 'STARTED', 'STATE', 'PHONES', 'DONE', 'FAILED', 'CAUSE'], rows);
}

function runWords({ id, state, total, done, failed, note }: ResyncRunView): string {
  const counts = `${counted(total, 'phone')}, ${done} done, ${failed} failed`;
  return printable(`Run ${id} is ${state}: ${counts}.${note === null ? '' : ` ${note}`}`);
}

function shownWords({ run, phones }: CallOutput<'resync.show'>): string {
  const rows = phones.map(({ mac, name, step, steps, problem }) => [
    mac,
    name,
    step,
    shortTime(steps.at(-1)?.at ?? null).slice(11),
    problem ? `${problem.message} ${problem.remedy} [${problem.code}]` : (steps.at(-1)?.detail ?? ''),
  ]);
  return `${runWords(run)}\n\n${formatTable(['MAC', 'NAME', 'STEP', 'AT', 'DETAIL'], rows)}`;
}
