// `checks stagger`: daily checks spread over a window, as a plan or as a draft.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CallInput, CallOutput } from '../../contract/contract';
import { clockTime, minutesOfClock } from '../../core/timing/clock-time';
import type { Does } from './command-action';
import type { Workstation } from './command-tools';
import { addSelectionOptions, selectionOf, type SelectionOptions } from './phone-selection';
import { counted, formatTable } from './table';

interface StaggerOptions extends SelectionOptions {
  readonly between?: { readonly from: string; readonly to: string };
  readonly order: 'mac' | 'group';
  readonly apply?: true;
}

type Plan = CallOutput<'stagger.plan'> & { readonly changed?: number };

export function addStaggerCommand(checks: Command, does: Does): void {
  const stagger = checks
    .command('stagger')
    .description('spreads daily checks over a window, one minute for each phone; only tells, unless --apply is given')
    .addOption(
      new Option('--between <HH:MM-HH:MM>', 'left out: while this laptop is usually awake').argParser(clockSpan),
    )
    .addOption(
      new Option('--order <order>', 'mac: minutes stay when phones come and go; group: those of a group far apart')
        .choices(['mac', 'group'])
        .default('mac'),
    )
    .option('--apply', 'writes the times into the draft');
  addSelectionOptions(stagger).action(
    does<StaggerOptions>((tools, given) => {
      // Commander gives `--all` to the command in front, which knows it too.
      const options = { ...given, ...checks.opts<Pick<StaggerOptions, 'all'>>() };
      const { between, order, phones, group, behind, all, apply } = options;
      const isChosen = [phones, group, behind, all].some((way) => way !== undefined);
      const input = { order, ...(between && { between }), ...(isChosen && { phones: selectionOf(options) }) };
      return tools.withWorkstation(async (workstation) => {
        const plan = await planned(workstation, input, apply === true);
        const { peakPerMinute } = plan;
        tools.show({ phones: plan.phones.map(({ mac, time }) => ({ mac, time })), peakPerMinute }, () =>
          planWords(plan),
        );
      });
    }),
  );
}

/** Where no phone has a daily check and nobody said which phones, all are meant. */
async function planned(workstation: Workstation, input: CallInput<'stagger.plan'>, apply: boolean): Promise<Plan> {
  const ask = (asked: typeof input): Promise<Plan> =>
    apply ? workstation.ask('stagger.apply', asked) : workstation.ask('stagger.plan', asked);
  const plan = await ask(input);
  return plan.phones.length > 0 || input.phones ? plan : ask({ ...input, phones: { all: true } });
}

function planWords(plan: Plan): string {
  const { between, betweenWords, phones, changed, notes } = plan;
  const rows = [
    ['before', ...fullest(plan.minutesBefore)],
    ['after', ...fullest(plan.minutesAfter)],
  ];
  const end =
    changed === undefined
      ? 'Nothing is changed. Add --apply to write the times into the draft.'
      : changed === 0
        ? 'Nothing to change: every phone has its time already.'
        : `${counted(changed, 'time')} written into the draft. Publish it with: config publish`;
  return [
    `${counted(phones.length, 'phone')} from ${between.from} to ${between.to}. ${betweenWords}`,
    '',
    formatTable(['', 'FULLEST MINUTE', 'PHONES IN IT', 'MINUTES WITH PHONES'], rows),
    '',
    ...notes.map(({ code, message }) => `${message} [${code}]`),
    ...(phones.length > 0 ? [end] : []),
  ].join('\n');
}

function fullest(minutes: Plan['minutesBefore']): [at: string, phones: number, minutes: number] {
  const most = minutes.reduce((best, one) => (one.phones > best.phones ? one : best), { minute: -1, phones: 0 });
  return [most.minute < 0 ? '-' : clockTime(most.minute), most.phones, minutes.length];
}

function clockSpan(text: string): { from: string; to: string } {
  const [from = '', to = '', ...more] = text.split('-').map((time) => time.trim());
  const isSpan = more.length === 0 && minutesOfClock(from) !== null && minutesOfClock(to) !== null;
  if (isSpan) return { from, to };
  throw new InvalidArgumentError('It must be two times of the day, for example 01:30-03:00 or 23:00-01:00.');
}
