import { z } from 'zod';
import { phoneStates } from '../core/phones/phone-state';
import { call } from './call';
import { instant } from './shapes';

const revisionRow = z.object({
  mac: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  model: z.string(),
  extension: z.string(),
  has: z.boolean(),
  /** The revision whose content it has. */
  revision: z.int().nullable(),
  state: z.enum(phoneStates),
  /** Why not, and what helps; "" where it has it. */
  why: z.string(),
  lastFetchAt: instant.nullable(),
  nextCheckAt: instant.nullable(),
});

const dayRow = z.object({ label: z.string(), value: z.string(), detail: z.string() });

export const reportsCalls = {
  /** Who has a revision (the newest unless told otherwise), who not, and why: those who do not come first. Problem REVISION_UNKNOWN. */
  'reports.revision': call(
    z.object({ revision: z.int().optional() }),
    z.object({
      site: z.string(),
      revision: z.int(),
      message: z.string(),
      publishedAt: instant,
      at: instant,
      have: z.int(),
      total: z.int(),
      rows: z.array(revisionRow),
    }),
  ),
  'reports.revisionCsv': call(
    z.object({ revision: z.int().optional() }),
    z.object({ name: z.string(), csv: z.string() }),
  ),
  /** One day of the site in a page: checks, downloads, resyncs, failures, away spans, publishes, schedules. Today unless told otherwise. */
  'reports.day': call(
    z.object({ day: z.iso.date().optional() }),
    z.object({
      site: z.string(),
      day: z.iso.date(),
      timeZone: z.string(),
      at: instant,
      figures: z.array(dayRow),
      /** Phones that need somebody, with the reason. */
      needYou: z.array(z.object({ mac: z.string(), name: z.string(), state: z.enum(phoneStates), why: z.string() })),
      away: z.array(z.object({ from: instant, to: instant.nullable(), cause: z.string() })),
      happened: z.array(z.object({ at: instant, words: z.string() })),
    }),
  ),
} as const;

export type RevisionReport = z.infer<(typeof reportsCalls)['reports.revision']['output']>;
export type DayReport = z.infer<(typeof reportsCalls)['reports.day']['output']>;
