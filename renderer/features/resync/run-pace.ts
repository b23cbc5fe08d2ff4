// How fast a run goes, from the steps of its phones. Pure, so that it is tested without a window.
import type { ResyncPhoneView } from '../../../electron/contract/resync';

export interface PaceBar {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Phones whose first file was fetched, and phones done, in that time. */
  readonly fetched: number;
  readonly done: number;
}

/** The time from start to end in so many equal parts, each at least a second long. */
export function paceBars(phones: readonly ResyncPhoneView[], start: number, end: number, most = 40): PaceBar[] {
  const spanMs = Math.max(1000, end - start);
  const count = Math.max(1, Math.min(most, Math.floor(spanMs / 1000)));
  const widthMs = spanMs / count;
  const bars = Array.from({ length: count }, () => ({ fetched: 0, done: 0 }));
  const put = (at: string | undefined, what: 'fetched' | 'done'): void => {
    if (at === undefined) return;
    const index = Math.floor((Date.parse(at) - start) / widthMs);
    const bar = bars[Math.min(count - 1, Math.max(0, index))];
    if (bar) bar[what] += 1;
  };
  for (const { steps } of phones) {
    put(steps.find(({ step }) => step === 'fetched')?.at, 'fetched');
    put(steps.find(({ step }) => step === 'done')?.at, 'done');
  }
  return bars.map((bar, index) => ({ ...bar, from: start + index * widthMs, to: start + (index + 1) * widthMs }));
}

/** How long the rest will take when phones go on coming to an end as fast as they did in the last half minute; null when none did. */
export function timeLeftMs(phones: readonly ResyncPhoneView[], start: number, now: number): number | null {
  const since = Math.max(start, now - 30_000);
  let open = 0;
  let ended = 0;
  for (const { step, steps } of phones) {
    if (step !== 'done' && step !== 'failed') open++;
    else if (Date.parse(steps.at(-1)?.at ?? '') >= since) ended++;
  }
  return ended === 0 ? null : (open * Math.max(1000, now - since)) / ended;
}

/** Between two steps of each phone that reached both, the one in the middle; null when none did. */
export function medianMs(
  phones: readonly ResyncPhoneView[],
  from: ResyncPhoneView['step'],
  to: ResyncPhoneView['step'],
): number | null {
  const spans = phones
    .flatMap(({ steps }) => {
      const first = steps.find(({ step }) => step === from);
      const last = steps.find(({ step }) => step === to);
      return first && last ? [Date.parse(last.at) - Date.parse(first.at)] : [];
    })
    .toSorted((a, b) => a - b);
  return spans[Math.floor(spans.length / 2)] ?? null;
}
