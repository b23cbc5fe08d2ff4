import { InvalidArgumentError, type Command } from 'commander';
import type { CallInput } from '../../contract/contract';
import type { ClockView } from '../../contract/clock';
import type { Does } from './command-action';
import { timeSpan } from './option-values';

/** Steers the clock of a workstation that was started with `--clock`. */
export function addClockCommands(program: Command, does: Does): void {
  const clock = program.command('clock').description('the clock of a lab (serve --clock ISO@RATE)');
  const steer = (order: (argument: number) => CallInput<'clock.steer'>): ReturnType<Does> =>
    does<object, [argument: number]>((tools, _options, argument) =>
      tools.withWorkstation(async (workstation) => {
        const view = await workstation.ask('clock.steer', order(argument));
        tools.show({ clock: view }, () => words(view));
      }),
    );

  clock
    .command('show', { isDefault: true })
    .description('what time it is, and how fast it goes')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const view = await workstation.ask('clock.show', {});
          tools.show({ clock: view }, () => words(view));
        }),
      ),
    );
  clock
    .command('pause')
    .description('stands still')
    .action(steer(() => ({ do: 'pause' })));
  clock
    .command('run')
    .description('goes on')
    .action(steer(() => ({ do: 'run' })));
  clock
    .command('rate')
    .description('goes so many times as fast as real time')
    .argument('<n>', 'above 0', rateOf)
    .action(steer((rate) => ({ do: 'rate', rate })));
  clock
    .command('step')
    .description('lets a span pass at once; what falls due on the way happens')
    .argument('<span>', '30s, 15m, 24h, 7d', timeSpan)
    .action(steer((spanMs) => ({ do: 'step', spanMs })));
  clock
    .command('sleep')
    .description('the computer sleeps for a span; nothing happens meanwhile')
    .argument('<span>', '30s, 15m, 24h, 7d', timeSpan)
    .action(steer((spanMs) => ({ do: 'sleep', spanMs })));
}

function rateOf(text: string): number {
  const rate = /^\d{1,7}(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (rate > 0) return rate;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function words({ now, lab, running, rate }: ClockView): string {
  if (!lab) return `${now}, real time`;
  return running
    ? `${now}, ${rate} times as fast as real time`
    : `${now}, standing still (at ${rate} times when it runs)`;
}
