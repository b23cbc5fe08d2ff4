import { followClockOrders } from './adapters/clock/clock-orders';
import { labClock } from './adapters/clock/lab-clock';
import { parseClockOption } from './adapters/clock/parse-clock-option';
import { systemClock } from './adapters/clock/system-clock';
import type { Clock } from './core/shared/clock';
import { ok, type Result } from './core/shared/result';

/** Real time, or a lab clock from `ISO@RATE`. A whole-app story names a file from which it steers the lab clock. */
export function chooseClock(option: string | null, ordersFile: string | null = null): Result<Clock> {
  const real = systemClock();
  if (option === null) return ok(real);
  const parsed = parseClockOption(option);
  if (!parsed.ok) return parsed;
  const clock = labClock(parsed.value, real);
  // For as long as the program runs, like the clock itself.
  if (ordersFile !== null) followClockOrders(clock, ordersFile, real);
  return ok(clock);
}

/** Nobody but a story sets the variable. */
export function clockOrdersOfStory(environment: Readonly<Record<string, string | undefined>>): string | null {
  return environment['CORDBOARD_TEST_CLOCK'] || null;
}
