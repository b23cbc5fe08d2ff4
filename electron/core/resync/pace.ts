// How fast NOTIFYs leave: so many a second, and after a rest at most those of one second together.

/** What is left of it at an instant of a clock that never goes back. */
export interface Pace {
  readonly turns: number;
  readonly atMs: number;
}

export interface Turn {
  readonly pace: Pace;
  /** 0: now. Else nothing was taken, and there is a turn after so long. */
  readonly waitMs: number;
}

export function freshPace(ratePerSecond: number, nowMs: number): Pace {
  return { turns: Math.max(1, ratePerSecond), atMs: nowMs };
}

export function takeTurn(pace: Pace, ratePerSecond: number, nowMs: number): Turn {
  const most = Math.max(1, ratePerSecond);
  const gained = (Math.max(0, nowMs - pace.atMs) / 1000) * ratePerSecond;
  // A turn that is due but for a rounding is due.
  const turns = Math.min(most, pace.turns + gained);
  if (turns >= 1 - 1e-9) return { pace: { turns: Math.max(0, turns - 1), atMs: nowMs }, waitMs: 0 };
  return { pace: { turns, atMs: nowMs }, waitMs: Math.ceil(((1 - turns) / ratePerSecond) * 1000) };
}
