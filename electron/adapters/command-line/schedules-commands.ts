import { Option, type Command } from 'commander';
import type { CallInput } from '../../contract/contract';
import type { ScheduleRunView, ScheduleView } from '../../contract/schedules';
import { missedPolicies, scheduleActions, type MissedPolicy, type ScheduleAction } from '../../core/schedules/schedule';
import type { Does } from './command-action';
import { UsageError } from './command-tools';
import { instant, list, wholeNumber } from './option-values';
import { addSelectionOptions, selectionOf, type SelectionOptions } from './phone-selection';
import { counted, formatTable, shortTime } from './table';

interface AddOptions extends SelectionOptions {
  readonly cron?: string;
  readonly at?: string;
  readonly on?: 'wake';
  readonly do: ScheduleAction;
  readonly name?: string;
  readonly message?: string;
  readonly layers?: string[];
  readonly firmware?: string;
  readonly missed: MissedPolicy;
}

type NewSchedule = CallInput<'schedules.add'>;

export function addSchedulesCommands(program: Command, does: Does): void {
  const schedules = program.command('schedules').description('timed jobs');
  const byNumber = (name: string, description: string): Command =>
    schedules.command(name).description(description).argument('<id>', 'its number', wholeNumber(1, 999_999_999));

  const add = schedules
    .command('add')
    .description('adds a job, for example --cron "0 3 * * *" --do resync --behind')
    .option('--cron <expression>', 'minute hour day month weekday, in the time zone of the site; or plain words')
    .addOption(new Option('--at <time>', 'once, for example 2026-11-24T03:00:00+01:00').argParser(instant))
    .addOption(new Option('--on <event>', 'each time this laptop wakes').choices(['wake']))
    .addOption(new Option('--do <action>', 'what it does').choices([...scheduleActions]).default('resync'))
    .option('--name <name>', 'what it is called')
    .option('--message <text>', 'publish: of the revision')
    .addOption(new Option('--layers <scopes>', 'publish: these scopes of the draft alone').argParser(list))
    .option('--firmware <file>', 'firmware-wave: a file of the library; --group takes it')
    .addOption(
      new Option('--missed <policy>', 'when its time came while this laptop was away')
        .choices([...missedPolicies])
        .default('run-on-wake'),
    );
  addSelectionOptions(add).action(
    does<AddOptions>((tools, options) => {
      const { name = '', missed } = options;
      const input: NewSchedule = { name, missed, trigger: triggerOf(options), work: workOf(options) };
      return tools.withWorkstation(async (workstation) => {
        const { schedule } = await workstation.ask('schedules.add', input);
        tools.show({ schedule: scheduleJson(schedule) }, () => scheduleTable([schedule]));
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
          tools.show({ schedules: answer.schedules.map(scheduleJson) }, () => scheduleTable(answer.schedules));
        }),
      ),
    );

  byNumber('run', 'runs a job now').action(
    does<object, [id: number]>((tools, _options, id) =>
      tools.withWorkstation(async (workstation) => {
        const { run } = await workstation.ask('schedules.run', { id });
        tools.show({ run }, () => `Run ${run.id} began ${shortTime(run.startedAt)}: ${run.outcome || run.state}`);
      }, 'needed'),
    ),
  );

  byNumber('remove', 'removes a job').action(
    does<object, [id: number]>((tools, _options, id) =>
      tools.withWorkstation(async (workstation) => {
        const { removed } = await workstation.ask('schedules.remove', { id });
        tools.show({ removed }, () => `${counted(removed, 'job')} removed.`);
      }),
    ),
  );

  for (const [name, paused, description] of [
    ['pause', true, 'lets its times pass until it is resumed'],
    ['resume', false, 'lets a paused job come again'],
  ] as const) {
    byNumber(name, description).action(
      does<object, [id: number]>((tools, _options, id) =>
        tools.withWorkstation(async (workstation) => {
          const { schedule } = await workstation.ask('schedules.pause', { id, paused });
          tools.show({ schedule: scheduleJson(schedule) }, () => scheduleTable([schedule]));
        }),
      ),
    );
  }

  schedules
    .command('history')
    .description('what jobs did, newest first')
    .argument('[id]', 'of this one', wholeNumber(1, 999_999_999))
    .addOption(new Option('--limit <number>', 'how many').argParser(wholeNumber(1, 500)).default(50))
    .action(
      does<{ readonly limit: number }, [id: number | undefined]>((tools, { limit }, id) =>
        tools.withWorkstation(async (workstation) => {
          const { runs } = await workstation.ask('schedules.history', { limit, ...(id !== undefined && { id }) });
          tools.show({ runs }, () => historyTable(runs));
        }),
      ),
    );
}

function triggerOf({ cron, at, on }: AddOptions): NewSchedule['trigger'] {
  const triggers = [...(cron === undefined ? [] : [{ cron }]), ...(at ? [{ at }] : []), ...(on ? [{ on }] : [])];
  const [trigger] = triggers;
  if (triggers.length !== 1 || !trigger)
    throw new UsageError('Give exactly one of --cron, --at, --on: when should it run?');
  return trigger;
}

function workOf(options: AddOptions): NewSchedule['work'] {
  const { do: action, message, layers, firmware, phones, group, behind, all } = options;
  const given = phones ?? group ?? behind ?? all;
  if (action !== 'publish' && (message ?? layers) !== undefined)
    throw new UsageError('--message and --layers belong to --do publish.');
  if (action !== 'firmware-wave' && firmware !== undefined)
    throw new UsageError('--firmware belongs to --do firmware-wave.');
  switch (action) {
    case 'resync':
      return { do: action, phones: selectionOf(options) };
    case 'publish': {
      const selection = given === undefined ? null : selectionOf(options);
      return { do: action, phones: selection, ...(message && { message }), ...(layers && { layers }) };
    }
    case 'firmware-wave':
      if (!firmware || !group || phones || behind || all)
        throw new UsageError('A firmware wave needs --firmware FILE and --group NAME, and no other phones.');
      return { do: action, phones: null, firmware: { file: firmware, group } };
    default:
      if (given !== undefined) throw new UsageError(`--do ${action} is not about certain phones.`);
      return { do: action, phones: null };
  }
}

/** With the fields of earlier versions beside, for scripts that read them. */
function scheduleJson(schedule: ScheduleView): object {
  const { trigger, work, lastRun } = schedule;
  return {
    ...schedule,
    cron: 'cron' in trigger ? trigger.cron : null,
    do: work.do,
    phones: work.phones,
    lastRunAt: lastRun?.at ?? null,
    lastOutcome: lastRun?.outcome ?? null,
  };
}

function scheduleTable(schedules: readonly ScheduleView[]): string {
  if (schedules.length === 0) return 'No jobs.';
  const rows = schedules.map(({ id, name, trigger, words, workWords, nextRunAt, nextRunNote, paused, lastRun }) => [
    id,
    name,
    'cron' in trigger ? trigger.cron : '-',
    words,
    workWords,
    paused ? 'paused' : `${shortTime(nextRunAt)}${nextRunNote ? ' *' : ''}`,
    shortTime(lastRun?.at ?? null),
    lastRun ? `${lastRun.state}: ${lastRun.outcome}` : '-',
  ]);
  const table = formatTable(['ID', 'NAME', 'CRON', 'WHEN', 'DOES', 'NEXT RUN', 'LAST RUN', 'OUTCOME'], rows);
  const notes = schedules.flatMap(({ id, nextRunNote }) => (nextRunNote ? [`* ${id}: ${nextRunNote}`] : []));
  return [table, ...notes].join('\n');
}

function historyTable(runs: readonly ScheduleRunView[]): string {
  if (runs.length === 0) return 'No runs.';
  const rows = runs.map(({ id, name, dueAt, startedAt, endedAt, state, outcome }) => [
    id,
    name,
    dueAt === null ? 'by hand' : shortTime(dueAt),
    shortTime(startedAt),
    endedAt === null ? '-' : `${Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)} s`,
    state,
    outcome,
  ]);
  return formatTable(['RUN', 'NAME', 'DUE', 'BEGAN', 'TOOK', 'STATE', 'OUTCOME'], rows);
}
