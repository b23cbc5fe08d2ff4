// Reading a folder of config files made elsewhere, and taking that back.
import { z } from 'zod';
import { call } from './call';
import { fileProblem } from './shapes';

const importedFile = z.object({
  path: z.string(),
  /** Whose file it becomes; null when it is left out, and a problem says why. */
  scope: z.string().nullable(),
  mac: z.string().nullable(),
  model: z.string().nullable(),
  problems: z.array(fileProblem),
});

const importedPhone = z.object({
  mac: z.string(),
  model: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  extensions: z.array(z.string()),
  /** It is in the site already and is changed. */
  known: z.boolean(),
});

export const importCalls = {
  /** Refuses with IMPORT_TOO_LARGE. Files become drafts; nothing reaches a phone before publishing. */
  'configs.import': call(
    z.object({
      files: z.array(
        z.object({
          /** Below the folder, `/` between names. */
          path: z.string().min(1),
          base64: z.string(),
          /** Given when only the beginning is sent, because it is too large to be a config file. */
          sizeBytes: z.int().nonnegative().optional(),
        }),
      ),
      dryRun: z.boolean().default(false),
      /** For phones whose model nothing in the folder tells. */
      model: z.string().min(1).optional(),
    }),
    z.object({
      files: z.array(importedFile),
      /** Phones added or changed; those of `phoneList`. */
      phones: z.int(),
      phoneList: z.array(importedPhone),
      notes: z.array(z.string()),
      /** For `configs.undoImport`; null when nothing was changed. */
      undo: z.string().nullable(),
    }),
  ),
  /** Takes an import back in one step: its phones go, drafts are again what they were. Refuses with IMPORT_UNDO_LATE once anything
   *  of it was edited or published, or another import was made. */
  'configs.undoImport': call(z.object({ undo: z.string().min(1) }), z.object({ removedPhones: z.int() })),
} as const;

export type ImportOutcome = z.infer<(typeof importCalls)['configs.import']['output']>;
