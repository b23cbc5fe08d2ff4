import { z } from 'zod';
import { requestReasons } from '../core/provisioning/request-reason';
import { call } from './call';
import { instant, macAddress } from './shapes';

/** One row of the ledger. Tokens in the path are blanked. */
export const request = z.object({
  id: z.int(),
  at: instant,
  protocol: z.enum(['http', 'https', 'tftp']),
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

export const activityCalls = {
  'requests.list': call(
    z.object({ mac: macAddress.optional(), since: instant.optional(), limit: z.int().min(1).max(10_000).default(200) }),
    z.object({ requests: z.array(request) }),
  ),
} as const;

export type RequestView = z.infer<typeof request>;
