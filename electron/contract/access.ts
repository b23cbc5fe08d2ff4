// Who may have files: how a phone shows that it is ours, which networks are answered, and who is held for guessing.
import { z } from 'zod';
import { call } from './call';
import { instant, nothing } from './shapes';

/** `token`: in the address (the usual way). `basic`, `digest`: the same token as a password, the MAC as the name.
 *  `open`: lab only, nothing is asked; shows a banner. */
export const accessModes = ['token', 'basic', 'digest', 'open'] as const;

export const access = z.object({
  mode: z.enum(accessModes),
  digestAlgorithms: z.array(z.enum(['MD5', 'SHA-256'])).min(1),
  /** CIDR blocks that are answered; none means every network. */
  networks: z.array(z.string()),
  /** Addresses of proxies whose X-Forwarded-For is believed; none means it is ignored. */
  proxies: z.array(z.string()),
  guard: z.object({
    on: z.boolean(),
    /** More different wrong guesses than this, from one peer, within `windowSeconds`, and it is held for `holdSeconds`. */
    guesses: z.int().min(1).max(10_000),
    windowSeconds: z.int().min(1).max(86_400),
    holdSeconds: z
      .int()
      .min(1)
      .max(30 * 86_400),
  }),
  /** Started with --open-lab: then the mode is open whatever is set here. */
  openByOption: z.boolean(),
});

const accessChange = access
  .omit({ openByOption: true, guard: true })
  .partial()
  .extend({ guard: access.shape.guard.partial().optional() });

/** A peer that guessed too often, or was blocked by hand. It is told nothing else than any stranger; a valid token and an
 *  armed phone behind the same address are served all the same. */
export const blockedPeer = z.object({
  peer: z.string(),
  since: instant,
  /** Null: until a person takes it back. */
  until: instant.nullable(),
  /** Different wrong guesses. */
  guesses: z.int(),
  requests: z.int(),
  lastAt: instant,
  byHand: z.boolean(),
});

export const accessCalls = {
  'access.show': call(nothing, z.object({ access })),
  /** Problems NETWORK_INVALID, PROXY_INVALID. */
  'access.set': call(accessChange, z.object({ access })),
  'guard.show': call(nothing, z.object({ blocked: z.array(blockedPeer), watched: z.int() })),
  'guard.block': call(z.object({ peer: z.string().min(1).max(64) }), z.object({ blocked: z.array(blockedPeer) })),
  'guard.unblock': call(z.object({ peer: z.string().min(1).max(64) }), z.object({ blocked: z.array(blockedPeer) })),
} as const;

export type AccessView = z.infer<typeof access>;
export type BlockedPeerView = z.infer<typeof blockedPeer>;
