import { z } from 'zod';
import { call } from './call';
import { instant, nothing, phoneSelection } from './shapes';

export const schedule = z.object({
  id: z.int(),
  cron: z.string(),
  /** Plain words for the expression. */
  words: z.string(),
  timeZone: z.string(),
  do: z.literal('resync'),
  phones: phoneSelection,
  nextRunAt: instant.nullable(),
  lastRunAt: instant.nullable(),
  lastOutcome: z.string().nullable(),
});

const scheduleRun = z.object({
  id: z.int(),
  scheduleId: z.int(),
  startedAt: instant,
  outcome: z.string(),
  resyncRunId: z.int().nullable(),
});

export const schedulesCalls = {
  'schedules.add': call(
    z.object({ cron: z.string(), do: z.literal('resync').default('resync'), phones: phoneSelection }),
    z.object({ schedule }),
  ),
  'schedules.list': call(nothing, z.object({ schedules: z.array(schedule) })),
  'schedules.run': call(z.object({ id: z.int() }), z.object({ run: scheduleRun })),
  'schedules.remove': call(z.object({ id: z.int() }), z.object({ removed: z.int() })),
} as const;

export type ScheduleView = z.infer<typeof schedule>;
