// Which phones a command is for: exactly one of four ways.
import { Option, type Command } from 'commander';
import type { CallInput } from '../../contract/contract';
import { parseMacAddress } from '../../core/shared/mac-address';
import { ProblemError } from '../../core/shared/problem';
import { UsageError } from './command-tools';
import { list } from './option-values';

export interface SelectionOptions {
  readonly phones?: string[];
  readonly group?: string;
  readonly behind?: true;
  readonly all?: true;
}

type PhoneSelection = CallInput<'resync.start'>['phones'];

export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(new Option('--phones <MACs>', 'these phones: MAC,MAC,…').argParser(list))
    .option('--group <name>', 'the phones of a group')
    .option('--behind', 'the phones that do not have their newest content')
    .option('--all', 'all phones');
}

export function selectionOf({ phones, group, behind, all }: SelectionOptions): PhoneSelection {
  const chosen = [
    ...(phones === undefined ? [] : [{ macs: phones.map(checkedMac) }]),
    ...(group === undefined ? [] : [{ group }]),
    ...(behind ? [{ behind }] : []),
    ...(all ? [{ all }] : []),
  ];
  const [selection] = chosen;
  if (chosen.length !== 1 || !selection)
    throw new UsageError('Give exactly one of --phones, --group, --behind, --all.');
  if (phones?.length === 0) throw new UsageError('--phones names no phone.');
  return selection;
}

function checkedMac(text: string): string {
  const mac = parseMacAddress(text);
  if (mac.ok) return mac.value;
  throw new ProblemError(mac.problem);
}
