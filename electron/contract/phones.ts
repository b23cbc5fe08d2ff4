import { z } from 'zod';
import { phoneStates } from '../core/phones/phone-state';
import { call } from './call';
import { instant, macAddress, nothing } from './shapes';

const phoneLine = z.object({
  line: z.int().positive(),
  extension: z.string(),
  name: z.string(),
  authId: z.string(),
});

/** Why a phone is not simply in sync, and the one thing that helps. */
const phoneReason = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  action: z.enum(['arm', 'resync', 'publish', 'edit-config']).nullable(),
});

export const phone = z.object({
  id: z.int(),
  mac: z.string(),
  model: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  state: z.enum(phoneStates),
  /** The address this phone was last told to ask, `host:port`; null before its first fetch. */
  told: z.string().nullable(),
  /** True when `told`, the token generation or the way the token is carried is not what it would be told now. */
  toldOutdated: z.boolean(),
  /** A person typed its address into the phone itself: no file of ours changes where it asks. */
  addressSetByHand: z.boolean(),
  lines: z.array(phoneLine),
  armedUntil: instant.nullable(),
  lastFetchAt: instant.nullable(),
  nextCheckAt: instant.nullable(),
  /** It has a daily time or an interval of its own, as far as we know what it holds. */
  asksByItself: z.boolean(),
  /** Says how the phone will come by itself, or that it will not. */
  nextCheck: z.string(),
  /** Address of its SIP port, `host:port`, as a resync would use it. */
  address: z.string().nullable(),
  /** Newest revision whose content equals what the phone last took. */
  revision: z.int().nullable(),
  firmware: z.string().nullable(),
  /** Its facts differ from what is published. */
  hasDraft: z.boolean(),
  leftOvers: z.int(),
  /** Its own variables, `${phone.vars.NAME}`. */
  vars: z.record(z.string(), z.string()),
  /** Of its facts as drafted: hand it back with `phones.update`, and an edit made meanwhile elsewhere becomes a conflict. */
  factsVersion: z.string(),
  reason: phoneReason.nullable(),
});

/** A fact that has no effect, because a stronger file says something else. `configs.edit {scope, edits: [{kind: 'unset', name}]}`
 *  lets the fact count. */
export const overriddenFact = z.object({
  /** `name of line 1`, `extension of line 2`, `password of line 1`. */
  fact: z.string(),
  scope: z.string(),
  parameter: z.string(),
  line: z.int().positive().nullable(),
});

/** What happened to a phone, newest first. */
export const phoneEvent = z.object({
  at: instant,
  kind: z.enum(['fetched', 'refused', 'notify', 'published', 'armed', 'token', 'added', 'failed']),
  text: z.string(),
  detail: z.string().nullable(),
});

const waitingPhone = z.object({
  mac: z.string(),
  model: z.string().nullable(),
  address: z.string(),
  path: z.string(),
  firstAt: instant,
  lastAt: instant,
  times: z.int(),
});

const lineInput = z.object({
  line: z.int().min(1).max(24),
  extension: z.string().default(''),
  name: z.string().default(''),
  authId: z.string().default(''),
  /** Left out: the password stays as it is. */
  password: z.string().optional(),
  server: z.string().default(''),
});

export const phonesCalls = {
  'phones.list': call(
    z.object({ filter: z.string().optional(), group: z.string().optional() }),
    z.object({ phones: z.array(phone) }),
  ),
  'phones.show': call(z.object({ mac: macAddress }), z.object({ phone })),
  'phones.add': call(
    z.object({
      mac: macAddress,
      model: z.string().min(1),
      name: z.string().default(''),
      group: z.string().nullable().default(null),
      /** `ADDRESS` or `ADDRESS:SIPPORT` for direct resyncs. */
      ip: z.string().nullable().default(null),
      lines: z.array(lineInput).default([]),
      arm: z.boolean().default(true),
    }),
    z.object({ phone }),
  ),
  'phones.update': call(
    z.object({
      mac: macAddress,
      name: z.string().optional(),
      group: z.string().nullable().optional(),
      ip: z.string().nullable().optional(),
      lines: z.array(lineInput).optional(),
      /** Replaces all variables of the phone. */
      vars: z.record(z.string(), z.string()).optional(),
      /** `factsVersion` the edit started from. */
      basedOn: z.string().optional(),
    }),
    z.object({ phone, overriddenBy: z.array(overriddenFact) }),
  ),
  'phones.remove': call(z.object({ macs: z.array(macAddress).min(1) }), z.object({ removed: z.int() })),
  'phones.arm': call(
    z.object({ macs: z.array(macAddress).min(1), forMs: z.int().positive().optional() }),
    z.object({ phones: z.array(phone) }),
  ),
  /** Notes that a person typed the phones' address into them, or that this is over. A factory reset found out ends it too. */
  'phones.markAddress': call(
    z.object({ macs: z.array(macAddress).min(1), setByHand: z.boolean() }),
    z.object({ phones: z.array(phone) }),
  ),
  'phones.disarm': call(z.object({ macs: z.array(macAddress).min(1) }), z.object({ phones: z.array(phone) })),
  /** New token at once; the old one stays valid until the phone came with the new one (`rotate`) or ends now (`revoke`). */
  'phones.renewToken': call(
    z.object({ macs: z.array(macAddress).min(1), how: z.enum(['rotate', 'revoke']) }),
    z.object({ phones: z.array(phone) }),
  ),
  'phones.import': call(
    z.object({ csv: z.string(), dryRun: z.boolean().default(false) }),
    z.object({
      added: z.int(),
      changed: z.int(),
      skipped: z.int(),
      problems: z.array(z.object({ row: z.int(), code: z.string(), message: z.string() })),
    }),
  ),
  'phones.export': call(
    z.object({ withSecrets: z.boolean().default(false) }),
    z.object({ csv: z.string(), phones: z.int() }),
  ),
  'phones.events': call(
    z.object({ mac: macAddress, since: instant.optional(), limit: z.int().max(500).default(50) }),
    z.object({ events: z.array(phoneEvent) }),
  ),
  'phones.groups': call(nothing, z.object({ groups: z.array(z.object({ name: z.string(), phones: z.int() })) })),
  'phones.models': call(
    nothing,
    z.object({ models: z.array(z.object({ name: z.string(), series: z.string(), lines: z.int().nullable() })) }),
  ),
  'waiting.list': call(nothing, z.object({ waiting: z.array(waitingPhone) })),
} as const;

export type PhoneView = z.infer<typeof phone>;
export type OverriddenFactView = z.infer<typeof overriddenFact>;
export type PhoneEventView = z.infer<typeof phoneEvent>;
