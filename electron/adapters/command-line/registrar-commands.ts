// The registrar for sites without a telephone system: on, off, and who is registered.
import type { Command } from 'commander';
import type { RegistrarView } from '../../contract/registrar';
import type { Does } from './command-action';
import { counted, formatTable, shortTime } from './table';

export function addRegistrarCommands(program: Command, does: Does): void {
  const registrar = program
    .command('registrar')
    .description('lets phones register here: for sites without a telephone system, and for labs');

  for (const [name, on, description] of [
    ['on', true, 'lets phones register with the log-ins of their lines'],
    ['off', false, 'refuses phones that register, and forgets who was registered'],
  ] as const)
    registrar
      .command(name)
      .description(description)
      .action(
        does((tools) =>
          tools.withWorkstation(async (workstation) => {
            const answer = await workstation.ask('registrar.set', { on });
            tools.show(answer, () => headWords(answer));
          }),
        ),
      );

  registrar
    .command('list')
    .description('who is registered')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('registrar.show', {});
          tools.show(answer, () => listWords(answer));
        }),
      ),
    );
}

function headWords({ on, note }: RegistrarView): string {
  return `The registrar is ${on ? 'on' : 'off'}. ${note}`;
}

function listWords(view: RegistrarView): string {
  const { bindings, strangersRefused } = view;
  const refused =
    strangersRefused === 0
      ? []
      : [`${counted(strangersRefused, 'log-in')} refused since the start: wrong password or account.`];
  const rows = bindings.map(({ mac, name, line, user, address, transport, expiresAt, reachable, userAgent }) => [
    mac,
    name || '-',
    line,
    user,
    `${address} ${transport}`,
    shortTime(expiresAt),
    reachable ? 'yes' : 'no',
    userAgent || '-',
  ]);
  const head = ['MAC', 'NAME', 'LINE', 'USER', 'FROM', 'UNTIL', 'ANSWERS', 'PROGRAM'];
  const table = rows.length > 0 ? formatTable(head, rows) : 'Nobody is registered.';
  return [headWords(view), ...refused, '', table].join('\n');
}
