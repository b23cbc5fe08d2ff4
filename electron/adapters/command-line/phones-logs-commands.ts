// What phones sent of themselves by PUT.
import type { Command } from 'commander';
import type { Does } from './command-action';
import { wholeNumber } from './option-values';
import { formatTable, printable, shortTime } from './table';

export function addPhonesLogsCommands(phones: Command, does: Does): void {
  phones
    .command('logs')
    .description('the logs a phone has sent, newest first')
    .argument('<mac>')
    .action(
      does<object, [mac: string]>((tools, _options, mac) =>
        tools.withWorkstation(async (workstation) => {
          const { logs } = await workstation.ask('phones.logs', { mac });
          const rows = logs.map(({ id, at, name, bytes }) => [id, shortTime(at), name, bytes]);
          tools.show({ logs }, () => formatTable(['ID', 'AT', 'NAME', 'BYTES'], rows));
        }),
      ),
    );

  phones
    .command('log')
    .description('the text of one log')
    .argument('<id>', 'its number in "phones logs"', wholeNumber(1, 999_999_999))
    .action(
      does<object, [id: number]>((tools, _options, id) =>
        tools.withWorkstation(async (workstation) => {
          const log = await workstation.ask('phones.log', { id });
          tools.show(log, () => printable(log.text.replaceAll('\r\n', '\n')));
        }),
      ),
    );
}
