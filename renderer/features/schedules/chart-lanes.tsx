// The two lanes under the bars: what schedules do, and whether this laptop is there.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinute } from '../../strings/format-time';
import type { LaptopSpan } from './laptop-spans';
import { placeOf, type Frame, type Span, type Timeline } from './timeline-scale';

const laneY = { schedules: 167, laptop: 187, laptopEnd: 196 } as const;

type Mark = Timeline['schedules'][number];

const radius = 4.5;
const letterPx = 5.7;
const gapPx = 9;

interface Label {
  readonly mark: Mark;
  readonly x: number;
  readonly text: string;
  /** Null: no room, the words are in the hover text and the table. */
  readonly side: 'start' | 'end' | null;
}

/** What is graver is drawn where several fall on one place. */
const gravity: readonly Mark['state'][] = ['paused', 'due', 'done', 'skipped', 'running', 'interrupted', 'failed'];

/** No more dots than can be told apart: a schedule may run every minute of a week. */
function thinned<Placed extends { mark: Mark; x: number }>(marks: readonly Placed[]): Placed[] {
  const kept: Placed[] = [];
  for (const placed of marks) {
    const last = kept.at(-1);
    if (!last || placed.x - last.x >= radius) kept.push(placed);
    else if (gravity.indexOf(placed.mark.state) > gravity.indexOf(last.mark.state)) kept.splice(-1, 1, placed);
  }
  return kept;
}

/** Every mark has its dot; words stand right of it, else left of it, and nowhere over another or the line of now. */
function placeLabels(
  marks: readonly { mark: Mark; x: number; text: string }[],
  nowX: number,
  { left, width }: Frame,
): Label[] {
  const taken: [number, number][] = [nowX, ...marks.map(({ x }) => x)].map((x) => [x - radius - 2, x + radius + 2]);
  const free = (from: number, to: number): boolean =>
    from >= left - 70 && to <= left + width + 4 && taken.every(([start, end]) => to <= start || from >= end);
  return marks.map(({ mark, x, text }) => {
    const long = text.length * letterPx;
    const side = free(x + gapPx - 1, x + gapPx + long) ? 'start' : free(x - gapPx - long, x - gapPx + 1) ? 'end' : null;
    if (side === 'start') taken.push([x + gapPx, x + gapPx + long]);
    if (side === 'end') taken.push([x - gapPx - long, x - gapPx]);
    return { mark, x, text, side };
  });
}

export function ScheduleLane(props: { marks: readonly Mark[]; now: number; span: Span; frame: Frame }): ReactNode {
  const { marks, now, span, frame } = props;
  const { t } = useTranslation('schedules');
  const seen = marks
    .map((mark) => ({ mark, at: Date.parse(mark.at) }))
    .filter(({ at }) => at >= span.from && at <= span.to)
    .map(({ mark, at }) => ({
      mark,
      x: placeOf(at, span, frame),
      text:
        mark.state === 'done' || mark.state === 'due'
          ? mark.name
          : t('chart.scheduleLabel', { name: mark.name, state: t(`runState.${mark.state}`) }),
    }));
  return (
    <g>
      <text className="lane-name" x={frame.left - 8} y={laneY.schedules + 4} textAnchor="end">
        {t('chart.laneSchedules')}
      </text>
      {placeLabels(thinned(seen), placeOf(now, span, frame), frame).map(({ mark, x, text, side }) => (
        <g key={`${mark.scheduleId} ${mark.at} ${mark.state}`} className={`mark ${mark.state}`}>
          <title>{t('chart.scheduleLabel', { name: mark.name, state: t(`runState.${mark.state}`) })}</title>
          <circle cx={x} cy={laneY.schedules} r={radius} />
          {side ? (
            <text
              className="halo"
              x={side === 'start' ? x + gapPx : x - gapPx}
              y={laneY.schedules + 4}
              textAnchor={side}
            >
              {text}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}

export function LaptopLane(props: {
  spans: readonly LaptopSpan[];
  span: Span;
  frame: Frame;
  timeZone: string;
}): ReactNode {
  const { spans, span, frame, timeZone } = props;
  const { t } = useTranslation('schedules');
  const clock = (at: number): string => formatMinute(at, timeZone);
  const wordsOf = ({ state, cause, since, until, to }: LaptopSpan): string => {
    if (state === 'away')
      return t('chart.awayLabel', {
        cause: t(`causeShort.${cause ?? 'closed'}`),
        from: clock(since ?? span.from),
        to: until ? clock(until) : '',
      });
    if (state === 'expected-awake')
      return to >= span.to ? t('chart.expectedAwakeOpen') : t('chart.expectedAwake', { time: clock(to) });
    if (state === 'expected-away') return t('chart.expectedAway');
    return state === 'awake' ? '' : t(`laptop.${state}`);
  };
  return (
    <g>
      <text className="lane-name" x={frame.left - 8} y={laneY.laptopEnd - 1} textAnchor="end">
        {t('chart.laneLaptop')}
      </text>
      {spans.map((each) => {
        const from = placeOf(Math.max(each.from, span.from), span, frame);
        const to = placeOf(Math.min(each.to, span.to), span, frame);
        if (to <= from) return null;
        const words = wordsOf(each);
        return (
          <g key={each.from}>
            <title>{words || t(`laptop.${each.state}`)}</title>
            <rect
              className={`laptop ${each.state}`}
              x={from}
              y={laneY.laptop}
              width={to - from}
              height={laneY.laptopEnd - laneY.laptop}
              rx="2"
            />
            {words.length * 5.3 + 12 <= to - from ? (
              <text className="lane-words" x={from + 6} y={laneY.laptopEnd - 1}>
                {words}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
