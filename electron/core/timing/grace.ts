/** A check counts as made from so long before to so long after its time: phones' clocks and networks are not exact. */
export interface Grace {
  readonly beforeMs: number;
  readonly afterMs: number;
}

export const usualGrace: Grace = { beforeMs: 10 * 60_000, afterMs: 15 * 60_000 };

/** What a network and a busy phone may take in real time, however fast a lab's clock goes. */
const realDelayMs = 30_000;
/** Longer than this a lab's clock stretches no grace: the next check would come before anybody was missed. */
const mostStretchedMs = 6 * 60 * 60_000;

/** `rate` is how much faster than real time the clock goes. Networks do not go faster with it: at 60, fifteen minutes pass in fifteen
 *  seconds, and a phone that is only slow would be missed. Clocks that differ are stretched by nothing, so `beforeMs` stays. */
export function scaledGrace({ beforeMs, afterMs }: Grace, rate: number): Grace {
  const neededMs = rate > 1 ? Math.min(realDelayMs * rate, mostStretchedMs) : 0;
  return { beforeMs, afterMs: Math.max(afterMs, neededMs) };
}
