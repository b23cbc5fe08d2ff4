// What a run would do, and how the site wants its runs.
import type { Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import type { Does } from './command-action';
import { addSelectionOptions, selectionOf, type SelectionOptions } from './phone-selection';
import {
  addPaceOptions,
  addRunOptions,
  paceOf,
  runOptionsOf,
  type PaceValues,
  type RunOptionValues,
} from './resync-options';
import { counted, formatFacts, formatTable, printable, shortTime } from './table';

export function addResyncPlanCommands(resync: Command, does: Does): void {
  const plan = resync.command('plan').description('what a run would do, in order; nothing is sent');
  addRunOptions(addSelectionOptions(plan)).action(
    does<SelectionOptions & RunOptionValues>((tools, options) => {
      const asked = { phones: selectionOf(options), ...runOptionsOf(options) };
      return tools.withWorkstation(async (workstation) => {
        const planned = await workstation.ask('resync.plan', asked);
        tools.show(planned, () => planWords(planned));
      });
    }),
  );

  addPaceOptions(
    resync.command('settings').description('shows or changes how runs reach the phones of the site'),
  ).action(
    does<PaceValues>((tools, options) => {
      const change = paceOf(options);
      return tools.withWorkstation(async (workstation) => {
        const asked = Object.keys(change).length === 0;
        const { settings } = asked
          ? await workstation.ask('resync.settings', {})
          : await workstation.ask('resync.setSettings', change);
        const { way, ratePerSecond, inFlight } = settings;
        tools.show({ settings }, () =>
          formatFacts([
            ['way', way],
            ['NOTIFYs a second', ratePerSecond],
            ['phones at once', inFlight],
          ]),
        );
      });
    }),
  );
}

function planWords({ phones, warnings, quietUntil, secondsAtLeast }: CallOutput<'resync.plan'>): string {
  if (phones.length === 0) return 'Nothing to resync.';
  const rows = phones.map(({ mac, name, group, way, reason, to, event, problem }) => [
    mac,
    name,
    group ?? '-',
    way === null ? '-' : `${way}: ${reason}`,
    to ?? '-',
    event,
    problem?.code ?? '-',
  ]);
  const lines = [
    formatTable(['MAC', 'NAME', 'GROUP', 'WAY', 'TO', 'EVENT', 'WARNING'], rows),
    '',
    `${counted(phones.length, 'phone')}, the last NOTIFY leaves after ${Math.ceil(secondsAtLeast)} s at the soonest.`,
    ...(quietUntil === null ? [] : [`It waits until ${shortTime(quietUntil)}: maintenance.`]),
    ...warnings.map(({ problem, phones: count }) =>
      printable(`${counted(count, 'phone')}: ${problem.message} ${problem.remedy} [${problem.code}]`),
    ),
  ];
  return lines.join('\n');
}
