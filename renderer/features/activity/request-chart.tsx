import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import type { StatusView } from '../../../electron/contract/workstation';
import { useSiteClock } from '../../client/site-clock';
import { formatCount, formatMinute } from '../../strings/format-time';

type Summary = CallOutput<'requests.summary'>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const height = 46;

/** Requests a minute: served, refused, blocked. Spans in which this laptop was away lie behind; a table says the same. */
export function RequestChart({ summary, away }: { summary: Summary; away: StatusView['away'] }): ReactNode {
  const { t } = useTranslation('activity');
  const { timeZone } = useSiteClock();
  const from = Date.parse(summary.from);
  const to = Math.max(Date.parse(summary.to), from + minuteMs);
  const place = (at: number): number => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * 100;
  const width = Math.max(0.25, place(from + summary.bucketSeconds * 1000) - 0.12);
  const total = (bucket: Summary['buckets'][number]): number => bucket.served + bucket.refused + bucket.blocked;
  const peak = summary.buckets.reduce((most, each) => (total(each) > total(most) ? each : most), {
    at: summary.from,
    served: 0,
    refused: 0,
    blocked: 0,
  });
  // What is there can be seen, however high the highest bar is.
  const high = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / Math.max(4, total(peak))) * height));
  const spans = away
    .map((span) => ({ ...span, left: place(Date.parse(span.from)), right: place(span.to ? Date.parse(span.to) : to) }))
    .filter(({ left, right }) => right - left > 0.2);
  const hours: number[] = [];
  for (let hour = Math.ceil(from / hourMs) * hourMs; hour < to; hour += hourMs) hours.push(hour);
  return (
    <figure className="rate">
      <figcaption className="row sm">
        <b>{t('chart.title')}</b>
        <span className="row g6 m3">
          <i className="rate-key served" aria-hidden="true" />
          {t('chart.served')}
        </span>
        <span className="row g6 m3">
          <i className="rate-key refused" aria-hidden="true" />
          {t('chart.refused')}
        </span>
        <span className="row g6 m3">
          <i className="rate-key blocked" aria-hidden="true" />
          {t('chart.blocked')}
        </span>
        <span className="end m3 nw">
          {total(peak) === 0
            ? t('chart.none')
            : t('chart.peak', { total: formatCount(total(peak)), at: formatMinute(peak.at, timeZone) })}
        </span>
      </figcaption>
      <div className="rate-plot" aria-hidden="true">
        {spans.map(({ from: start, left, right, cause }) => (
          <span key={start} className="rate-away" style={{ left: `${left}%`, width: `${right - left}%` }} title={cause}>
            {right - left > 14 ? t('chart.away') : null}
          </span>
        ))}
        <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" focusable="false">
          {summary.buckets.map((bucket) => {
            const x = place(Date.parse(bucket.at));
            const bars = [high(bucket.served), high(bucket.refused), high(bucket.blocked)] as const;
            return (
              <g key={bucket.at}>
                <rect className="served" x={x} width={width} y={height - bars[0]} height={bars[0]} />
                <rect className="refused" x={x} width={width} y={height - bars[0] - bars[1]} height={bars[1]} />
                <rect
                  className="blocked"
                  x={x}
                  width={width}
                  y={Math.max(0, height - bars[0] - bars[1] - bars[2])}
                  height={bars[2]}
                />
              </g>
            );
          })}
        </svg>
      </div>
      <div className="rate-axis xs m3" aria-hidden="true">
        {hours
          .filter((hour) => place(hour) > 11 && place(hour) < 90)
          .map((hour) => (
            <span key={hour} style={{ left: `${place(hour)}%` }}>
              {formatMinute(hour, timeZone)}
            </span>
          ))}
        <span className="rate-first">{formatMinute(from, timeZone)}</span>
        <span className="rate-last">{formatMinute(to, timeZone)}</span>
      </div>
      <table className="unseen">
        <caption>{t('chart.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.time')}</th>
            <th scope="col">{t('chart.served')}</th>
            <th scope="col">{t('chart.refused')}</th>
            <th scope="col">{t('chart.blocked')}</th>
          </tr>
        </thead>
        <tbody>
          {summary.buckets.map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">{formatMinute(bucket.at, timeZone)}</th>
              <td>{bucket.served}</td>
              <td>{bucket.refused}</td>
              <td>{bucket.blocked}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
