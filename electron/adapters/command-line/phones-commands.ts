import type { Command } from 'commander';
import type { Does } from './command-action';
import { timeSpan } from './option-values';
import { phoneFacts, phoneTable } from './phone-words';
import { addPhonesAddCommand } from './phones-add-command';
import { addPhonesFileCommands } from './phones-file-commands';
import { addPhonesLogsCommands } from './phones-logs-commands';
import { counted } from './table';

export function addPhonesCommands(program: Command, does: Does): void {
  const phones = program.command('phones').description('the phones of the site');
  addPhonesAddCommand(phones, does);

  phones
    .command('arm')
    .description('opens the first-contact window: the phone may fetch its first file')
    .argument('<MAC...>')
    .option('--for <span>', 'how long: 30m, 24h, 7d', timeSpan)
    .action(
      does<{ for?: number }, [macs: string[]]>((tools, options, macs) =>
        tools.withWorkstation(async (workstation) => {
          const forMs = options.for;
          const answer = await workstation.ask('phones.arm', { macs, ...(forMs !== undefined && { forMs }) });
          tools.show({ phones: answer.phones }, () => phoneTable(answer.phones));
        }),
      ),
    );

  phones
    .command('disarm')
    .description('closes the first-contact window')
    .argument('<MAC...>')
    .action(
      does<object, [macs: string[]]>((tools, _options, macs) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('phones.disarm', { macs });
          tools.show({ phones: answer.phones }, () => phoneTable(answer.phones));
        }),
      ),
    );

  phones
    .command('list')
    .description('all phones with their state')
    .option('--filter <text>', 'only phones with this text in MAC, name, model, group or extension')
    .action(
      does<{ filter?: string }>((tools, { filter }) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('phones.list', filter === undefined ? {} : { filter });
          tools.show({ phones: answer.phones }, () => phoneTable(answer.phones));
        }),
      ),
    );

  phones
    .command('show')
    .description('one phone')
    .argument('<MAC>')
    .action(
      does<object, [mac: string]>((tools, _options, mac) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('phones.show', { mac });
          tools.show({ phone: answer.phone }, () => phoneFacts(answer.phone));
        }),
      ),
    );

  phones
    .command('remove')
    .description('takes phones out of the site')
    .argument('<MAC...>')
    .action(
      does<object, [macs: string[]]>((tools, _options, macs) =>
        tools.withWorkstation(async (workstation) => {
          const { removed } = await workstation.ask('phones.remove', { macs });
          tools.show({ removed }, () => `${counted(removed, 'phone')} removed.`);
        }),
      ),
    );

  addPhonesFileCommands(phones, does);
  addPhonesLogsCommands(phones, does);
}
