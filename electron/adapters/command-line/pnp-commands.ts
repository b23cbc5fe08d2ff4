// Plug and play: on, off, and who asked by multicast.
import type { Command } from 'commander';
import type { PnpView } from '../../contract/pnp';
import type { Does } from './command-action';
import { counted, formatTable, shortTime } from './table';

export function addPnpCommands(program: Command, does: Does): void {
  const pnp = program
    .command('pnp')
    .description('tells phones that ask the network by multicast (SIP PnP) where their files are');

  for (const [name, on, description] of [
    ['on', true, 'answers phones on the network files are served on'],
    ['off', false, 'answers nobody by multicast'],
  ] as const)
    pnp
      .command(name)
      .description(description)
      .action(
        does((tools) =>
          tools.withWorkstation(async (workstation) => {
            const answer = await workstation.ask('pnp.set', { on });
            tools.show(answer, () => headWords(answer));
          }),
        ),
      );

  pnp
    .command('status')
    .description('where it answers, who asked, and who else answers')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('pnp.show', {});
          tools.show(answer, () => statusWords(answer));
        }),
      ),
    );
}

function headWords({ on, interfaces, warning, told }: PnpView): string {
  if (!on) return 'Plug and play is off.';
  const places = interfaces.map(({ name, address, problem }) =>
    problem
      ? `${name} (${address}): ${problem.message} ${problem.remedy} [${problem.code}]`
      : `${name} (${address}): up`,
  );
  return [
    `Plug and play is on. Phones are told ${told ?? 'nothing'}.`,
    ...(places.length > 0
      ? places
      : ['It listens nowhere now: no workstation is running, or this computer has no IPv4 network.']),
    ...(warning ? [`${warning.message} ${warning.remedy} [${warning.code}]`] : []),
  ].join('\n');
}

function statusWords(view: PnpView): string {
  const { seen, asked, answered } = view;
  const rows = seen.map(({ at, mac, vendor, model, address, answered: isAnswered }) => [
    shortTime(at),
    mac,
    vendor ?? '-',
    model ?? '-',
    address,
    isAnswered ? 'yes' : 'no',
  ]);
  const table =
    rows.length > 0
      ? formatTable(['AT', 'MAC', 'VENDOR', 'MODEL', 'FROM', 'ANSWERED'], rows)
      : 'Nobody has asked since the start.';
  return [
    headWords(view),
    `${counted(asked, 'question')} heard since the start, ${answered} answered.`,
    '',
    table,
  ].join('\n');
}
