import { z } from 'zod';
import { call } from './call';
import { instant, nothing, problem } from './shapes';

const heard = z.object({
  at: instant,
  mac: z.string(),
  /** As the phone says it; null when it does not. */
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  address: z.string(),
  /** False: it is of a family that Cordboard has no files for, or from where nobody may ask. */
  answered: z.boolean(),
});

const pnp = z.object({
  on: z.boolean(),
  /** Where phones may ask by multicast; none while it is off. */
  interfaces: z.array(
    z.object({ name: z.string(), address: z.string(), state: z.enum(['up', 'down']), problem: problem.nullable() }),
  ),
  /** Newest first, 50 at most, since the start. */
  seen: z.array(heard),
  /** How many questions were heard and answered since the start. */
  asked: z.int(),
  answered: z.int(),
  /** Who else answers phones on this network, as far as can be seen. */
  others: z.array(z.string()),
  /** PNP_OTHER_RESPONDER while there are others. */
  warning: problem.nullable(),
  /** What phones are told; null while it is off. */
  told: z.string().nullable(),
});

export const pnpCalls = {
  'pnp.show': call(nothing, pnp),
  'pnp.set': call(z.object({ on: z.boolean() }), pnp),
} as const;

export type PnpView = z.infer<typeof pnp>;
