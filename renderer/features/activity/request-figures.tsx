import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { dayDistance, formatCount, formatSize } from '../../strings/format-time';
import { RequestChart } from './request-chart';

const quarterMs = 15 * 60_000;
const chartMs = 3 * 60 * 60_000;

/** The last hours as a chart, today in four numbers. */
export function RequestFigures(): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const status = useCall('status.show', {}).data;
  // A whole quarter of an hour, so that the question stays the same for a while.
  const since = Math.floor((now - chartMs) / quarterMs) * quarterMs + quarterMs;
  const rate = useCall('requests.summary', { since: new Date(since).toISOString(), bucketSeconds: 60 });
  const day = useCall('requests.summary', { since: startOfDay(now, timeZone), bucketSeconds: 86_400 });
  if (!rate.data || !day.data) {
    // The list below says what is wrong with the ledger; figures are left out rather than invented.
    return rate.error || day.error ? null : <div className="figures" aria-busy="true" />;
  }
  const { served, bytes, refused, blocked, medianMs, slowestMs } = day.data;
  const notFound = t('figures.waiting', { count: status?.waiting ?? 0 });
  return (
    <section className="figures" aria-label={t('figures.label')}>
      <RequestChart summary={rate.data} away={status?.away ?? []} />
      <Figure name={t('figures.served')} value={formatCount(served)}>
        {t('figures.bytes', { size: formatSize(bytes) })}
      </Figure>
      <Figure name={t('figures.time')} value={medianMs === null ? '–' : t('ms', { count: tidy(medianMs) })}>
        {slowestMs === null ? t('figures.noTime') : t('figures.slowest', { ms: tidy(slowestMs) })}
      </Figure>
      <Figure name={t('figures.refused')} value={formatCount(refused)}>
        {status && status.waiting > 0 ? notFound : t('figures.noneWaiting')}
      </Figure>
      <Figure name={t('figures.blocked')} value={formatCount(blocked)} bad={blocked > 0}>
        {t('figures.peers', { count: status?.blocked ?? 0 })}
      </Figure>
    </section>
  );
}

/** Milliseconds as a person reads them: `3`, `0.4`. */
const tidy = (ms: number): number => (ms < 1 ? Math.round(ms * 10) / 10 : Math.round(ms));

function Figure(props: { name: string; value: string; bad?: boolean; children: ReactNode }): ReactNode {
  return (
    <div className="figure">
      <div className="lab">{props.name}</div>
      <div className={props.bad ? 't2 c-fail' : 't2'}>{props.value}</div>
      <div className="xs m3">{props.children}</div>
    </div>
  );
}

/** RFC 3339 of the last midnight in a zone: the first quarter of an hour that belongs to today (a day may begin at 01:00). */
export function startOfDay(now: number, zone: string): string {
  let at = Math.floor(now / quarterMs) * quarterMs;
  while (dayDistance(at - quarterMs, now, zone) === 0) at -= quarterMs;
  return new Date(at).toISOString();
}
