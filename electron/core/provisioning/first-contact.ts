// Who may have a phone's flattened first file (product.md, "First contact and tokens"). Pure decisions on instants and peers.

/** Until when a phone is armed when nobody says otherwise: 24 hours. */
export const armingSpanMs = 24 * 60 * 60_000;
/** After the first fetch with its token, the same peer may come to its first address this long. */
export const disarmGraceMs = 15 * 60_000;
/** A NOTIFY of ours this recent is evidence that the phone asking is the one we told. */
export const notifyEvidenceMs = 2 * 60_000;

export interface FirstContact {
  readonly now: number;
  readonly peer: string;
  readonly armed: { readonly until: number; readonly boundPeer: string | null } | null;
  /** The series asks for its bootstrap at every start-up (HDV, UTG). */
  readonly bootstrapsAtEveryStart: boolean;
  /** Our last NOTIFY to it, and the first peer that came to the first address since. */
  readonly notified: { readonly at: number; readonly boundPeer: string | null } | null;
  readonly lastGoodPeer: string | null;
  /** When a fetch with its token ended its arming, and the peer of that fetch. */
  readonly disarmed: { readonly at: number; readonly peer: string } | null;
  /** Owner of the peer's address on our own Ethernet segment; null when it can't be known. */
  readonly neighbourMac: string | null;
  readonly mac: string;
}

export type FirstContactDecision =
  | { readonly kind: 'serve'; readonly because: 'armed' | 'grace' | 'evidence' }
  | { readonly kind: 'refuse'; readonly because: 'not-armed' | 'second-peer' | 'other-neighbour' };

export function decideFirstContact(contact: FirstContact): FirstContactDecision {
  const { now, peer, armed } = contact;
  if (contact.neighbourMac !== null && contact.neighbourMac !== contact.mac) {
    return { kind: 'refuse', because: 'other-neighbour' };
  }
  if (armed && now < armed.until) {
    const free = armed.boundPeer === null || armed.boundPeer === peer;
    return free ? { kind: 'serve', because: 'armed' } : { kind: 'refuse', because: 'second-peer' };
  }
  const grace = contact.disarmed && now - contact.disarmed.at <= disarmGraceMs ? contact.disarmed : null;
  if (grace?.peer === peer) return { kind: 'serve', because: 'grace' };
  const notified = contact.notified && now - contact.notified.at <= notifyEvidenceMs ? contact.notified : null;
  if (contact.bootstrapsAtEveryStart) {
    const free = notified !== null && (notified.boundPeer === null || notified.boundPeer === peer);
    if (free || contact.lastGoodPeer === peer) return { kind: 'serve', because: 'evidence' };
    if (notified) return { kind: 'refuse', because: 'second-peer' };
  }
  return { kind: 'refuse', because: grace ? 'second-peer' : 'not-armed' };
}
