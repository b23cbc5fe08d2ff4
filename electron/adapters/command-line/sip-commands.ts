// What was said over SIP: on screen, or in a file Wireshark opens.
import { extname } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import type { Does } from './command-action';
import { UsageError } from './command-tools';
import { counted, printable } from './table';
import { writeBytes } from './text-files';

interface TraceOptions {
  readonly phone?: string;
  readonly address?: string;
  readonly out?: string;
}

export function addSipCommands(program: Command, does: Does): void {
  program
    .command('sip')
    .description('what this laptop and the phones said to each other over SIP')
    .command('trace')
    .description('the last messages, oldest first; secrets are crossed out')
    .option('--phone <MAC>', 'only with this phone')
    .option('--address <address>', 'only with this address')
    .addOption(
      new Option('--out <file>', 'writes them into FILE.pcapng (for Wireshark) or FILE.txt, replacing it').argParser(
        traceFile,
      ),
    )
    .action(
      does<TraceOptions>((tools, { phone, address, out }) => {
        if (phone !== undefined && address !== undefined) throw new UsageError('Give --phone or --address, not both.');
        const whose = { ...(phone !== undefined && { mac: phone }), ...(address !== undefined && { address }) };
        return tools.withWorkstation(async (workstation) => {
          if (out === undefined) {
            const answer = await workstation.ask('sip.trace', whose);
            return tools.show(answer, () => traceWords(answer));
          }
          const file = tools.path(out);
          const form = extname(file).toLowerCase() === '.txt' ? 'text' : 'pcapng';
          const saved = await workstation.ask('sip.export', { ...whose, form });
          await writeBytes(file, 'text' in saved ? saved.text : Buffer.from(saved.base64, 'base64'), false);
          const { messages, earlier } = saved;
          tools.show({ file, messages, earlier }, () => `${counted(messages, 'message')} written to ${file}.`);
          if (earlier > 0) tools.note(`${counted(earlier, 'older message')} left out: choose a phone or an address.`);
        }, 'needed');
      }),
    );
}

function traceWords({ messages, earlier }: CallOutput<'sip.trace'>): string {
  if (messages.length === 0) return 'Nothing was said yet: resync a phone.';
  const blocks = messages.map(({ at, direction, transport, address, port, summary, text }) => {
    const arrow = direction === 'out' ? '->' : '<-';
    const head = `--- ${at} ${arrow} ${address} port ${port} ${transport.toUpperCase()}: ${summary}`;
    return printable(`${head}\n${text.replace(/\n+$/, '')}\n`);
  });
  const before = earlier > 0 ? [`(${counted(earlier, 'older message')} left out: choose a phone or an address)\n`] : [];
  return [...before, ...blocks].join('\n');
}

function traceFile(text: string): string {
  if (/\.(pcapng|txt)$/i.test(text)) return text;
  throw new InvalidArgumentError('Its name must end in .pcapng or .txt.');
}
