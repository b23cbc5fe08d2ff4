// What was said over SIP: the last messages of every address, secrets crossed out.
import { z } from 'zod';
import { call } from './call';
import { instant, macAddress, nothing } from './shapes';

const sipPeer = z.object({
  address: z.string(),
  /** Of the phone that is reached there; null when none is known, or several are. */
  mac: z.string().nullable(),
  name: z.string().nullable(),
  messages: z.int(),
  lastAt: instant,
});

const sipMessage = z.object({
  id: z.int(),
  at: instant,
  direction: z.enum(['in', 'out']),
  transport: z.enum(['udp', 'tcp', 'tls']),
  /** The other end. */
  address: z.string(),
  port: z.int(),
  /** `NOTIFY check-sync`, `200 OK (CSeq 1 NOTIFY)`. */
  summary: z.string(),
  /** Of a response. */
  status: z.int().nullable(),
  callId: z.string(),
  /** Bytes that are no text as `\xNN`. */
  text: z.string(),
});

/** Of one address, or of one phone; without either of everybody. */
const whose = z.object({ address: z.string().min(1).max(100).optional(), mac: macAddress.optional() });

/** Older messages that are kept and were left out. */
const earlier = z.int();

export const sipCalls = {
  /** Whose last message is newest, first. */
  'sip.peers': call(nothing, z.object({ peers: z.array(sipPeer) })),
  /** The newest 500, oldest first. */
  'sip.trace': call(whose, z.object({ messages: z.array(sipMessage), earlier })),
  /** A file of the newest 2,000 or 1.5 MB, its bytes in `base64` where they are no text. Problems NOTHING_SAID, PHONE_UNKNOWN. */
  'sip.export': call(
    whose.extend({ form: z.enum(['text', 'pcapng']) }),
    z
      .object({ name: z.string(), messages: z.int(), earlier })
      .and(z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })])),
  ),
  'sip.clear': call(nothing, nothing),
} as const;

export type SipPeerView = z.infer<typeof sipPeer>;
export type SipMessageView = z.infer<typeof sipMessage>;
