import { z } from 'zod';
import { layerNames } from '../core/configs/layers';
import { call } from './call';
import { removedValue, sharedProblem } from './config-insight';
import { fileProblem, instant, macAddress, nothing, scope } from './shapes';

const parameterValue = z.object({
  name: z.string(),
  value: z.string(),
  layer: z.enum(layerNames),
  overrides: z.array(z.object({ layer: z.enum(layerNames), value: z.string() })),
});

export const revision = z.object({
  revision: z.int(),
  message: z.string(),
  author: z.string(),
  at: instant,
  changedPhones: z.int(),
  /** What it changed; facts are written `facts:site`, `facts:phone:MAC`. At most 20, `changes` counts all. */
  scopes: z.array(z.string()),
  changes: z.int(),
});

/** A config file of the site as a list shows it. */
export const configFile = z.object({
  scope: z.string(),
  hasDraft: z.boolean(),
  sizeBytes: z.int(),
  values: z.int(),
  worst: z.enum(['error', 'warning', 'hint']).nullable(),
  phones: z.int(),
  changedAt: instant.nullable(),
});

const publishPreview = z.object({
  /** Scopes whose file or facts differ from what is served; facts are written `facts:site`, `facts:phone:MAC`. */
  changes: z.array(
    z.object({ scope: z.string(), kind: z.enum(['file', 'facts']), change: z.enum(['added', 'changed', 'removed']) }),
  ),
  phones: z.array(z.object({ mac: z.string(), name: z.string() })),
  changedPhones: z.int(),
  /** Errors among these block publishing, unless it is overridden with a reason. */
  problems: z.array(fileProblem.extend({ scope: z.string() })),
  /** What shows only when all layers of the changed phones are seen together; errors block likewise. */
  phoneProblems: z.array(sharedProblem),
  /** True when an error is about something that cannot be written to a phone at all: no reason overrides that. */
  neverPublishable: z.boolean(),
  /** What publishing would leave on phones, most phones first, at most 200. */
  removed: z.array(removedValue),
});

export const configsCalls = {
  'configs.files': call(nothing, z.object({ files: z.array(configFile) })),
  'configs.get': call(
    z.object({
      scope,
      revision: z.int().positive().optional(),
      source: z.enum(['draft', 'published']).default('draft'),
    }),
    z.object({
      text: z.string(),
      /** What is returned is an unpublished draft. */
      draft: z.boolean(),
      /** Hand it back with `configs.set` and an edit made meanwhile elsewhere becomes a conflict, not a loss. */
      version: z.string(),
      problems: z.array(fileProblem),
      savedAt: instant.nullable(),
    }),
  ),
  'configs.set': call(
    z.object({ scope, text: z.string(), basedOn: z.string().optional() }),
    z.object({ problems: z.array(fileProblem), version: z.string(), savedAt: instant }),
  ),
  /** Throws away the draft of one file, or of everything when no scope is given. */
  'configs.discard': call(z.object({ scope: scope.optional() }), z.object({ discarded: z.int() })),
  'configs.effective': call(
    z.object({
      mac: macAddress,
      source: z.enum(['published', 'draft', 'held']).default('published'),
      /** Of the draft only these, all else as published. */
      layers: z.array(scope).optional(),
    }),
    z.object({
      parameters: z.array(parameterValue),
      leftOvers: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
  'configs.render': call(
    z.object({
      mac: macAddress,
      file: z.enum(['standard', 'product', 'master', 'bootstrap', 'first', 'all']).default('all'),
      draft: z.boolean().default(false),
    }),
    z.object({
      files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string(), base64: z.string() })),
    }),
  ),
  'configs.diff': call(
    z.object({
      mac: macAddress.optional(),
      against: z.union([z.literal('served'), z.int().positive()]).default('served'),
    }),
    z.object({
      files: z.array(z.object({ name: z.string(), added: z.int(), removed: z.int(), text: z.string() })),
    }),
  ),
  'configs.preview': call(z.object({ layers: z.array(scope).optional() }), publishPreview),
  /** Refuses with CONFIG_HAS_ERRORS. `override` gives a reason to publish in spite of errors; it stands in the audit. */
  'configs.publish': call(
    z.object({
      message: z.string().default(''),
      layers: z.array(scope).optional(),
      override: z.string().trim().min(1).optional(),
    }),
    z.object({ revision: z.int(), changedPhones: z.int() }),
  ),
  'configs.history': call(nothing, z.object({ revisions: z.array(revision) })),
  /** Problem LIBRARY_FILE_UNKNOWN when phones would be told of firmware that is gone; `override` as above. */
  'configs.rollback': call(
    z.object({ revision: z.int().positive(), override: z.string().trim().min(1).optional() }),
    z.object({ revision: z.int(), changedPhones: z.int() }),
  ),
} as const;

export type ConfigFileView = z.infer<typeof configFile>;
export type RevisionView = z.infer<typeof revision>;
export type PublishPreview = z.infer<typeof publishPreview>;
export type ParameterView = z.infer<typeof parameterValue>;
