// A phone that should have come and did not: its fault, or ours.
import type { Grace } from '../timing/grace';
import type { PlannedCheck } from '../timing/phone-circumstances';
import { lastSpanBegun, type TimeSpan } from '../timing/time-spans';

/** `missed`: an expected check passed with its grace while we were serving. `away`: we were not, all around the last one. */
export type Absence = 'missed' | 'away' | null;

export interface AbsenceUntil {
  readonly absence: Absence;
  /** The check that makes it so: the first it missed, the last at which it found nobody. Null without absence. */
  readonly dueAt: number | null;
  /** Holds before this instant, as long as the phone does not come and no other gap in our serving turns up. */
  readonly until: number;
}

/** How well a phone's times are known. */
interface Reckoning {
  /** False: nobody knows its clock, and it is never blamed. */
  readonly canMiss: boolean;
  /** A check may have been earlier by so much: an interval counts from the phone's start, which nobody sees; its last download may
   *  have been a resync. 0 with a fixed time. */
  readonly phaseMs: number;
  /** It came then. */
  readonly sinceMs: number;
}

/** `expected` are the checks since the phone came last, in order of time, endless perhaps. `away` are joined spans in which we did not
 *  serve. */
export function absenceAt(
  nowMs: number,
  expected: Iterable<PlannedCheck>,
  away: readonly TimeSpan[],
  grace: Grace,
  reckoning: Reckoning,
): AbsenceUntil {
  let absence: Absence = null;
  let dueAt: number | null = null;
  for (const { at } of expected) {
    if (at > nowMs) return { absence, dueAt, until: at };
    const isOver = at + grace.afterMs <= nowMs;
    const gap = isOver ? hidingGap(at, away, grace, reckoning) : gapAround(at, at, away);
    if (gap) {
      absence = 'away';
      dueAt = gap.to > at - grace.beforeMs ? at : gap.to;
    } else if (!isOver) return { absence, dueAt, until: at + grace.afterMs };
    else if (reckoning.canMiss) return { absence: 'missed', dueAt: at, until: Infinity };
  }
  return { absence, dueAt, until: Infinity };
}

/** Our newest absence in which a check may have fallen that was due at an instant: a phone a little early or late has found nobody
 *  too. */
export function hidingGap(
  at: number,
  away: readonly TimeSpan[],
  { beforeMs, afterMs }: Grace,
  { phaseMs, sinceMs }: Pick<Reckoning, 'phaseMs' | 'sinceMs'>,
): TimeSpan | null {
  return gapAround(Math.min(at - beforeMs, Math.max(at - phaseMs, sinceMs)), at + afterMs, away);
}

function gapAround(fromMs: number, toMs: number, away: readonly TimeSpan[]): TimeSpan | null {
  const gap = lastSpanBegun(away, toMs);
  return gap && gap.to > fromMs ? gap : null;
}
