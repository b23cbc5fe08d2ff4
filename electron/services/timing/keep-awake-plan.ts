// Which hours of the coming night a laptop must stay awake for the checks of its phones. It cannot be woken for them: it has to be held
// from before it would fall asleep.
import { asleepStretch, type AwakeHours } from '../../core/timing/awake-hours';

export interface NightPlan {
  /** From here on it must not fall asleep. */
  readonly holdFrom: number;
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

/** `checks` are the next check of each phone, in any order, all after `now`. Null when no phone asks in hours this laptop usually sleeps,
 *  in this night or the coming one. */
export function planNight(checks: readonly number[], circumstances: NightCircumstances): NightPlan | null {
  const { now, timeZone, graceAfterMs, before } = circumstances;
  const hours = circumstances.hours ?? assumedHours;
  const tonight = asleepStretch(hours, timeZone, now);
  if (!tonight) return null;
  const begun = before !== null && before.from <= now && now < before.to ? before : null;
  const next = asleepStretch(hours, timeZone, tonight.to);
  for (const night of next ? [tonight, next] : [tonight]) {
    const due = checks.filter((at) => at >= night.from && at < night.to);
    const kept = begun && begun.from < night.to && begun.to > night.from ? begun : null;
    if (due.length === 0 && !kept) continue;
    const first = due.reduce((least, at) => Math.min(least, at), Infinity);
    const last = due.reduce((most, at) => Math.max(most, at), -Infinity);
    return {
      holdFrom: Math.min(night.from - earlyMs, kept?.holdFrom ?? Infinity),
      from: Math.min(first - aLittleMs, kept?.from ?? Infinity),
      to: Math.max(last + graceAfterMs + aLittleMs, kept?.to ?? -Infinity),
      checks: Math.max(due.length, kept?.checks ?? 0),
    };
  }
  return null;
}
