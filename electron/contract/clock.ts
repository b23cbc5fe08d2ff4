import { z } from 'zod';
import { call } from './call';
import { instant, nothing } from './shapes';

const clockView = z.object({
  now: instant,
  /** Started with `--clock`: it can be steered. */
  lab: z.boolean(),
  running: z.boolean(),
  /** Its seconds per real second. */
  rate: z.number(),
});

const spanMs = z
  .int()
  .min(0)
  .max(366 * 24 * 60 * 60_000);

export const clockCalls = {
  'clock.show': call(nothing, clockView),
  /** `step`: so much passes at once, and everything that falls due on the way happens. `sleep`: the computer sleeps so long, and nothing
   *  does. Problem CLOCK_IS_REAL. */
  'clock.steer': call(
    z.discriminatedUnion('do', [
      z.object({ do: z.enum(['pause', 'run']) }),
      z.object({ do: z.literal('rate'), rate: z.number().positive().max(1_000_000) }),
      z.object({ do: z.enum(['step', 'sleep']), spanMs }),
    ]),
    clockView,
  ),
} as const;

export type ClockView = z.infer<typeof clockView>;
