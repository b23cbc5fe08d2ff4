import { z } from 'zod';
import { resyncSteps } from '../core/resync/resync-step';
import { call } from './call';
import { instant, phoneSelection, problem } from './shapes';

export const stepReport = z.object({
  mac: z.string(),
  step: z.enum(resyncSteps),
  at: instant,
  /** Plain words: `200 OK`, `standard, 2 of 3 files`; of a failure its message. */
  detail: z.string(),
});

export const resyncRun = z.object({
  id: z.int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Why it exists: who asked, or which schedule. */
  cause: z.string(),
  total: z.int(),
  done: z.int(),
  failed: z.int(),
});

export const resyncPhone = z.object({
  mac: z.string(),
  name: z.string(),
  /** The newest step. */
  step: z.enum(resyncSteps),
  /** When each step was reached, in order. */
  steps: z.array(stepReport),
  problem: problem.nullable(),
});

export const resyncCalls = {
  'resync.start': call(
    z.object({ phones: phoneSelection, cause: z.string().optional() }),
    z.object({ run: resyncRun }),
  ),
  'resync.show': call(z.object({ id: z.int() }), z.object({ run: resyncRun, phones: z.array(resyncPhone) })),
  'resync.list': call(z.object({ limit: z.int().max(200).default(20) }), z.object({ runs: z.array(resyncRun) })),
  'resync.stop': call(z.object({ id: z.int() }), z.object({ run: resyncRun })),
} as const;

export type StepReport = z.infer<typeof stepReport>;
export type ResyncRunView = z.infer<typeof resyncRun>;
export type ResyncPhoneView = z.infer<typeof resyncPhone>;
