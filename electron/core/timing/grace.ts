/** A check counts as made from so long before to so long after its time: phones' clocks and networks are not exact. */
export interface Grace {
  readonly beforeMs: number;
  readonly afterMs: number;
}

export const usualGrace: Grace = { beforeMs: 10 * 60_000, afterMs: 15 * 60_000 };
