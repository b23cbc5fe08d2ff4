import { labClock } from './adapters/clock/lab-clock';
import { parseClockOption } from './adapters/clock/parse-clock-option';
import { systemClock } from './adapters/clock/system-clock';
import type { Clock } from './core/shared/clock';
import { ok, type Result } from './core/shared/result';

/** Real time, or a lab clock from `ISO@RATE`. */
export function chooseClock(option: string | null): Result<Clock> {
  const real = systemClock();
  if (option === null) return ok(real);
  const parsed = parseClockOption(option);
  return parsed.ok ? ok(labClock(parsed.value, real)) : parsed;
}
