import { z } from 'zod';
import { awayCauses } from '../core/timing/away-span';
import { checkNoteCodes } from '../core/timing/check-notes';
import { checkOutcomes, checkTriggers } from '../core/timing/phone-circumstances';
import { catchUpModes, cyclicOrigins } from '../core/timing/timing-settings';
import { call } from './call';
import { resyncRun } from './resync';
import { scheduleRunStates } from '../core/schedules/schedule';
import { instant, macAddress, nothing } from './shapes';

/** More in one answer is refused (VALUE_INVALID): a phone may ask every minute. */
export const mostChecks = 100_000;

const note = z.object({ code: z.enum(checkNoteCodes), message: z.string() });

const awaySpan = z.object({ from: instant, to: instant.nullable(), cause: z.enum(awayCauses) });

/** When this laptop is usually awake, learnt from when it was. */
const awakeHours = z.object({
  /** HH:MM in the site's zone; `to` at or before `from` is on the next day. */
  from: z.string(),
  to: z.string(),
  /** How many days it was learnt from. */
  days: z.int(),
});

export const timingSettings = z.object({
  graceBeforeMinutes: z.int().min(0).max(120),
  graceAfterMinutes: z.int().min(1).max(240),
  catchUp: z.enum(catchUpModes),
  keepAwake: z.boolean(),
  /** More phones than that in one minute are drawn as a herd. */
  comfortablePerMinute: z.int().min(1).max(10_000),
  /** What intervals count from, where no guide says so. */
  cyclicCountsFrom: z.enum(cyclicOrigins),
});

export const keepAwakeView = z.object({
  /** Only the window's program can; the headless host cannot. */
  supported: z.boolean(),
  enabled: z.boolean(),
  /** Holding the laptop awake now. */
  holding: z.boolean(),
  /** The next night it holds, from a little before the first check to a little after the last. */
  from: instant.nullable(),
  to: instant.nullable(),
  /** Checks in that span. */
  phones: z.int(),
  /** Null where the system does not say. */
  onMains: z.boolean().nullable(),
  /** Plain words, with the honest one about a closed lid. */
  words: z.string(),
});

/** One phone's place on the review list. */
export const absentPhone = z.object({
  mac: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  state: z.enum(['missed', 'away']),
  /** The check it did not come to: of a missed phone the first one, of an away one the last. */
  dueAt: instant,
  lastFetchAt: instant.nullable(),
  nextCheckAt: instant.nullable(),
  /** Whose fault, in plain words: "This laptop was asleep from 23:52 to 07:46." */
  why: z.string(),
});

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
      notes: z.array(note.extend({ phones: z.int() })),
    }),
  ),
  /** A picture of a day (or up to eight): what was, and what is expected. */
  'checks.timeline': call(
    z.object({ from: instant, to: instant }),
    z.object({
      now: instant,
      timeZone: z.string(),
      /** Minutes in which something happens, in order: phones that ask by themselves, phones resynced. Before now what was (of checks
       *  nobody answered, what was expected), after now what is expected. */
      minutes: z.array(z.object({ at: instant, checks: z.int(), resyncs: z.int() })),
      comfortablePerMinute: z.int(),
      away: z.array(awaySpan),
      /** Before that nobody knows whether we served: this laptop's record begins there. Null: there is none yet. */
      recordedSince: instant.nullable().optional(),
      /** When it will probably be asleep next; null when not known. */
      awakeUntil: instant.nullable(),
      awakeHours: awakeHours.nullable(),
      /** Runs that were, and times that will be. */
      schedules: z.array(
        z.object({
          scheduleId: z.int(),
          name: z.string(),
          at: instant,
          state: z.enum([...scheduleRunStates, 'due', 'paused']),
        }),
      ),
      predicted: z.int(),
      neverSeen: z.int(),
    }),
  ),
  /** Who asks in a span, in order of time, at most 1,000. */
  'checks.who': call(
    z.object({ from: instant, to: instant }),
    z.object({
      phones: z.array(
        z.object({
          mac: z.string(),
          name: z.string(),
          extension: z.string(),
          group: z.string().nullable(),
          at: instant,
          trigger: z.enum(checkTriggers),
          outcome: z.enum(checkOutcomes),
        }),
      ),
      more: z.boolean(),
    }),
  ),
  /** Where check times come from, most phones first. */
  'checks.sources': call(
    nothing,
    z.object({
      sources: z.array(
        z.object({
          /** "Daily at 02:00", "Every 4 h after start". */
          words: z.string(),
          parameter: z.string(),
          /** Which layer sets it today; null when no layer does any more (it stays on the phones). */
          layer: z.string().nullable(),
          phones: z.int(),
          nextAt: instant.nullable(),
        }),
      ),
      predicted: z.int(),
      neverSeen: z.int(),
    }),
  ),
  /** One phone: what is expected of it and what it did. */
  'phones.timeline': call(
    z.object({ mac: macAddress, from: instant, to: instant }),
    z.object({
      now: instant,
      expected: z.array(z.object({ at: instant, trigger: z.enum(checkTriggers), outcome: z.enum(checkOutcomes) })),
      happened: z.array(
        z.object({
          at: instant,
          what: z.enum(['check', 'resync', 'refused', 'missed']),
          words: z.string(),
        }),
      ),
      away: z.array(awaySpan),
      notes: z.array(note),
    }),
  ),
  /** Missed and away phones, newest due first; and what is being done about the away ones. */
  'absence.review': call(
    nothing,
    z.object({
      phones: z.array(absentPhone),
      catchUp: z.object({
        mode: z.enum(catchUpModes),
        /** Waiting for the network, for the end of a maintenance window, or for somebody to say yes. */
        state: z.enum(['none', 'waiting-for-network', 'waiting-for-window', 'asking', 'running', 'done']),
        phones: z.int(),
        /** "This laptop was asleep from 23:52 to 07:46; 68 phones found nobody." */
        why: z.string(),
        run: resyncRun.nullable(),
      }),
    }),
  ),
  /** Resyncs the phones that found nobody. Problem NOTHING_TO_CATCH_UP. */
  'absence.catchUp': call(nothing, z.object({ run: resyncRun })),
  /** "Not now": they stay away and come by themselves. */
  'absence.dismiss': call(nothing, nothing),
  'timing.settings': call(
    nothing,
    z.object({ settings: timingSettings, keepAwake: keepAwakeView, awakeHours: awakeHours.nullable() }),
  ),
  'timing.set': call(timingSettings.partial(), z.object({ settings: timingSettings, keepAwake: keepAwakeView })),
} as const;

export type TimingSettings = z.infer<typeof timingSettings>;
export type KeepAwakeView = z.infer<typeof keepAwakeView>;
export type AbsentPhone = z.infer<typeof absentPhone>;
