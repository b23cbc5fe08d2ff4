// What lies on the timeline's plot: ground, axes, bars, and the words beside the highest of them.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatMinute, formatWeekday, formatWeekdayMinute } from '../../strings/format-time';
import { laptopAt, type LaptopSpan } from './laptop-spans';
import {
  barPx,
  barsOf,
  greatestHerd,
  minuteMs,
  placeOf,
  resyncClusters,
  timeTicks,
  type Cluster,
  type Frame,
  type Span,
  type Timeline,
} from './timeline-scale';

export const plot = { top: 24, ground: 14, bottom: 128, words: 146, end: 204 } as const;

interface PlotProps {
  readonly timeline: Timeline;
  readonly span: Span;
  readonly frame: Frame;
  readonly days: boolean;
}

interface HeightProps extends PlotProps {
  /** Phones a minute to a place from the top. */
  readonly yOf: (count: number) => number;
}

/** Behind everything: when nobody answers, or probably will not. */
export function AwayGround({
  spans,
  span,
  frame,
}: {
  spans: readonly LaptopSpan[];
  span: Span;
  frame: Frame;
}): ReactNode {
  return spans
    .filter(
      ({ state, from, to }) => (state === 'away' || state === 'expected-away') && to > span.from && from < span.to,
    )
    .map(({ state, from, to }) => {
      const start = placeOf(Math.max(from, span.from), span, frame);
      return (
        <rect
          key={from}
          className={state === 'away' ? 'ground' : 'ground expected'}
          x={start}
          y={plot.ground}
          width={Math.max(1, placeOf(Math.min(to, span.to), span, frame) - start)}
          height={plot.end - plot.ground}
        />
      );
    });
}

export function CountAxis({
  counts,
  yOf,
  frame,
}: { counts: readonly number[]; frame: Frame } & Pick<HeightProps, 'yOf'>): ReactNode {
  return (
    <g>
      {counts.map((count) => (
        <g key={count}>
          {count === 0 ? null : <path className="grid" d={`M${frame.left} ${yOf(count)}h${frame.width}`} />}
          <text x={frame.left - 8} y={yOf(count) + 3.5} textAnchor="end">
            {formatCount(count)}
          </text>
        </g>
      ))}
    </g>
  );
}

export function TimeAxis({ timeline, span, frame }: PlotProps): ReactNode {
  const end = frame.left + frame.width;
  return (
    <g>
      <path className="axis" d={`M${frame.left} ${plot.bottom + 0.5}H${end}`} />
      {timeTicks(span, timeline.timeZone, frame.width).map(({ at, words }) => {
        const x = placeOf(at, span, frame);
        const inDay = words === 'day';
        const anchor = inDay || x < frame.left + 14 ? 'start' : x > end - 14 ? 'end' : 'middle';
        return (
          <g key={at}>
            <path className="axis" d={`M${x} ${plot.bottom}v${words === null ? 3 : inDay ? 20 : 6}`} />
            {words === null || (inDay && x > end - 30) ? null : (
              <text x={inDay ? x + 4 : x} y={plot.words} textAnchor={anchor}>
                {inDay ? formatWeekday(at, timeline.timeZone) : formatMinute(at, timeline.timeZone)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

export function CheckBars({ timeline, span, frame, yOf }: HeightProps): ReactNode {
  const perMinute = (frame.width * minuteMs) / (span.to - span.from);
  const width = Math.max(barPx, perMinute - 1);
  const bar = (at: number, x: number, count: number, look: string): ReactNode => {
    if (count === 0) return null;
    // What is there can be seen, however high the highest bar is.
    const height = Math.max(4, plot.bottom - yOf(count));
    return (
      <rect
        key={`${look} ${at}`}
        className={look}
        x={x}
        y={plot.bottom - height}
        width={width}
        height={height}
        rx="1"
      />
    );
  };
  const { comfortablePerMinute } = timeline;
  return barsOf(timeline.minutes, span, frame).map(({ at, x, checks, resyncs }) => [
    bar(at, x, checks, checks > comfortablePerMinute ? 'herd' : 'spread'),
    bar(at, checks > 0 ? x + width / 2 : x, resyncs, 'resyncs'),
  ]);
}

export function ComfortableLine({ timeline, span, frame, yOf }: HeightProps): ReactNode {
  const { t } = useTranslation('schedules');
  const y = yOf(timeline.comfortablePerMinute);
  const end = frame.left + frame.width;
  const herd = greatestHerd(timeline, span);
  // The words stand where the herd's are not.
  const atLeft = herd !== null && placeOf(herd.at, span, frame) > frame.left + frame.width / 2;
  return (
    <g>
      <path className="comfortable" d={`M${frame.left} ${y}H${end}`} />
      <text
        className="comfortable-words halo"
        x={atLeft ? frame.left + 4 : end}
        y={y - 4}
        textAnchor={atLeft ? 'start' : 'end'}
      >
        {t('chart.comfortable', { count: timeline.comfortablePerMinute })}
      </text>
    </g>
  );
}

/** The greatest herd in sight, with what became of it. */
export function HerdCallout({
  timeline,
  span,
  frame,
  days,
  laptop,
}: PlotProps & { laptop: readonly LaptopSpan[] }): ReactNode {
  const { t } = useTranslation('schedules');
  const herd = greatestHerd(timeline, span);
  if (!herd) return null;
  const { at } = herd;
  const there = laptopAt(laptop, at);
  const phones = formatCount(herd.checks);
  // A day of the week is narrow: short words, so that its neighbour's bar stays in sight.
  const title = days
    ? t('chart.herdShort', { phones, time: formatWeekdayMinute(at, timeline.timeZone) })
    : t('chart.herdTitle', { count: herd.checks, phones, time: formatMinute(at, timeline.timeZone) });
  const noServer = days ? t('minute.noServer') : `${t('minute.noServer')}, ${t(`cause.${there?.cause ?? 'closed'}`)}`;
  const asleep = days ? t('chart.expectedAway') : t('minute.expectedAway');
  const served = days ? '' : t('chart.herdFits');
  const words = there?.state === 'away' ? noServer : there?.state === 'expected-away' ? asleep : served;
  const width = Math.max(title.length * 6.6, words.length * 5.6) + 22;
  const x = placeOf(at, span, frame) + barPx;
  const left = x + 9 + width > frame.left + frame.width;
  const start = left ? x - barPx - 9 - width : x + 9;
  return (
    <g className="callout">
      <path d={left ? `M${x - barPx - 1} 36h-8` : `M${x + 1} 36h8`} />
      <rect x={start} y={18} width={width} height={words === '' ? 22 : 36} rx="6" />
      <text className="callout-title" x={start + 10} y={33}>
        {title}
      </text>
      <text x={start + 10} y={47}>
        {words}
      </text>
    </g>
  );
}

/** Words of bursts, from left to right; those that would lie over others are left to the table. */
function placeBursts(
  bursts: readonly { cluster: Cluster; text: string }[],
  span: Span,
  frame: Frame,
): { cluster: Cluster; text: string; x: number }[] {
  let takenTo = frame.left - 60;
  return bursts.flatMap(({ cluster, text }) => {
    const x = placeOf(cluster.from, span, frame) - 7;
    if (x - text.length * 5.9 < takenTo) return [];
    takenTo = placeOf(cluster.to, span, frame);
    return [{ cluster, text, x }];
  });
}

const fewestInBurst = 3;

/** What made a burst of resyncs, and how many. */
export function ResyncLabels({ timeline, span, frame, yOf }: HeightProps): ReactNode {
  const { t } = useTranslation('schedules');
  const causeOf = (from: number): string | undefined =>
    timeline.schedules
      .filter(({ state }) => state !== 'skipped' && state !== 'paused')
      .map(({ name, at }) => ({ name, late: from - Date.parse(at) }))
      .filter(({ late }) => late >= -minuteMs && late <= 10 * minuteMs)
      .toSorted((a, b) => Math.abs(a.late) - Math.abs(b.late))[0]?.name;
  const bursts = resyncClusters(timeline.minutes)
    .filter(({ from, to, phones }) => phones >= fewestInBurst && to > span.from && from < span.to)
    .map((cluster) => ({
      cluster,
      text: t('chart.resyncLabel', { name: causeOf(cluster.from) ?? t('chart.resyncRun'), count: cluster.phones }),
    }));
  return placeBursts(bursts, span, frame).map(({ cluster, text, x }) => (
    <text
      key={cluster.from}
      className="resync-words halo"
      x={x}
      y={Math.min(yOf(cluster.most) + 12, plot.bottom - 22)}
      textAnchor="end"
    >
      {text}
    </text>
  ));
}

/** A line from top to bottom with its time above it. */
export function TimeLine({
  at,
  words,
  look,
  span,
  frame,
}: {
  at: number;
  words: string;
  look: string;
  span: Span;
  frame: Frame;
}): ReactNode {
  if (at < span.from || at >= span.to) return null;
  const x = placeOf(at, span, frame);
  const width = words.length * 6.2 + 13;
  const middle = Math.min(Math.max(x, frame.left + width / 2), frame.left + frame.width - width / 2);
  return (
    <g className={look}>
      <path d={`M${x} 8V${plot.end}`} />
      <rect x={middle - width / 2} y="0" width={width} height="15" rx="7.5" />
      <text x={middle} y="11" textAnchor="middle">
        {words}
      </text>
    </g>
  );
}
