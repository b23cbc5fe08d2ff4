import { z } from 'zod';
import { call } from './call';
import { phoneSelection } from './shapes';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const staggerInput = z.object({
  /** HH:MM in the site's zone, `to` not included; at or before `from` it is on the next day. Left out: inside the hours this laptop is
   *  really awake. */
  between: z.object({ from: clockTime, to: clockTime }).optional(),
  /** Left out: all with a daily check. */
  phones: phoneSelection.optional(),
  /** `mac`: stable, every phone keeps its minute when others come and go. `group`: neighbours of a group far apart. */
  order: z.enum(['mac', 'group']).default('mac'),
});

export const staggerPlan = z.object({
  between: z.object({ from: clockTime, to: clockTime }),
  /** Where `between` comes from, in plain words. */
  betweenWords: z.string(),
  phones: z.array(
    z.object({
      mac: z.string(),
      name: z.string(),
      group: z.string().nullable(),
      /** What it holds now; null without a daily check. */
      before: clockTime.nullable(),
      time: clockTime,
      /** Settings it holds that a daily check turns off. */
      turnsOff: z.array(z.enum(['CFG_CYCLIC', 'CFG_RTRY_INTVL'])),
    }),
  ),
  peakPerMinute: z.object({ before: z.int(), after: z.int() }),
  /** Phones per minute of the day (0–1439), only minutes with some. */
  minutesBefore: z.array(z.object({ minute: z.int(), phones: z.int() })),
  minutesAfter: z.array(z.object({ minute: z.int(), phones: z.int() })),
  /** Plain words: each phone uses its new time only after its next fetch; what is turned off; the window is while this laptop sleeps. */
  notes: z.array(z.object({ code: z.string(), message: z.string() })),
});

export const staggerCalls = {
  'stagger.plan': call(staggerInput, staggerPlan),
  /** Writes the times as phone facts into the draft. */
  'stagger.apply': call(staggerInput, staggerPlan.extend({ changed: z.int() })),
} as const;

export type StaggerPlanView = z.infer<typeof staggerPlan>;
