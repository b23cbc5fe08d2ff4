// Which hours of the coming night a laptop must stay awake for the checks of its phones. It cannot be woken for them: it has to be held
// from before it would fall asleep.
import { asleepStretch, type AwakeHours } from '../../core/timing/awake-hours';
import type { TimeSpan } from '../../core/timing/time-spans';

export interface NightPlan {
  /** From here on it must not fall asleep. */
  readonly holdFrom: number;
  /** When it usually would. */
  readonly sleepsFrom: number;
  /** A little before the first check. */
  readonly from: number;
  /** When the last check and its grace are over, and a little more. */
  readonly to: number;
  readonly checks: number;
}

export interface NightCircumstances {
  readonly now: number;
  /** Null while they are not known: then `assumedHours`. */
  readonly hours: Pick<AwakeHours, 'from' | 'to'> | null;
  readonly timeZone: string;
  readonly graceAfterMs: number;
  /** What was planned before: checks made since are still waited for until their grace is over. */
  readonly before: NightPlan | null;
}

const assumedHours = { from: '07:00', to: '20:00' } as const;

const aLittleMs = 5 * 60_000;
/** Before the hour it usually falls asleep: people leave early. */
const earlyMs = 60 * 60_000;

/** This night, or the one to come, and the one after; none where it never sleeps. */
export function nightsAhead({
  now,
  timeZone,
  hours,
}: Pick<NightCircumstances, 'now' | 'timeZone' | 'hours'>): TimeSpan[] {
  const tonight = asleepStretch(hours ?? assumedHours, timeZone, now);
  const next = tonight && asleepStretch(hours ?? assumedHours, timeZone, tonight.to);
  return tonight && next ? [tonight, next] : [];
}

/** `checks` are those of all phones until the nights ahead are over, in any order, all after `now`. Null when no phone asks in hours this laptop usually sleeps,
 *  in this night or the coming one. */
export function planNight(checks: readonly number[], circumstances: NightCircumstances): NightPlan | null {
  const { now, graceAfterMs, before } = circumstances;
  const begun = before !== null && before.from <= now && now < before.to ? before : null;
  for (const night of nightsAhead(circumstances)) {
    const due = checks.filter((at) => at >= night.from && at < night.to);
    const kept = begun && begun.from < night.to && begun.to > night.from ? begun : null;
    if (due.length === 0 && !kept) continue;
    const first = due.reduce((least, at) => Math.min(least, at), Infinity);
    const last = due.reduce((most, at) => Math.max(most, at), -Infinity);
    return {
      holdFrom: Math.min(night.from - earlyMs, kept?.holdFrom ?? Infinity),
      sleepsFrom: Math.min(night.from, kept?.sleepsFrom ?? Infinity),
      from: Math.min(first - aLittleMs, kept?.from ?? Infinity),
      to: Math.max(last + graceAfterMs + aLittleMs, kept?.to ?? -Infinity),
      checks: Math.max(due.length, kept?.checks ?? 0),
    };
  }
  return null;
}
