import { z } from 'zod';
import { checkNoteCodes } from '../core/timing/check-notes';
import { checkOutcomes, checkTriggers } from '../core/timing/phone-circumstances';
import { call } from './call';
import { instant, macAddress } from './shapes';

/** More in one answer is refused (VALUE_INVALID): a phone may ask every minute. */
export const mostChecks = 100_000;

export const timingCalls = {
  /** Predicted from what phones hold: every check from `from` up to, not including, `to`. */
  'checks.plan': call(
    z.object({
      phones: z.union([z.object({ macs: z.array(macAddress).min(1) }), z.object({ all: z.literal(true) })]),
      from: instant,
      to: instant,
    }),
    z.object({
      /** In order of time. */
      checks: z.array(
        z.object({ mac: z.string(), at: instant, trigger: z.enum(checkTriggers), outcome: z.enum(checkOutcomes) }),
      ),
      /** Every rule that applied, each once, with the number of phones it applies to. */
      notes: z.array(z.object({ code: z.enum(checkNoteCodes), message: z.string(), phones: z.int() })),
    }),
  ),
} as const;
