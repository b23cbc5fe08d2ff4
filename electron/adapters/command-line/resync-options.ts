// How one run differs from the settings of its site.
import { Option, type Command } from 'commander';
import type { CallInput } from '../../contract/contract';
import { waySettings, type WaySetting } from '../../core/resync/choose-way';
import { wholeNumber } from './option-values';

export interface PaceValues {
  readonly way?: WaySetting;
  readonly rate?: number;
  readonly atOnce?: number;
}

export interface RunOptionValues extends PaceValues {
  readonly event?: string;
}

export function addPaceOptions(command: Command): Command {
  return command
    .addOption(new Option('--way <way>', 'through the SIP server of each phone, or directly').choices([...waySettings]))
    .option('--rate <number>', 'NOTIFYs a second', wholeNumber(1, 1000))
    .option('--at-once <number>', 'phones under way at a time', wholeNumber(1, 500));
}

export function addRunOptions(command: Command): Command {
  return addPaceOptions(command).option('--event <text>', 'another event text than the one each phone holds');
}

export function paceOf({ way, rate, atOnce }: PaceValues): CallInput<'resync.setSettings'> {
  return {
    ...(way === undefined ? {} : { way }),
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    ...(atOnce === undefined ? {} : { inFlight: atOnce }),
  };
}

/** Nothing at all where nothing was given. */
export function runOptionsOf(values: RunOptionValues): Pick<CallInput<'resync.start'>, 'options'> {
  const options = { ...paceOf(values), ...(values.event === undefined ? {} : { event: values.event }) };
  return Object.keys(options).length === 0 ? {} : { options };
}
