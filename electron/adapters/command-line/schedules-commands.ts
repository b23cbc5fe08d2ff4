import { Option, type Command } from 'commander';
import type { ScheduleView } from '../../contract/schedules';
import type { Does } from './command-action';
import { UsageError } from './command-tools';
import { wholeNumber } from './option-values';
import { addSelectionOptions, selectionOf, type SelectionOptions } from './phone-selection';
import { counted, formatTable, shortTime } from './table';

interface AddOptions extends SelectionOptions {
  readonly cron?: string;
  readonly at?: string;
  readonly on?: string;
  readonly do: 'resync';
}

export function addSchedulesCommands(program: Command, does: Does): void {
  const schedules = program.command('schedules').description('timed jobs');

  const add = schedules
    .command('add')
    .description('adds a job, for example --cron "0 3 * * *" --do resync --behind')
    .option('--cron <expression>', 'minute hour day month weekday, in the time zone of the site')
    .option('--at <time>', 'once (comes in a later version)')
    .option('--on <event>', 'on wake (comes in a later version)')
    .addOption(new Option('--do <action>', 'what it does').choices(['resync']).default('resync'));
  addSelectionOptions(add).action(
    does<AddOptions>((tools, options) => {
      if (options.at !== undefined || options.on !== undefined) {
        throw new UsageError('--at and --on come in a later version; use --cron.');
      }
      const { cron } = options;
      if (cron === undefined) throw new UsageError('--cron is missing: when should it run?');
      const input = { cron, do: options.do, phones: selectionOf(options) };
      return tools.withWorkstation(async (workstation) => {
        const { schedule } = await workstation.ask('schedules.add', input);
        tools.show({ schedule }, () => scheduleTable([schedule]));
      });
    }),
  );

  schedules
    .command('list')
    .description('all jobs with their last and next run')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('schedules.list', {});
          tools.show({ schedules: answer.schedules }, () => scheduleTable(answer.schedules));
        }),
      ),
    );

  schedules
    .command('run')
    .description('runs a job now')
    .argument('<id>', 'its number', wholeNumber(1, 999_999_999))
    .action(
      does<object, [id: number]>((tools, _options, id) =>
        tools.withWorkstation(async (workstation) => {
          const { run } = await workstation.ask('schedules.run', { id });
          tools.show({ run }, () => `Run ${run.id} started ${shortTime(run.startedAt)}: ${run.outcome}`);
        }, 'needed'),
      ),
    );

  schedules
    .command('remove')
    .description('removes a job')
    .argument('<id>', 'its number', wholeNumber(1, 999_999_999))
    .action(
      does<object, [id: number]>((tools, _options, id) =>
        tools.withWorkstation(async (workstation) => {
          const { removed } = await workstation.ask('schedules.remove', { id });
          tools.show({ removed }, () => `${counted(removed, 'job')} removed.`);
        }),
      ),
    );
}

function scheduleTable(schedules: readonly ScheduleView[]): string {
  if (schedules.length === 0) return 'No jobs.';
  const rows = schedules.map((schedule) => [
    schedule.id,
    schedule.cron,
    schedule.words,
    `${schedule.do} ${selectionWords(schedule.phones)}`,
    shortTime(schedule.nextRunAt),
    shortTime(schedule.lastRunAt),
    schedule.lastOutcome ?? '-',
  ]);
  return formatTable(['ID', 'CRON', 'WHEN', 'DOES', 'NEXT RUN', 'LAST RUN', 'OUTCOME'], rows);
}

function selectionWords(phones: ScheduleView['phones']): string {
  if ('macs' in phones) return phones.macs.join(',');
  if ('group' in phones) return `group ${phones.group}`;
  return 'behind' in phones ? 'phones that are behind' : 'all phones';
}
