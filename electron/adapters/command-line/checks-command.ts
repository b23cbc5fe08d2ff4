// `checks`: when phones ask by themselves. `--phone` and `--all` ask the workstation; `--file` is the timing engine alone.
import { Option, type Command } from 'commander';
import { ProblemError } from '../../core/shared/problem';
import { isTimeZone, rfc3339 } from '../../core/shared/rfc3339';
import type { CheckNote } from '../../core/timing/check-notes';
import { planFileChecks } from '../../core/timing/plan-file-checks';
import { timingAssumptions } from '../../core/timing/timing-assumptions';
import { cyclicOrigins, type CyclicOrigin } from '../../core/timing/timing-settings';
import type { TimeSpan } from '../../core/timing/time-spans';
import { addStaggerCommand } from './checks-stagger-command';
import type { Does } from './command-action';
import { UsageError, type CommandTools } from './command-tools';
import { instant, instantSpan } from './option-values';
import { formatTable, shortTime } from './table';
import { readBytes } from './text-files';

interface ChecksOptions {
  readonly phone?: string;
  readonly all?: true;
  readonly file?: string;
  readonly model?: string;
  readonly timeZone?: string;
  readonly booted?: string;
  readonly clockUnset?: true;
  readonly cyclicFrom?: CyclicOrigin;
  readonly unreachable?: readonly TimeSpan[];
  readonly from?: string;
  readonly to?: string;
}

/** With its span. */
type ChecksAsked = ChecksOptions & { readonly from: string; readonly to: string };

interface CheckLine {
  readonly mac?: string;
  readonly at: string;
  readonly trigger: string;
  readonly outcome: string;
}

export function addChecksCommand(program: Command, does: Does): void {
  const checks = program.command('checks');
  checks
    .description('when phones ask by themselves: from what they hold, or for any file')
    .option('--phone <MAC>', 'of this phone')
    .option('--all', 'of every phone')
    .option('--file <file>', 'of a phone that holds this file; - for standard input')
    .option('--model <model>', 'with --file: rules of this model')
    .option('--time-zone <zone>', 'with --file: where the phone stands, for example Europe/Berlin')
    .option('--booted <time>', 'with --file: when the phone was powered on', instant)
    .option('--clock-unset', 'with --file: nothing has set its clock')
    .addOption(
      new Option('--cyclic-from <origin>', 'with --file: what its intervals count from').choices(cyclicOrigins),
    )
    .addOption(
      new Option('--unreachable <from/to>', 'with --file: nobody answers it then; may be repeated').argParser(
        instantSpan,
      ),
    )
    .option('--from <time>', 'first moment: 2026-01-05T00:00:00+01:00', instant)
    .option('--to <time>', 'the moment after the last', instant)
    .action(
      does<ChecksOptions>(async (tools, given) => {
        const { from, to } = given;
        // Not as required options: `stagger` has none of them.
        if (from === undefined || to === undefined) throw new UsageError('Give --from and --to.');
        const options: ChecksAsked = { ...given, from, to };
        const ways = [options.phone, options.all, options.file].filter((way) => way !== undefined);
        if (ways.length !== 1) throw new UsageError('Give exactly one of --phone, --all, --file.');
        if (Date.parse(options.to) <= Date.parse(options.from)) throw new UsageError('--to must be later than --from.');
        return options.file === undefined ? ofPhones(tools, options) : ofFile(tools, options.file, options);
      }),
    );
  addStaggerCommand(checks, does);
}

async function ofPhones(tools: CommandTools, options: ChecksAsked): Promise<void | 'trouble'> {
  const { phone, from, to, model, timeZone, booted, clockUnset, cyclicFrom, unreachable } = options;
  if ([model, timeZone, booted, clockUnset, cyclicFrom, unreachable].some((option) => option !== undefined)) {
    throw new UsageError(
      '--model, --time-zone, --booted, --clock-unset, --cyclic-from and --unreachable go with --file only.',
    );
  }
  return tools.withWorkstation(async (workstation) => {
    const phones = phone === undefined ? { all: true as const } : { macs: [phone] };
    const { checks, notes } = await workstation.ask('checks.plan', { phones, from, to });
    show(tools, checks, notes);
  });
}

async function ofFile(tools: CommandTools, file: string, options: ChecksAsked): Promise<void> {
  const { model, timeZone, booted } = options;
  if (timeZone === undefined || booted === undefined) throw new UsageError('--file needs --time-zone and --booted.');
  const [bytes, family] = await Promise.all([readBytes(file, tools), tools.around.loadFamily('panasonic')]);
  if (!isTimeZone(timeZone)) {
    throw new ProblemError({
      code: 'TIME_ZONE_UNKNOWN',
      message: `"${timeZone}" is no time zone.`,
      remedy: 'Use a name of the time zone database, for example Europe/London.',
    });
  }
  if (model !== undefined && !family.findModel(model)) {
    throw new ProblemError({
      code: 'MODEL_UNKNOWN',
      message: `"${model}" is no model of the panasonic family.`,
      remedy: 'Write it as printed on the phone, for example KX-UT670.',
    });
  }
  const { checks, notes } = planFileChecks(
    family,
    {
      bytes,
      model: model ?? null,
      timeZone,
      bootedAt: Date.parse(booted),
      clockSet: options.clockUnset !== true,
      unreachable: options.unreachable ?? [],
    },
    { from: Date.parse(options.from), to: Date.parse(options.to) },
    { ...timingAssumptions, cyclicCountsFrom: options.cyclicFrom ?? timingAssumptions.cyclicCountsFrom },
  );
  show(
    tools,
    checks.map((check) => ({ ...check, at: rfc3339(check.at, timeZone) })),
    notes,
  );
}

function show(tools: CommandTools, checks: readonly CheckLine[], found: readonly CheckNote[]): void {
  const notes = found.map(({ code, message }) => ({ code, message }));
  tools.show({ checks, notes }, () => {
    const lines = notes.map(({ code, message }) => `${message} [${code}]`);
    return [...(checks.length > 0 ? [tableOf(checks)] : ['No checks in that span.']), '', ...lines].join('\n');
  });
}

function tableOf(checks: readonly CheckLine[]): string {
  const withMac = checks.some(({ mac }) => mac !== undefined);
  return formatTable(
    ['AT', ...(withMac ? ['MAC'] : []), 'TRIGGER', 'OUTCOME'],
    checks.map(({ mac, at, trigger, outcome }) => [shortTime(at), ...(withMac ? [mac ?? '-'] : []), trigger, outcome]),
  );
}
