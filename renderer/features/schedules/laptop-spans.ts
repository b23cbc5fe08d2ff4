// When this laptop served, when it did not, and when it probably will not: known before now, learnt after it.
import { startOfDay, timeOfDay } from '../../client/local-days';
import type { Span, Timeline } from './timeline-scale';

export type AwayCause = Timeline['away'][number]['cause'];

export interface LaptopSpan extends Span {
  /** `unrecorded`: over, and nobody wrote down how it was. `unknown`: to come, and nothing learnt yet. */
  readonly state: 'away' | 'awake' | 'unrecorded' | 'expected-awake' | 'expected-away' | 'unknown';
  readonly cause?: AwayCause;
  /** Of an away one: all of it, beyond what is shown; `until` is null while it lasts. */
  readonly since?: number;
  readonly until?: number | null;
}

/** In order and without gaps, cut to `whole`. */
export function laptopSpans(timeline: Timeline, whole: Span, now: number): LaptopSpan[] {
  const past: LaptopSpan[] = [];
  const untilNow = Math.min(now, whole.to);
  let at = whole.from;
  const known = knownFrom(timeline, now);
  if (known > at && untilNow > at) {
    past.push({ from: at, to: Math.min(known, untilNow), state: 'unrecorded' });
    at = Math.min(known, untilNow);
  }
  for (const span of timeline.away) {
    const from = Math.max(Date.parse(span.from), whole.from);
    const to = Math.min(span.to === null ? now : Date.parse(span.to), untilNow);
    if (to <= at || to <= from) continue;
    if (from > at) past.push({ from: at, to: from, state: 'awake' });
    past.push({
      from: Math.max(from, at),
      to,
      state: 'away',
      cause: span.cause,
      since: Date.parse(span.from),
      until: span.to === null ? null : Date.parse(span.to),
    });
    at = to;
  }
  if (at < untilNow) past.push({ from: at, to: untilNow, state: 'awake' });
  return [...past, ...comingSpans(timeline, { from: Math.max(now, whole.from), to: whole.to }, now)];
}

/** Before the record begins nothing is claimed. */
function knownFrom({ recordedSince }: Timeline, now: number): number {
  if (recordedSince === undefined) return -Infinity;
  return recordedSince === null ? now : Date.parse(recordedSince);
}

function comingSpans({ awakeUntil, awakeHours, timeZone }: Timeline, ahead: Span, now: number): LaptopSpan[] {
  if (ahead.from >= ahead.to) return [];
  if (!awakeHours) {
    if (awakeUntil === null) return [{ ...ahead, state: 'unknown' }];
    const sleepsAt = Math.min(Math.max(Date.parse(awakeUntil), ahead.from), ahead.to);
    return [
      { from: ahead.from, to: sleepsAt, state: 'expected-awake' as const },
      { from: sleepsAt, to: ahead.to, state: 'unknown' as const },
    ].filter(({ from, to }) => to > from);
  }
  const spans: LaptopSpan[] = [];
  let at = ahead.from;
  const until = (to: number, state: LaptopSpan['state']): void => {
    const end = Math.min(to, ahead.to);
    if (end > at) spans.push({ from: at, to: end, state });
    at = Math.max(at, end);
  };
  // The end of the present day may be known better than the usual one.
  const ownEnd = awakeUntil === null ? Number.NaN : Date.parse(awakeUntil);
  if (ownEnd > at) until(ownEnd, 'expected-awake');
  for (let day = startOfDay(now, timeZone, -1); day < ahead.to; day = startOfDay(day, timeZone, 1)) {
    const wakes = timeOfDay(day, awakeHours.from, timeZone);
    const nextDay = awakeHours.to <= awakeHours.from ? startOfDay(day, timeZone, 1) : day;
    const sleeps = timeOfDay(nextDay, awakeHours.to, timeZone);
    until(wakes, 'expected-away');
    if (!(ownEnd >= wakes && ownEnd <= sleeps)) until(sleeps, 'expected-awake');
  }
  until(ahead.to, 'expected-away');
  return spans;
}

export function laptopAt(spans: readonly LaptopSpan[], at: number): LaptopSpan | undefined {
  return spans.find(({ from, to }) => from <= at && at < to);
}
