import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import { useSiteClock } from '../../client/site-clock';
import { Button } from '../../components/button';
import { ListHead } from '../../components/list-head';
import { ScrollBox } from '../../components/scroll-box';
import { formatSecond } from '../../strings/format-time';
import { PaceDialog } from './pace-dialog';
import { paceBars, type PaceBar } from './run-pace';

const width = 280;
const middle = 45;
const upMost = 36;
const downMost = 22;

/** When files were fetched and phones done: a picture, and the same as a table. */
export function RunPaceCard({ data, end }: { data: CallOutput<'resync.show'>; end: number }): ReactNode {
  const { t } = useTranslation('resync');
  const { timeZone } = useSiteClock();
  const [asTable, setAsTable] = useState(false);
  const [changing, setChanging] = useState(false);
  const { run, phones } = data;
  const start = Date.parse(run.startedAt);
  const bars = paceBars(phones, start, end);
  return (
    <section className="sec run-pace" aria-label={t('pace.title')}>
      <h2 className="sec-h">
        {t('pace.title')}
        <span className="end m3 row g8 b4">
          <span className="row g4">
            <i className="pace-key fetched" />
            {t('pace.fetched')}
          </span>
          <span className="row g4">
            <i className="pace-key done" />
            {t('pace.done')}
          </span>
        </span>
      </h2>
      {asTable ? (
        <PaceTable bars={bars} timeZone={timeZone} />
      ) : (
        <PaceChart
          bars={bars}
          from={formatSecond(start, timeZone)}
          to={run.endedAt ? formatSecond(end, timeZone) : t('pace.now')}
        />
      )}
      <div className="row g6 sm m2 pace-foot">
        <span className="grow">{t('pace.words', { rate: run.ratePerSecond, atOnce: run.inFlight })}</span>
        <Button size="sm" look="gh" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'pace.asChart' : 'pace.asTable')}
        </Button>
        <Button size="sm" look="gh" onClick={() => setChanging(true)}>
          {t('pace.change')}
        </Button>
      </div>
      {changing ? <PaceDialog onClose={() => setChanging(false)} /> : null}
    </section>
  );
}

function PaceChart({ bars, from, to }: { bars: readonly PaceBar[]; from: string; to: string }): ReactNode {
  const { t } = useTranslation('resync');
  const most = Math.max(1, ...bars.flatMap(({ fetched, done }) => [fetched, done]));
  const step = width / bars.length;
  const thick = Math.max(1, step * 0.7);
  const fetched = bars.reduce((sum, bar) => sum + bar.fetched, 0);
  const done = bars.reduce((sum, bar) => sum + bar.done, 0);
  return (
    <svg
      className="pace-chart"
      viewBox={`0 0 ${width} 78`}
      role="img" /* oxlint-disable-line jsx-a11y/prefer-tag-over-role */
      aria-label={t('pace.picture', { fetched, done })}
    >
      {bars.map((bar, index) => (
        <g key={bar.from}>
          <Bar
            x={index * step}
            width={thick}
            y={middle - 1 - (bar.fetched / most) * upMost}
            height={(bar.fetched / most) * upMost}
            fill="var(--ac)"
          />
          <Bar
            x={index * step}
            width={thick}
            y={middle + 1}
            height={(bar.done / most) * downMost}
            fill="var(--ok-mark)"
          />
        </g>
      ))}
      <path d={`M0 ${middle}H${width}`} stroke="var(--line-strong)" />
      <g fontSize="10" fill="var(--tx-3)">
        <text x="0" y="77">
          {from}
        </text>
        <text x={width - 2} y="77" textAnchor="end">
          {to}
        </text>
      </g>
    </svg>
  );
}

function Bar({ height, ...rest }: { x: number; y: number; width: number; height: number; fill: string }): ReactNode {
  return height > 0 ? <rect {...rest} height={height} rx="1" /> : null;
}

function PaceTable({ bars, timeZone }: { bars: readonly PaceBar[]; timeZone: string }): ReactNode {
  const { t } = useTranslation('resync');
  const some = bars.filter(({ fetched, done }) => fetched > 0 || done > 0);
  return (
    <ScrollBox className="pace-table" label={t('pace.table')}>
      <table className="list">
        <ListHead
          columns={[
            t('pace.from'),
            { words: t('pace.fetchedHead'), as: 'number' },
            { words: t('pace.doneHead'), as: 'number' },
          ]}
        />
        <tbody>
          {some.map(({ from, fetched, done }) => (
            <tr key={from}>
              <td>{formatSecond(from, timeZone)}</td>
              <td className="num">{fetched}</td>
              <td className="num">{done}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {some.length === 0 ? <p className="m3 sm">{t('pace.nothing')}</p> : null}
    </ScrollBox>
  );
}
