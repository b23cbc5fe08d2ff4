// When a phone asks by itself (KX-UT670 guide 2012-07 p. 30, "Download Timing"; KX-TGP500 guide p. 23; KX-UTG guide, 2.4.5).
import { CheckNotes, type CheckNote } from './check-notes';
import type { DownloadTiming } from './download-timing';
import { fixedTimeChecks } from './fixed-time-checks';
import { intervalChecks } from './interval-checks';
import type { PhoneCircumstances, PlannedCheck } from './phone-circumstances';
import type { TimeSpan } from './time-spans';
import { timingAssumptions, type TimingAssumptions } from './timing-assumptions';
import { timingNotes } from './timing-notes';

export interface CheckPlan {
  /** In order of time. */
  readonly checks: PlannedCheck[];
  /** Every rule that applied; never empty. */
  readonly notes: CheckNote[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

/** Every check between `span.from` and (not at) `span.to`, at most `most`. A valid fixed time silences cyclic downloads and retries. */
export function planChecks(
  timing: DownloadTiming,
  phone: PhoneCircumstances,
  span: TimeSpan,
  assumptions: TimingAssumptions = timingAssumptions,
  most = Infinity,
): CheckPlan {
  const nights = new CheckNotes();
  const checks: PlannedCheck[] = [];
  let more = false;
  for (const check of checksIn(timing, phone, span, assumptions, nights)) {
    more = checks.length >= most;
    if (more) break;
    checks.push(check);
  }
  const rules = timingNotes(timing, phone.clockSet, assumptions);
  return { checks, notes: [...rules, ...nights.all()], more };
}

/** The first check after an instant; null when the phone does not ask by itself any more. */
export function nextCheck(
  timing: DownloadTiming,
  phone: PhoneCircumstances,
  afterMs: number,
  assumptions: TimingAssumptions = timingAssumptions,
): PlannedCheck | null {
  for (const check of checksIn(timing, phone, { from: afterMs + 1, to: Infinity }, assumptions)) return check;
  return null;
}

/** The same as planChecks, one after the other as they are asked for; `span.to` may be infinite. */
export function* checksIn(
  timing: DownloadTiming,
  phone: PhoneCircumstances,
  span: TimeSpan,
  assumptions: TimingAssumptions = timingAssumptions,
  notes: CheckNotes | null = null,
): Generator<PlannedCheck> {
  if (!timing.enabled || phone.startedAt >= span.to) return;
  if (timing.fixedTimeMinutes !== null) {
    yield* fixedTimeChecks(timing.fixedTimeMinutes, phone, span, assumptions, notes);
    return;
  }
  const intervals = {
    cyclicMs: timing.cyclicMinutes === null ? null : timing.cyclicMinutes * 60_000,
    retryMs: timing.retryMinutes === null ? null : timing.retryMinutes * assumptions.retryUnitMs,
  };
  yield* intervalChecks(intervals, phone, span, assumptions);
}
