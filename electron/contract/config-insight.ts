// What phones end up with and why: problems over all layers, one parameter under the glass, and when phones will have a change.
import { z } from 'zod';
import { layerNames } from '../core/configs/layers';
import { severityChoices } from '../core/configs/problem-severity';
import { call } from './call';
import { instant, macAddress, nothing, problem } from './shapes';

const severity = z.enum(['error', 'warning', 'hint']);

const codeSeverity = z.object({
  code: z.string(),
  /** `off`: not shown in this site, and blocking nothing. */
  severity: z.enum(severityChoices),
  usual: severity,
  own: z.boolean(),
  fixed: z.boolean(),
  /** False for what costs a phone its whole file: it may be called a hint, but is always shown. */
  mayBeOff: z.boolean(),
});

/** A problem that shows only when all layers of a phone are seen together. */
export const phoneProblem = problem.extend({
  severity,
  parameter: z.string().nullable(),
  /** Where the value stands that could be changed: layer, scope of its file (`group:Reception`) or facts (`facts:phone:MAC`), and
   *  the line in that file's draft. Null where no single place is to blame. */
  layer: z.enum(layerNames).nullable(),
  scope: z.string().nullable(),
  line: z.int().positive().nullable(),
});

/** The same problem of many phones, told once; `mac` is one of them. */
export const sharedProblem = phoneProblem.extend({ phones: z.int(), mac: z.string() });

/** A value that phones hold and would not get any more: files only set, they never clear. */
export const removedValue = z.object({
  name: z.string(),
  /** Scope whose edit takes it away, and so the file to write the choice into: `configs.edit` with `set` to `default` or to
   *  nothing, or no edit to leave it. Null when it is not the draft that takes it away (a left-over already). */
  scope: z.string().nullable(),
  /** How many phones hold it. */
  phones: z.int(),
  /** What they hold, most frequent first, at most three; secrets blanked. */
  held: z.array(z.string()),
  /** The catalogue's default; null where none is documented. */
  default: z.string().nullable(),
  /** False where an empty value is known not to be allowed. */
  mayBeEmpty: z.boolean(),
});

const stackEntry = z.object({
  layer: z.enum(layerNames),
  /** `site`, `model:KX-UT670`, `group:Reception`, `phone:MAC`, facts as `facts:site`; null for managed and a phone without group. */
  scope: z.string().nullable(),
  /** As it reaches the phone; null where the layer says nothing. Secrets are blanked. */
  value: z.string().nullable(),
  /** As typed, where variables stand in it. */
  typed: z.string().nullable(),
  line: z.int().positive().nullable(),
  wins: z.boolean(),
  /** How many phones take this layer, and so would change with it. */
  affects: z.int(),
});

export const configInsightCalls = {
  'configs.phoneProblems': call(
    z.object({ mac: macAddress, source: z.enum(['published', 'draft']).default('draft') }),
    z.object({
      problems: z.array(phoneProblem),
      /** Bytes of all files of the phone together and the limit of its series, null where none is known. */
      sizeBytes: z.int(),
      limitBytes: z.int().nullable(),
    }),
  ),
  /** One parameter of one phone, layer by layer, strongest last. */
  'configs.inspect': call(
    z.object({ mac: macAddress, name: z.string().min(1), source: z.enum(['published', 'draft']).default('draft') }),
    z.object({
      name: z.string(),
      /** Null when the catalogue does not know it. */
      catalogue: z
        .object({
          description: z.string(),
          category: z.string(),
          type: z.string(),
          allowed: z.string(),
          default: z.string(),
          unit: z.string(),
        })
        .nullable(),
      secret: z.boolean(),
      managed: z.boolean(),
      stack: z.array(stackEntry),
      effective: z.string().nullable(),
      /** `unknown`: nothing is known of what this phone holds, because it took nothing from us yet. Null: it holds no value of ours. */
      held: z.union([z.object({ value: z.string().nullable() }), z.literal('unknown')]),
      /** What earlier revisions said in the layers of this phone, newest first, at most 20. Secrets blanked. */
      past: z.array(
        z.object({
          revision: z.int(),
          at: instant,
          author: z.string(),
          scope: z.string(),
          /** Null: taken away. */
          value: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** When the phones of the draft will have it once it is published, from what each holds: no prediction, only its own timing. With
   *  `macs` for those phones. */
  'configs.reach': call(
    z.object({ macs: z.array(macAddress).optional() }),
    z.object({
      phones: z.int(),
      groups: z.array(
        z.object({
          how: z.enum(['daily', 'cyclic', 'only-resync', 'never-seen']),
          /** `daily at 02:00`, `within 7 d`, `only when resynced: …`, `at first contact`. */
          words: z.string(),
          phones: z.int(),
          /** Minutes after midnight of the phone's clock (daily) or of the interval (cyclic), for sorting. */
          minutes: z.int().nullable(),
          /** At most five of them. */
          macs: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** How serious each code is in this site; `own` was set here. Codes that cannot be written to a phone at all stay errors. */
  'configs.severities': call(nothing, z.object({ severities: z.array(codeSeverity) })),
  /** Null takes the usual one again. Changes at once, for window and publishing; `config check` of a lone file keeps the usual ones.
   *  Problem VALUE_INVALID for a code that has no severity or a fixed one, and for `off` where it may not be. */
  'configs.setSeverity': call(
    z.object({ code: z.string(), severity: z.enum(severityChoices).nullable() }),
    codeSeverity,
  ),
} as const;

export type PhoneProblemView = z.infer<typeof phoneProblem>;
export type RemovedValueView = z.infer<typeof removedValue>;
export type StackEntryView = z.infer<typeof stackEntry>;
