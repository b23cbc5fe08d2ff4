// The one list of what may be asked and what is told. Both carriers (Electron IPC, loopback WebSocket) speak exactly this.
import { z } from 'zod';
import type { Problem } from '../core/shared/problem';
import { accessCalls } from './access';
import { activityCalls } from './activity';
import { addressesCalls } from './addresses';
import { bulkCalls } from './bulk';
import { certificatesCalls } from './certificates';
import { clockCalls } from './clock';
import { configFilesCalls } from './config-files';
import { configInsightCalls } from './config-insight';
import { configsCalls } from './configs';
import { importCalls } from './import';
import { libraryCalls } from './library';
import { phonesCalls } from './phones';
import { pnpCalls } from './pnp';
import { registrarCalls } from './registrar';
import { reportsCalls } from './reports';
import { resyncCalls, stepReport } from './resync';
import { schedulesCalls } from './schedules';
import { secretsCalls } from './secrets';
import { sipCalls } from './sip';
import { staggerCalls } from './stagger';
import { timingCalls } from './timing';
import { workstationCalls } from './workstation';

export const calls = {
  ...workstationCalls,
  ...phonesCalls,
  ...configsCalls,
  ...configFilesCalls,
  ...configInsightCalls,
  ...bulkCalls,
  ...importCalls,
  ...secretsCalls,
  ...resyncCalls,
  ...activityCalls,
  ...schedulesCalls,
  ...timingCalls,
  ...clockCalls,
  ...staggerCalls,
  ...reportsCalls,
  ...registrarCalls,
  ...pnpCalls,
  ...sipCalls,
  ...accessCalls,
  ...certificatesCalls,
  ...libraryCalls,
  ...addressesCalls,
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
/** What a caller gives: defaults may be left out, MACs and scopes are text. */
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
/** What a handler receives: checked, defaults filled in. */
export type CheckedInput<N extends CallName> = z.output<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;

export const topics = [
  'site',
  'phones',
  'waiting',
  'configs',
  'requests',
  'resync',
  'schedules',
  'server',
  'sip',
] as const;

export const events = {
  /** Something under these topics is no longer as it was; ask again. Sent at most four times a second. */
  changed: z.object({ topics: z.array(z.enum(topics)) }),
  'resync.step': stepReport.extend({ run: z.int() }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.output<Events[N]>;
export type Topic = (typeof topics)[number];

/** What travels from a caller. `site` names another site than the one served. */
export const callMessage = z.object({
  id: z.int(),
  name: z.string(),
  input: z.unknown(),
  site: z.string().optional(),
});

export type CallMessage = z.infer<typeof callMessage>;

/** What travels back: an answer under the caller's id, or an event. */
export type HostMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: Problem }
  | { readonly event: EventName; readonly payload: unknown };

/** The one object a window has (preload.ts): `window.workstation`. The headless client makes the same over a WebSocket. */
export interface WorkstationBridge {
  /** Never rejects for expected trouble: the answer is a result. */
  call(name: string, input: unknown): Promise<{ ok: true; value: unknown } | { ok: false; problem: Problem }>;
  /** Calls back for every event; returns how to stop listening. */
  listen(listener: (event: EventName, payload: unknown) => void): () => void;
}
