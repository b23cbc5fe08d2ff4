// The site being served and the state of this laptop's own service.
import { z } from 'zod';
import { phoneStates } from '../core/phones/phone-state';
import { awayCauses } from '../core/timing/away-span';
import { call } from './call';
import { instant, nothing, problem } from './shapes';

export const site = z.object({
  id: z.int(),
  name: z.string(),
  timeZone: z.string(),
  sip: z.object({ server: z.string(), port: z.int().nullable() }),
  ntp: z.string(),
  checkTime: z.string(),
  /** Whether one is set; the password itself never leaves. */
  adminPassword: z.boolean(),
  served: z.enum(['three-files', 'one-file']),
  /** Variables of the site, `${site.vars.NAME}`. */
  vars: z.record(z.string(), z.string()),
  /** Names of the site's own secrets, `${secret.NAME}`; their values are shown by `secrets.reveal` alone. */
  secrets: z.array(z.string()),
  /** Of the facts as drafted: hand it back with `site.set`, and an edit made meanwhile elsewhere becomes a conflict. */
  factsVersion: z.string(),
  /** Newest published revision, 0 before the first. */
  revision: z.int(),
  hasDraft: z.boolean(),
});

export const listener = z.object({
  protocol: z.enum(['http', 'https', 'tftp', 'sntp', 'sip']),
  /** `off` was not asked for; `down` was and could not be had. */
  state: z.enum(['up', 'down', 'off']),
  address: z.string().nullable(),
  /** Of one that is off: where it was last, null when it was nowhere in this run. */
  port: z.int().nullable(),
  problem: problem.nullable(),
});

const switchedProtocol = z.enum(['http', 'https', 'tftp', 'sntp', 'sip']);

export const status = z.object({
  version: z.string(),
  site,
  phones: z.record(z.enum(phoneStates), z.int()),
  waiting: z.int(),
  listeners: z.array(listener),
  away: z.array(z.object({ from: instant, to: instant.nullable(), cause: z.enum(awayCauses) })),
  /** What phones are told, `http://ADDRESS:PORT/`. */
  address: z.string(),
  openLab: z.boolean(),
  /** Phones still told an address where nobody of ours answers. */
  stranded: z.int(),
  /** Peers held for guessing. */
  blocked: z.int(),
  secrets: z.object({ how: z.enum(['keychain', 'key-file', 'passphrase', 'locked']), warning: problem.nullable() }),
  data: z.string(),
  now: instant,
});

export const workstationCalls = {
  'status.show': call(nothing, status),
  'site.show': call(nothing, z.object({ site })),
  /** Keys as the command line writes them: `name`, `timeZone`, `sip.server`, `sip.port`, `ntp`, `checkTime`, `adminPassword`, `served`,
   *  `vars.NAME` and `secret.NAME` (an empty value takes those away). */
  'site.set': call(
    z.object({ values: z.record(z.string(), z.string()), basedOn: z.string().optional() }),
    z.object({ site }),
  ),
  'sites.list': call(
    nothing,
    z.object({ sites: z.array(z.object({ id: z.int(), name: z.string(), phones: z.int() })) }),
  ),
  /** Starts a listener that is down, on the same port or another one. */
  'server.listen': call(
    z.object({ protocol: switchedProtocol, port: z.int().min(0).max(65535) }),
    z.object({ listener }),
  ),
  'server.stop': call(z.object({ protocol: switchedProtocol }), z.object({ listener })),
  /** How the time is given over SNTP. `localClock`: at an isolated site phones get this laptop's clock (stratum 10) although
   *  nobody vouches for it; else an unsynchronised clock is refused. `synchronised` is null where the system does not say. */
  'server.clock': call(
    z.object({ localClock: z.boolean().optional() }),
    z.object({ localClock: z.boolean(), synchronised: z.boolean().nullable(), how: z.string() }),
  ),
  'secrets.unlock': call(z.object({ passphrase: z.string().min(1) }), z.object({ how: z.string() })),
  'secrets.setPassphrase': call(z.object({ passphrase: z.string().min(8) }), z.object({ how: z.string() })),
  'backup.create': call(z.object({ file: z.string().min(1) }), z.object({ file: z.string(), bytes: z.int() })),
} as const;

export type SiteView = z.infer<typeof site>;
export type StatusView = z.infer<typeof status>;
export type ListenerView = z.infer<typeof listener>;
