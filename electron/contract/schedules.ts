import { z } from 'zod';
import { missedPolicies, scheduleActions, scheduleRunStates } from '../core/schedules/schedule';
import { call } from './call';
import { instant, nothing, phoneSelection } from './shapes';

/** What a schedule does. `phones` where it is about phones: resync, firmware-wave (a group), catch-up has its own choice. */
const scheduleWork = z.object({
  do: z.enum(scheduleActions),
  phones: phoneSelection.nullable().default(null),
  /** publish: the message of the revision. */
  message: z.string().max(500).optional(),
  /** publish: these scopes alone; all of the draft when left out. */
  layers: z.array(z.string()).min(1).optional(),
  /** firmware-wave: the library's firmware and the group that takes it. */
  firmware: z.object({ file: z.string(), group: z.string() }).optional(),
});

/** Exactly one of the ways. */
const scheduleTrigger = z.union([
  z.object({ cron: z.string().max(200) }),
  z.object({ at: instant }),
  z.object({ on: z.literal('wake') }),
]);

export const schedule = z.object({
  id: z.int(),
  name: z.string(),
  trigger: scheduleTrigger,
  /** Plain words for the trigger: "At 09:00, Monday through Friday". */
  words: z.string(),
  timeZone: z.string(),
  work: scheduleWork,
  /** Plain words for the work: "resync phones that are behind". */
  workWords: z.string(),
  paused: z.boolean(),
  /** When its time came while we were away. */
  missed: z.enum(missedPolicies),
  nextRunAt: instant.nullable(),
  /** Why it will not run then, or later than that: a maintenance window, this laptop expected asleep. Plain words. */
  nextRunNote: z.string().nullable(),
  lastRun: z
    .object({ at: instant, state: z.enum(scheduleRunStates), outcome: z.string(), resyncRunId: z.int().nullable() })
    .nullable(),
});

export const scheduleRun = z.object({
  id: z.int(),
  scheduleId: z.int(),
  name: z.string(),
  /** When its time was; null when somebody asked for it. */
  dueAt: instant.nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  state: z.enum(scheduleRunStates),
  /** Plain words, of a failure its message and remedy. */
  outcome: z.string(),
  resyncRunId: z.int().nullable(),
});

/** Nothing of ours disturbs phones then: runs wait at its edge and go on after it, schedules about phones wait too. */
const maintenanceWindow = z.object({
  /** 1 Monday … 7 Sunday, of its beginning. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  /** HH:MM in the site's zone; `to` at or before `from` is on the next day. */
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  words: z.string(),
});

const newSchedule = z.object({
  name: z.string().max(80).default(''),
  trigger: scheduleTrigger,
  work: scheduleWork,
  missed: z.enum(missedPolicies).default('run-on-wake'),
});

export const schedulesCalls = {
  'schedules.add': call(newSchedule, z.object({ schedule })),
  'schedules.change': call(newSchedule.partial().extend({ id: z.int() }), z.object({ schedule })),
  'schedules.pause': call(z.object({ id: z.int(), paused: z.boolean() }), z.object({ schedule })),
  'schedules.list': call(nothing, z.object({ schedules: z.array(schedule) })),
  'schedules.run': call(z.object({ id: z.int() }), z.object({ run: scheduleRun })),
  'schedules.remove': call(z.object({ id: z.int() }), z.object({ removed: z.int() })),
  /** Newest first; of one schedule or of all. */
  'schedules.history': call(
    z.object({ id: z.int().optional(), limit: z.int().min(1).max(500).default(50) }),
    z.object({ runs: z.array(scheduleRun) }),
  ),
  /** What somebody typed, as cron, with its next three times: cron itself, or plain English ("every weekday at 7 in the morning").
   *  "tonight at 3" is one moment: `at` is set, a schedule of it has that as its trigger. Problem SCHEDULE_INVALID. */
  'schedules.read': call(
    z.object({ text: z.string().max(200) }),
    z.object({ cron: z.string(), at: instant.optional(), words: z.string(), next: z.array(instant).max(3) }),
  ),
  'maintenance.list': call(nothing, z.object({ windows: z.array(maintenanceWindow) })),
  /** Replaces them all. */
  'maintenance.set': call(
    z.object({ windows: z.array(maintenanceWindow.omit({ words: true })).max(20) }),
    z.object({ windows: z.array(maintenanceWindow) }),
  ),
} as const;

export type ScheduleView = z.infer<typeof schedule>;
export type ScheduleRunView = z.infer<typeof scheduleRun>;
