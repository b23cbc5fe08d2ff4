// Cyclic checks and retries of a phone without a fixed time. What lies before the span is leapt over, not lived through.
import type { PhoneCircumstances, PlannedCheck } from './phone-circumstances';
import { isInSpans, joinSpans, spanAtOrAfter, type TimeSpan } from './time-spans';
import type { TimingAssumptions } from './timing-assumptions';

/** Milliseconds; null where there are none. */
export interface Intervals {
  readonly cyclicMs: number | null;
  readonly retryMs: number | null;
}

/** The start included, in order of time. `span.to` may be infinite. */
export function* intervalChecks(
  { cyclicMs, retryMs }: Intervals,
  phone: PhoneCircumstances,
  span: TimeSpan,
  { cyclicCountsFrom, retryCountsFrom }: Pick<TimingAssumptions, 'cyclicCountsFrom' | 'retryCountsFrom'>,
): Generator<PlannedCheck> {
  const unreachable = joinSpans(phone.unreachable ?? []);
  const failing = joinSpans([...unreachable, ...(phone.refused ?? [])]);
  const downloads = (phone.otherDownloads ?? []).filter((at) => at > phone.startedAt).toSorted((a, b) => a - b);
  let nextDownload = 0;
  let now = phone.startedAt;
  /** Cyclic checks come whole intervals after it. */
  let countedFrom = now;
  let retryAt: number | null = null;

  const succeed = (at: number): void => {
    retryAt = null;
    if (cyclicCountsFrom === 'last-download') countedFrom = at;
  };
  const attempt = (at: number): void => {
    if (!isInSpans(failing, at)) succeed(at);
    else if (retryMs !== null && (retryAt === null || retryAt <= at || retryCountsFrom === 'last-attempt'))
      retryAt = at + retryMs;
  };
  const check = (at: number, trigger: PlannedCheck['trigger']): PlannedCheck => ({
    at,
    trigger,
    outcome: isInSpans(unreachable, at) ? 'unreachable' : 'reached',
  });
  const cyclicAfter = (at: number): number =>
    cyclicMs === null ? Infinity : countedFrom + (Math.floor((at - countedFrom) / cyclicMs) + 1) * cyclicMs;

  /** Goes on to the last instant before `until` at which everything is as plain counting has it. */
  const leap = (until: number): void => {
    if (retryAt === null) {
      const trouble = retryMs === null ? null : spanAtOrAfter(failing, now);
      now = Math.max(now, Math.min(until, trouble?.from ?? Infinity) - 1);
      return;
    }
    // It failed, and fails until the trouble is over.
    const trouble = spanAtOrAfter(failing, now);
    const last = Math.min(until, trouble && trouble.from <= now ? trouble.to : now) - 1;
    if (last <= now || retryMs === null) return;
    if (cyclicMs !== null && retryCountsFrom === 'last-attempt') {
      const cyclic = cyclicAfter(last) - cyclicMs;
      if (cyclic > now) retryAt = cyclic + retryMs;
      now = Math.max(now, cyclic);
    }
    const retries = Math.floor((last - retryAt) / retryMs) + 1;
    if (retries > 0) retryAt += retries * retryMs;
    now = last;
  };

  if (phone.start === 'power-on') {
    if (now >= span.from && now < span.to) yield check(now, 'power-on');
    attempt(now);
  }
  for (;;) {
    const download = downloads[nextDownload] ?? Infinity;
    if (now < span.from - 1) leap(Math.min(span.from, download));
    const cyclic = cyclicAfter(now);
    const at = Math.min(cyclic, retryAt ?? Infinity);
    if (download < Infinity && download <= Math.min(at, span.to)) {
      // A check in the very same moment is that download.
      now = download;
      nextDownload++;
      succeed(download);
      continue;
    }
    if (at >= span.to || at === Infinity) return;
    now = at;
    if (at >= span.from) yield check(at, at === cyclic ? 'cyclic' : 'retry');
    attempt(at);
  }
}
