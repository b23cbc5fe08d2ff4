// Where things lie on the timeline: instants to pixels, ticks that can be read, bars that can be seen, zooming. No DOM.
import type { CallOutput } from '../../../electron/contract/contract';
import { instantOf, localTime, startOfDay } from '../../client/local-days';

export type Timeline = CallOutput<'checks.timeline'>;

/** Milliseconds since the epoch; `to` is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The part of the drawing that shows time, in pixels. */
export interface Frame {
  readonly left: number;
  readonly width: number;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
const narrowestMs = 30 * minuteMs;

export const views = ['today', 'tomorrow', 'week'] as const;
export type View = (typeof views)[number];

/** Whole days of the site's zone. */
export function spanOfView(view: View, now: number, zone: string): Span {
  const first = view === 'tomorrow' ? 1 : 0;
  return { from: startOfDay(now, zone, first), to: startOfDay(now, zone, view === 'week' ? 7 : first + 1) };
}

export function placeOf(at: number, span: Span, { left, width }: Frame): number {
  return left + ((at - span.from) / (span.to - span.from)) * width;
}

/** The minute under a place. */
export function minuteAt(x: number, span: Span, { left, width }: Frame): number {
  const share = Math.min(Math.max((x - left) / width, 0), 1);
  const at = span.from + share * (span.to - span.from);
  return Math.min(Math.floor(at / minuteMs) * minuteMs, span.to - minuteMs);
}

export interface TimeTick {
  readonly at: number;
  /** `day` at a midnight, `time` otherwise; null for a tick without words. */
  readonly words: 'day' | 'time' | null;
}

/** Minutes of the day between two ticks, and between two that are named. */
const steps: readonly (readonly [tick: number, named: number])[] = [
  [1, 5],
  [5, 15],
  [5, 30],
  [15, 60],
  [60, 180],
  [60, 360],
  [360, 1440],
];
const roomPx = 62;

/** On round times of the wall clock, as dense as their words fit. On a day when the clock is moved an hour is missing or comes twice. */
export function timeTicks(span: Span, zone: string, widthPx: number): TimeTick[] {
  const perMinute = widthPx / ((span.to - span.from) / minuteMs);
  const days = (span.to - span.from) / (24 * hourMs) > 2;
  const [tick, named] =
    (days ? steps.at(-1) : steps.find(([, wide]) => wide * perMinute >= roomPx && wide < 1440)) ?? ([60, 360] as const);
  const ticks: TimeTick[] = [];
  for (let day = startOfDay(span.from, zone); day < span.to; day = startOfDay(day, zone, 1)) {
    const date = localTime(day, zone);
    for (let minute = 0; minute < 1440; minute += tick) {
      const at = instantOf({ ...date, hour: Math.floor(minute / 60), minute: minute % 60 }, zone);
      if (at < span.from || at > span.to || at === ticks.at(-1)?.at) continue;
      ticks.push({ at, words: minute % named === 0 ? (days ? 'day' : 'time') : null });
    }
  }
  const end = localTime(span.to, zone);
  const isRound = (end.hour * 60 + end.minute) % named === 0 && span.to % minuteMs === 0;
  if (isRound && !days && ticks.at(-1)?.at !== span.to) ticks.push({ at: span.to, words: 'time' });
  return ticks;
}

/** Round numbers from 0 up to or above `most`, four or five of them. */
export function countTicks(most: number): number[] {
  const wanted = Math.max(most, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= wanted && Number.isInteger(each));
  const size = step ?? Math.ceil(wanted);
  return Array.from({ length: Math.ceil(Math.max(most, 4) / size) + 1 }, (_, index) => index * size);
}

export interface Bar {
  readonly at: number;
  readonly x: number;
  readonly checks: number;
  readonly resyncs: number;
}

export const barPx = 3;

/** One bar for each column of pixels, as high as its busiest minute: a herd of one minute is seen in a whole week. */
export function barsOf(minutes: Timeline['minutes'], span: Span, frame: Frame): Bar[] {
  const perMinute = (frame.width * minuteMs) / (span.to - span.from);
  const columnPx = perMinute < 0.5 ? barPx + 1 : 0;
  const bars = new Map<number, Bar>();
  for (const minute of minutes) {
    const at = Date.parse(minute.at);
    if (at < span.from || at >= span.to) continue;
    const x = placeOf(at, span, frame);
    const column = columnPx === 0 ? at : Math.floor(x / columnPx);
    const known = bars.get(column);
    bars.set(column, {
      at: known && known.checks >= minute.checks ? known.at : at,
      x: columnPx === 0 ? x : column * columnPx,
      checks: Math.max(known?.checks ?? 0, minute.checks),
      resyncs: Math.max(known?.resyncs ?? 0, minute.resyncs),
    });
  }
  return [...bars.values()];
}

/** `factor` below 1 shows less time; what lies at `at` stays where it is. */
export function zoomed(span: Span, whole: Span, factor: number, at: number): Span {
  const length = Math.min(Math.max((span.to - span.from) * factor, narrowestMs), whole.to - whole.from);
  const share = (Math.min(Math.max(at, span.from), span.to) - span.from) / (span.to - span.from);
  return moved({ from: at - share * length, to: at + (1 - share) * length }, whole, 0);
}

/** As far as the whole goes. */
export function moved(span: Span, whole: Span, byMs: number): Span {
  const length = span.to - span.from;
  const from = Math.min(Math.max(span.from + byMs, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** The least move that brings an instant into sight. */
export function showing(span: Span, whole: Span, at: number): Span {
  const margin = (span.to - span.from) / 20;
  if (at < span.from) return moved(span, whole, at - margin - span.from);
  return at + minuteMs > span.to ? moved(span, whole, at + minuteMs + margin - span.to) : span;
}

/** The minute with the most phones beyond what is comfortable; null when every minute is. */
export function greatestHerd(
  { minutes, comfortablePerMinute }: Timeline,
  span: Span,
): { at: number; checks: number } | null {
  let herd: { at: number; checks: number } | null = null;
  for (const { at, checks } of minutes) {
    const from = Date.parse(at);
    if (checks <= Math.max(comfortablePerMinute, herd?.checks ?? 0) || from < span.from || from >= span.to) continue;
    herd = { at: from, checks };
  }
  return herd;
}

export interface Cluster extends Span {
  readonly phones: number;
  /** In its busiest minute. */
  readonly most: number;
}

/** Resyncs that belong together: no more than five quiet minutes between them. */
export function resyncClusters(minutes: Timeline['minutes']): Cluster[] {
  const clusters: Cluster[] = [];
  for (const { at, resyncs } of minutes) {
    if (resyncs === 0) continue;
    const from = Date.parse(at);
    const last = clusters.at(-1);
    if (last && from - last.to <= 5 * minuteMs) {
      const most = Math.max(last.most, resyncs);
      clusters.splice(-1, 1, { from: last.from, to: from + minuteMs, phones: last.phones + resyncs, most });
    } else clusters.push({ from, to: from + minuteMs, phones: resyncs, most: resyncs });
  }
  return clusters;
}
