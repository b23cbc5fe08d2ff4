import { z } from 'zod';
import { call } from './call';
import { instant, nothing } from './shapes';

const registration = z.object({
  mac: z.string(),
  name: z.string(),
  line: z.int(),
  /** Of its address: usually the extension. */
  user: z.string(),
  /** Where it registered from. */
  address: z.string(),
  transport: z.enum(['udp', 'tcp', 'tls']),
  expiresAt: instant,
  userAgent: z.string(),
  /** False: it left the last pings unanswered. */
  reachable: z.boolean(),
});

const registrar = z.object({
  on: z.boolean(),
  /** Where phones are to register; null while the SIP port is not open. */
  place: z.object({ address: z.string(), port: z.int() }).nullable(),
  /** By name of the phone, then line. */
  bindings: z.array(registration),
  /** Wrong passwords and unknown accounts since the start. */
  strangersRefused: z.int(),
  /** What is to be done so that phones register here, in plain words. */
  note: z.string(),
});

export const registrarCalls = {
  'registrar.show': call(nothing, registrar),
  'registrar.set': call(z.object({ on: z.boolean() }), registrar),
} as const;

export type RegistrationView = z.infer<typeof registration>;
export type RegistrarView = z.infer<typeof registrar>;
