import { InvalidArgumentError, type Command } from 'commander';
import type { CallInput } from '../../contract/contract';
import type { Does } from './command-action';
import { UsageError } from './command-tools';
import { wholeNumber } from './option-values';
import { phoneFacts } from './phone-words';

type Line = NonNullable<CallInput<'phones.add'>['lines']>[number];

interface AddOptions {
  readonly mac: string;
  readonly model: string;
  readonly name?: string;
  readonly group?: string;
  readonly ip?: string;
  readonly arm: boolean;
}

export function addPhonesAddCommand(phones: Command, does: Does): void {
  const lines = new LineOptions();
  phones
    .command('add')
    .description('adds a phone and lets it fetch its first file; options after a --line N belong to that line')
    .requiredOption('--mac <MAC>', '12 hexadecimal digits, in any usual form')
    .requiredOption('--model <model>', 'as printed on the phone: KX-UT670')
    .option('--name <name>', 'what people call it')
    .option('--group <group>')
    .option('--ip <address[:sipport]>', 'where a resync finds it')
    .option('--line <number>', 'the line the next options are about, 1 without it', (text) => lines.choose(text))
    .option('--extension <number>', 'phone number of the line', (text) => lines.set('extension', text))
    .option('--auth-id <id>', 'what the line logs in with', (text) => lines.set('authId', text))
    .option('--password <password>', 'password of the line', (text) => lines.set('password', text))
    .option('--line-name <name>', 'display name of the line', (text) => lines.set('name', text))
    .option('--line-server <address>', 'SIP server of this line alone', (text) => lines.set('server', text))
    .option('--no-arm', 'do not open its first-contact window')
    .action(
      does<AddOptions>((tools, { mac, model, name, group, ip, arm }) => {
        const facts = { mac, model, lines: lines.taken(), arm, name: name ?? '', group: group ?? null, ip: ip ?? null };
        return tools.withWorkstation(async (workstation) => {
          const { phone } = await workstation.ask('phones.add', facts);
          tools.show({ phone }, () => phoneFacts(phone));
        });
      }),
    );
}

/** Gathers the options of each line in the order they are given. */
class LineOptions {
  private readonly lines = new Map<number, Line>();
  private current = 1;

  choose(text: string): string {
    this.current = wholeNumber(1, 24)(text);
    return text;
  }

  set(fact: 'extension' | 'authId' | 'password' | 'name' | 'server', text: string): string {
    const line = this.lines.get(this.current) ?? { line: this.current };
    if (line[fact] !== undefined) throw new InvalidArgumentError(`Line ${this.current} has one already.`);
    this.lines.set(this.current, { ...line, [fact]: text });
    return text;
  }

  taken(): Line[] {
    // `--extension 2002 --line 2` would silently change line 1.
    if (this.current !== 1 && !this.lines.has(this.current)) {
      throw new UsageError(`Give the options of line ${this.current} after --line ${this.current}.`);
    }
    return [...this.lines.values()].toSorted((a, b) => a.line - b.line);
  }
}
