// Single secrets: shown when a person asks for one by name, made up, and moved out of texts.
import { z } from 'zod';
import { call } from './call';
import { fileProblem, macAddress, scope } from './shapes';

/** Names one secret. */
const secretPlace = z.union([
  z.object({ mac: macAddress, line: z.int().positive() }),
  /** Effective value of a parameter of a phone. */
  z.object({ mac: macAddress, parameter: z.string().min(1) }),
  /** A value of the site's own secrets, `${secret.NAME}`. */
  z.object({ secret: z.string().min(1) }),
  z.object({ site: z.literal('adminPassword') }),
  /** As it stands in the draft of a config file. */
  z.object({ scope, parameter: z.string().min(1) }),
]);

export const secretsCalls = {
  /** A new one that the model's series accepts and that is easily read aloud: no look-alikes. Nothing is kept. */
  'secrets.generate': call(
    z.object({ model: z.string().optional(), kind: z.enum(['line', 'admin', 'web']) }),
    z.object({ value: z.string() }),
  ),
  /** The secret in plain, noted in the audit with who asked. Show it for `showMs` (20 s), then blank it. Problem SECRET_UNKNOWN. */
  'secrets.reveal': call(secretPlace, z.object({ value: z.string(), showMs: z.int() })),
  /** Takes a secret (or the login in an address) out of a file's draft: the site keeps it, `${secret.NAME}` stands in its place. One
   *  edit of the draft; `name` is made up from the parameter when left out. Discarding the draft undoes it. */
  'secrets.moveToVault': call(
    z.object({ scope, parameter: z.string().min(1), name: z.string().optional(), basedOn: z.string().optional() }),
    z.object({ name: z.string(), text: z.string(), version: z.string(), problems: z.array(fileProblem) }),
  ),
} as const;
