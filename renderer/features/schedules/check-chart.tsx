import { useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidth } from '../../client/use-width';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import { formatMinute } from '../../strings/format-time';
import { LaptopLane, ScheduleLane } from './chart-lanes';
import {
  AwayGround,
  CheckBars,
  ComfortableLine,
  CountAxis,
  HerdCallout,
  plot,
  ResyncLabels,
  TimeAxis,
  TimeLine,
} from './chart-marks';
import { CheckTable } from './check-table';
import { laptopSpans } from './laptop-spans';
import { useMinuteWords } from './minute-words';
import { countTicks, hourMs, placeOf, type Span, type Timeline } from './timeline-scale';
import { useChart } from './use-chart';
import './timeline.css';

const gutterPx = 72;
const usualWidthPx = 1212;
const heightPx = 208;

/** When phones ask, minute by minute, over whether this laptop is there: see the herd before it stampedes. */
export function CheckChart(props: {
  timeline: Timeline;
  whole: Span;
  now: number;
  selection: Span | null;
  onSelect: (span: Span | null) => void;
}): ReactNode {
  const { timeline, whole, now, selection, onSelect } = props;
  const { t } = useTranslation('schedules');
  const box = useRef<HTMLDivElement>(null);
  const keysId = useId();
  const hatchId = useId();
  const [asTable, setAsTable] = useState(false);
  const width = useWidth(box, usualWidthPx);
  const frame = { left: gutterPx, width: Math.max(width - gutterPx - 4, 120) };
  const days = whole.to - whole.from > 26 * hourMs;
  const laptop = useMemo(() => laptopSpans(timeline, whole, now), [timeline, whole, now]);
  const chart = useChart({ box, whole, minutes: timeline.minutes, frame, now, selection, onSelect });
  const { visible: span, cursor } = chart;
  const say = useMinuteWords(timeline, laptop, days);

  const counts = countTicks(
    timeline.minutes.reduce(
      (most, { checks, resyncs }) => Math.max(most, checks, resyncs),
      Math.ceil(timeline.comfortablePerMinute * 1.2),
    ),
  );
  const highest = counts.at(-1) ?? 1;
  const yOf = (count: number): number => plot.bottom - (count / highest) * (plot.bottom - plot.top);
  const part = { timeline, span, frame, days, yOf };
  const zoomed = span.to - span.from < whole.to - whole.from;
  const empty = timeline.minutes.length === 0;

  return (
    <figure className="checks">
      <figcaption className="checks-head">
        <h2 className="t4 nw">{t('chart.title')}</h2>
        <Key look="herd" words={t('chart.herd')} />
        <Key look="spread" words={t('chart.spread')} />
        <Key look="resyncs" words={t('chart.resyncs')} />
        <Key look="hatch" words={t('chart.away')} />
        <output className="checks-words sm el">
          {selection && cursor !== null && selection.to - selection.from > 60_000
            ? t('minute.selected', { from: say.time(selection.from), to: say.time(selection.to) })
            : cursor === null
              ? ''
              : say.words(cursor)}
        </output>
        {cursor === null ? (
          <span className="sm m3 nw hide-n" aria-hidden="true">
            {t('chart.hint')}
          </span>
        ) : null}
        <span className="row g2 shrink0">
          {zoomed ? (
            <Button size="sm" look="gh" onClick={() => chart.zoom(0)}>
              {t('chart.all')}
            </Button>
          ) : null}
          <IconButton icon="dash" small label={t('chart.zoomOut')} disabled={!zoomed} onClick={() => chart.zoom(1.6)} />
          <IconButton icon="plus" small label={t('chart.zoomIn')} onClick={() => chart.zoom(0.6)} />
          <IconButton icon="table" small label={t('chart.table')} on={asTable} onClick={() => setAsTable(!asTable)} />
        </span>
      </figcaption>
      {/* Keys move a cursor over a drawing: no element of HTML does that (ARIA, "application"). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={box}
        role="application"
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
        aria-label={t('chart.label')}
        aria-roledescription={t('chart.role')}
        aria-describedby={keysId}
        className="checks-plot"
        hidden={asTable}
        onKeyDown={chart.onKeyDown}
        onPointerDown={chart.onPointerDown}
        onPointerMove={chart.onPointerMove}
        onPointerUp={chart.onPointerUp}
        onPointerLeave={chart.onPointerLeave}
      >
        <svg width={width} height={heightPx} aria-hidden="true" focusable="false">
          <defs>
            <pattern id={hatchId} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" className="hatch-ground" />
              <path d="M0 0V6" className="hatch-line" />
            </pattern>
          </defs>
          <g className="grounds" fill={`url(#${hatchId})`}>
            <AwayGround spans={laptop} span={span} frame={frame} />
          </g>
          {selection ? <Chosen chosen={selection} span={span} frame={frame} /> : null}
          <CountAxis counts={counts} yOf={yOf} frame={frame} />
          <TimeAxis {...part} />
          {empty ? null : <ComfortableLine {...part} />}
          <CheckBars {...part} />
          <TimeLine at={now} words={formatMinute(now, timeline.timeZone)} look="now" span={span} frame={frame} />
          <ResyncLabels {...part} />
          <HerdCallout {...part} laptop={laptop} />
          {empty ? (
            <text className="checks-empty" x={frame.left + frame.width / 2} y={80} textAnchor="middle">
              {timeline.predicted === 0 ? t('chart.nobody') : t('chart.quiet')}
            </text>
          ) : null}
          <ScheduleLane marks={timeline.schedules} now={now} span={span} frame={frame} />
          <LaptopLane spans={laptop} span={span} frame={frame} timeZone={timeline.timeZone} />
          {cursor === null ? null : (
            <TimeLine at={cursor} words={say.time(cursor)} look="cursor" span={span} frame={frame} />
          )}
        </svg>
      </div>
      <p id={keysId} className="unseen">
        {t('chart.keys')}
      </p>
      <CheckTable timeline={timeline} laptop={laptop} whole={whole} shown={asTable} />
      {empty && timeline.predicted === 0 ? (
        <p className="checks-note sm m2">
          {timeline.neverSeen === 0 ? t('chart.nobodyNone') : t('chart.nobodyText', { count: timeline.neverSeen })}
        </p>
      ) : null}
    </figure>
  );
}

function Key({ look, words }: { look: string; words: string }): ReactNode {
  return (
    <span className="sm m2 row g6 nw checks-key">
      <i className={look} aria-hidden="true" />
      {words}
    </span>
  );
}

function Chosen({
  chosen,
  span,
  frame,
}: {
  chosen: Span;
  span: Span;
  frame: { left: number; width: number };
}): ReactNode {
  const from = placeOf(Math.max(chosen.from, span.from), span, frame);
  const to = placeOf(Math.min(chosen.to, span.to), span, frame);
  if (to <= from) return null;
  return (
    <rect
      className="chosen"
      x={from - 1}
      y={plot.ground}
      width={Math.max(to - from, 3) + 2}
      height={plot.end - plot.ground}
      rx="2"
    />
  );
}
