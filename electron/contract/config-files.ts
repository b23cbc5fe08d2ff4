// Editing config files beyond replacing their text: single parameters, samples, copies, and two states side by side.
import { z } from 'zod';
import { call } from './call';
import { fileProblem, instant, macAddress, nothing, scope } from './shapes';

/** One change of a file's parameters, as core's `ConfigEdit`. What it does not name stays as it is, byte for byte. */
export const configEdit = z.discriminatedUnion('kind', [
  /** Changes the line that counts; a name that is not there gets a line of its own. */
  z.object({ kind: z.literal('set'), name: z.string().min(1), value: z.string() }),
  /** Takes away every line of the name. */
  z.object({ kind: z.literal('unset'), name: z.string().min(1) }),
  z.object({ kind: z.literal('rename'), from: z.string().min(1), to: z.string().min(1) }),
  /** Puts the lines of `name` before that of `before`, or (null) at the end. */
  z.object({ kind: z.literal('move'), name: z.string().min(1), before: z.string().nullable() }),
]);

/** One of two states to lay beside each other: a config file or facts (by scope), a phone's rendered files (by mac), or, with
 *  neither, every config file of the site. `revision` beats `source`; of the draft `layers` alone may be taken, as in publishing. */
const compareSide = z.object({
  scope: scope.optional(),
  mac: macAddress.optional(),
  source: z.enum(['published', 'draft']).default('draft'),
  revision: z.int().positive().optional(),
  layers: z.array(scope).optional(),
});

const comparedFile = z.object({
  /** `site`, `group:Reception`, `facts:site`; of a phone `master`, `product`, `standard`. */
  name: z.string(),
  /** Whole texts, empty where a side has no such file. Secrets are blanked: equal ones look the same, different ones are
   *  numbered (`••••`, `•••• 2`), so a merge view shows exactly the true differences. */
  left: z.string(),
  right: z.string(),
  added: z.int(),
  removed: z.int(),
  /** Unified text of the same. */
  text: z.string(),
});

const editedFile = z.object({
  text: z.string(),
  version: z.string(),
  problems: z.array(fileProblem),
  savedAt: instant,
});

export const configFilesCalls = {
  /** Edits single parameters of a draft. `basedOn` as in `configs.set`. */
  'configs.edit': call(
    z.object({ scope, edits: z.array(configEdit).min(1), basedOn: z.string().optional() }),
    editedFile,
  ),
  /** Deletes a file: its phones no longer get its values from the next publish on, and keep those they hold as left-overs. It is
   *  part of the draft; `configs.discard {scope}` brings the file back. `phones` take it now, `values` would be left on some. */
  'configs.remove': call(z.object({ scope }), z.object({ phones: z.int(), values: z.int() })),
  /** Copies the draft of a file to a scope that has none. Problem FILE_EXISTS otherwise, unless `replace`. */
  'configs.duplicate': call(z.object({ from: scope, to: scope, replace: z.boolean().default(false) }), editedFile),
  /** Short commented files to begin with; `for` says which kind of scope each suits. */
  'configs.samples': call(
    nothing,
    z.object({
      samples: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          description: z.string(),
          for: z.array(z.enum(['site', 'model', 'group', 'phone'])),
          text: z.string(),
        }),
      ),
    }),
  ),
  /** Files that differ come first. `equal` counts those that do not and are left out. */
  'configs.compare': call(
    z.object({ left: compareSide, right: compareSide }),
    z.object({ files: z.array(comparedFile), equal: z.int() }),
  ),
  /** Variables that may stand in any value of a file: `${phone.name}`. With `mac` what each is for that phone (secrets blanked). */
  'configs.variables': call(
    z.object({ mac: macAddress.optional() }),
    z.object({
      variables: z.array(
        z.object({
          /** `phone.name`, without `${` and `}`. */
          name: z.string(),
          description: z.string(),
          secret: z.boolean(),
          /** Null without `mac`; empty where the phone has none. */
          value: z.string().nullable(),
        }),
      ),
    }),
  ),
} as const;

export type ConfigEditInput = z.infer<typeof configEdit>;
export type ComparedFileView = z.infer<typeof comparedFile>;
