import { z } from 'zod';
import { waySettings } from '../core/resync/choose-way';
import { checkEventText } from '../core/resync/event-text';
import { failureActions } from '../core/resync/failure-action';
import { resyncSteps } from '../core/resync/resync-step';
import { runStates } from '../core/resync/run-state';
import { call } from './call';
import { instant, nothing, phoneSelection, problem } from './shapes';

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

const ratePerSecond = z.number().min(0.1).max(1000);
const inFlight = z.int().min(1).max(500);

const resyncRunDetail = resyncRun.extend({
  state: z.enum(runStates),
  /** Why it is paused or waits, in plain words: "Waits until 18:00: maintenance." */
  note: z.string().nullable(),
  /** The run whose failed phones it tries again. */
  parent: z.int().nullable(),
  /** What was published when it began. */
  revision: z.int(),
  ratePerSecond,
  /** Phones between NOTIFY and done at any moment. */
  inFlight,
});

const resyncPhone = z.object({
  mac: z.string(),
  name: z.string(),
  /** The newest step. */
  step: z.enum(resyncSteps),
  /** When each step was reached, in order. */
  steps: z.array(stepReport),
  problem: problem.nullable(),
  /** What one click can do about the problem, the likeliest first. */
  actions: z.array(z.enum(failureActions)),
});

const eventText = z.string().transform((text, context): string => {
  const checked = checkEventText(text);
  if (checked.ok) return checked.value;
  context.addIssue({ code: 'custom', message: checked.problem.message, params: { problem: checked.problem } });
  return z.NEVER;
});

/** For this run alone; what is left out is as the site has it. */
const runOptions = z.object({
  way: z.enum(waySettings).optional(),
  ratePerSecond: ratePerSecond.optional(),
  inFlight: inFlight.optional(),
  /** Instead of the text each phone holds: for experts, a phone that holds another one refuses it. */
  event: eventText.optional(),
});

const oneRun = z.object({ id: z.int() });

/** How NOTIFYs reach the phones of a site. */
const resyncSettings = z.object({ way: z.enum(waySettings), ratePerSecond, inFlight });

/** What a run would do to one phone. */
const plannedPhone = z.object({
  mac: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  /** Null: nothing would be sent, and the problem says why. */
  way: z.enum(['registrar', 'server', 'direct']).nullable(),
  reason: z.string(),
  /** Where the NOTIFY goes first, `HOST:PORT`. */
  to: z.string().nullable(),
  event: z.string(),
  problem: problem.nullable(),
});

export const resyncCalls = {
  'resync.start': call(
    z.object({ phones: phoneSelection, cause: z.string().optional(), options: runOptions.optional() }),
    z.object({ run: resyncRunDetail }),
  ),
  /** What `resync.start` would do, in the order in which it would; nothing is sent. */
  'resync.plan': call(
    z.object({
      phones: phoneSelection,
      options: runOptions.optional(),
      /** False: the warnings alone, for a look beforehand. */
      each: z.boolean().default(true),
    }),
    z.object({
      phones: z.array(plannedPhone),
      /** Each problem met, once, and by how many phones. */
      warnings: z.array(z.object({ problem, phones: z.int() })),
      ratePerSecond,
      inFlight,
      /** Until the last NOTIFY has left, when phones come as fast as they can. */
      secondsAtLeast: z.number(),
      /** It would wait so long: a maintenance window. */
      quietUntil: instant.nullable(),
    }),
  ),
  'resync.show': call(oneRun, z.object({ run: resyncRunDetail, phones: z.array(resyncPhone) })),
  'resync.list': call(z.object({ limit: z.int().max(200).default(20) }), z.object({ runs: z.array(resyncRunDetail) })),
  /** Sends no more for now; who is under way may finish. Problem RESYNC_OVER, of a run that has ended. */
  'resync.pause': call(oneRun, z.object({ run: resyncRunDetail })),
  'resync.resume': call(oneRun, z.object({ run: resyncRunDetail })),
  'resync.stop': call(oneRun, z.object({ run: resyncRunDetail })),
  /** A new run for those that failed in this one. Problem NOTHING_FAILED. */
  'resync.retry': call(
    z.object({ id: z.int(), cause: z.string().optional(), options: runOptions.optional() }),
    z.object({ run: resyncRunDetail }),
  ),
  'resync.settings': call(nothing, z.object({ settings: resyncSettings })),
  'resync.setSettings': call(resyncSettings.partial(), z.object({ settings: resyncSettings })),
} as const;

export type StepReport = z.infer<typeof stepReport>;
export type ResyncRunView = z.infer<typeof resyncRunDetail>;
export type ResyncPhoneView = z.infer<typeof resyncPhone>;
