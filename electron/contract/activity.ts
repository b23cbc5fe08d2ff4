import { z } from 'zod';
import { requestReasons } from '../core/provisioning/request-reason';
import { call } from './call';
import { instant, macAddress, nothing } from './shapes';

export const requestProtocols = ['http', 'https', 'tftp', 'sntp'] as const;

/** How a request ended, in few words. `blocked`: the peer is held by the guard. `unfinished`: the peer went away midway. */
export const requestOutcomes = ['served', 'unchanged', 'refused', 'blocked', 'unfinished'] as const;

/** One row of the ledger. Tokens in the path are blanked. */
export const request = z.object({
  id: z.int(),
  at: instant,
  protocol: z.enum(requestProtocols),
  remote: z.string(),
  method: z.string(),
  path: z.string(),
  mac: z.string().nullable(),
  status: z.int(),
  reason: z.enum(requestReasons),
  bytes: z.int(),
  sha256: z.string().nullable(),
  userAgent: z.string().nullable(),
  ms: z.number(),
});

/** What a search looks at; everything left out matches everything. */
export const requestFilter = z.object({
  /** Words that must all occur, in the path, the peer's address, the MAC, the User-Agent or the phone's name. */
  text: z.string().max(200).optional(),
  protocols: z.array(z.enum(requestProtocols)).min(1).optional(),
  outcomes: z.array(z.enum(requestOutcomes)).min(1).optional(),
  mac: macAddress.optional(),
  remote: z.string().max(64).optional(),
  since: instant.optional(),
  until: instant.optional(),
});

export const activityCalls = {
  'requests.list': call(
    z.object({ mac: macAddress.optional(), since: instant.optional(), limit: z.int().min(1).max(10_000).default(200) }),
    z.object({ requests: z.array(request) }),
  ),
  /** Newest first; `beforeId` is the last id of the page before. Runs beside serving, never in its way. */
  'requests.search': call(
    requestFilter.extend({ beforeId: z.int().optional(), limit: z.int().min(1).max(1000).default(200) }),
    z.object({ requests: z.array(request), more: z.boolean(), ms: z.number() }),
  ),
  /** What happened in a span, cut into equal buckets; `buckets` holds only those in which something was asked. */
  'requests.summary': call(
    z.object({ since: instant, bucketSeconds: z.int().min(1).max(86_400).default(60) }),
    z.object({
      from: instant,
      to: instant,
      bucketSeconds: z.int(),
      buckets: z.array(z.object({ at: instant, served: z.int(), refused: z.int(), blocked: z.int() })),
      served: z.int(),
      bytes: z.int(),
      refused: z.int(),
      blocked: z.int(),
      /** Of served requests; null when there were none. */
      medianMs: z.number().nullable(),
      slowestMs: z.number().nullable(),
      /** Served, by protocol. */
      protocols: z.record(z.enum(requestProtocols), z.int()),
    }),
  ),
  /** What was answered, as text with secrets blanked; null when the bytes are no text or no longer kept. */
  'requests.body': call(
    z.object({ id: z.int() }),
    z.object({ text: z.string().nullable(), bytes: z.int(), contentType: z.string().nullable() }),
  ),
  /** How long rows are kept and what they take. Age and size: whichever comes first. */
  'ledger.show': call(
    nothing,
    z.object({ keepDays: z.int(), keepMegabytes: z.int(), rows: z.int(), bytes: z.int(), oldest: instant.nullable() }),
  ),
  'ledger.set': call(
    z.object({ keepDays: z.int().min(1).max(3650).optional(), keepMegabytes: z.int().min(16).max(100_000).optional() }),
    z.object({ keepDays: z.int(), keepMegabytes: z.int() }),
  ),
} as const;

export type RequestView = z.infer<typeof request>;
export type RequestOutcome = (typeof requestOutcomes)[number];
export type RequestProtocol = (typeof requestProtocols)[number];
/** As it is asked: a MAC may have any spelling. */
export type RequestFilter = z.input<typeof requestFilter>;
