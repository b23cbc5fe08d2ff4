// A phone that should have come and did not: its fault, or ours.
import type { Grace } from '../timing/grace';
import type { PlannedCheck } from '../timing/phone-circumstances';
import { spanAtOrAfter, type TimeSpan } from '../timing/time-spans';

/** `missed`: an expected check passed with its grace while we were serving. `away`: we were not, all around the last one. */
export type Absence = 'missed' | 'away' | null;

export interface AbsenceUntil {
  readonly absence: Absence;
  /** The check that makes it so: the first it missed, the last at which it found nobody. Null without absence. */
  readonly dueAt: number | null;
  /** Holds before this instant, as long as the phone does not come and no other gap in our serving turns up. */
  readonly until: number;
}

/** `expected` are the checks since the phone came last, in order of time, endless perhaps. `away` are joined spans in which we did not
 *  serve. Without `canMiss` (nobody knows the phone's clock) it is never blamed. */
export function absenceAt(
  nowMs: number,
  expected: Iterable<PlannedCheck>,
  away: readonly TimeSpan[],
  { beforeMs, afterMs }: Grace,
  canMiss: boolean,
): AbsenceUntil {
  let absence: Absence = null;
  let dueAt: number | null = null;
  for (const { at } of expected) {
    if (at > nowMs) return { absence, dueAt, until: at };
    const isOver = at + afterMs <= nowMs;
    // A phone a little early or late has found nobody too.
    const gap = spanAtOrAfter(away, at - beforeMs);
    const isAway = gap !== null && gap.from <= (isOver ? at + afterMs : at) && (isOver || gap.to > at);
    if (isAway) {
      absence = 'away';
      dueAt = at;
    } else if (!isOver) return { absence, dueAt, until: at + afterMs };
    else if (canMiss) return { absence: 'missed', dueAt: at, until: Infinity };
  }
  return { absence, dueAt, until: Infinity };
}
