// One edit for many phones. Everything becomes drafts, all or none; `dryRun` only shows.
import { z } from 'zod';
import { call } from './call';
import { macAddress, phoneSelection } from './shapes';

const bulkRow = z.object({
  mac: z.string(),
  name: z.string(),
  /** Secrets blanked; null: nothing there. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Plain words where something is worth knowing: `as it is`, `line 2 is not on this model`; null otherwise. */
  note: z.string().nullable(),
  /** False: this phone is left out, `note` says why. */
  changes: z.boolean(),
});

const bulkOutcome = z.object({ rows: z.array(bulkRow), changed: z.int(), skipped: z.int(), dryRun: z.boolean() });

/** A parameter goes into each phone's own file; null takes it away there. A fact goes into each phone's facts. */
const bulkSet = z.union([
  z.object({ parameter: z.string().min(1), value: z.string().nullable() }),
  /** `checkTime` is HH:MM, or empty for the time of the site. */
  z.object({ fact: z.enum(['name', 'group', 'checkTime']), value: z.string() }),
  z.object({
    fact: z.enum(['extension', 'name', 'authId', 'password', 'server']),
    line: z.int().min(1).max(24),
    value: z.string(),
  }),
  /** A variable of the phone, `${phone.vars.NAME}`; empty takes it away. */
  z.object({ variable: z.string().min(1), value: z.string() }),
]);

export const bulkCalls = {
  'configs.bulk': call(
    z.object({ phones: phoneSelection, set: bulkSet, dryRun: z.boolean().default(false) }),
    bulkOutcome,
  ),
  /** Makes phones like another one: its own file, its group, its variables, and the structure of its lines (which lines there
   *  are, their servers) without anybody's extension, name, auth id or password. Rows tell one line per phone. */
  'configs.makeLike': call(
    z.object({
      from: macAddress,
      to: z.array(macAddress).min(1),
      what: z
        .array(z.enum(['file', 'group', 'lines', 'variables']))
        .min(1)
        .default(['file', 'group', 'lines']),
      dryRun: z.boolean().default(false),
    }),
    bulkOutcome,
  ),
} as const;

export type BulkRowView = z.infer<typeof bulkRow>;
