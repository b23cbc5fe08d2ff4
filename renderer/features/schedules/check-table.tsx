import { memo, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import { ScrollBox } from '../../components/scroll-box';
import { formatCount, formatMinute, formatWeekdayMinute } from '../../strings/format-time';
import { laptopAt, type LaptopSpan } from './laptop-spans';
import { hourMs, type Span, type Timeline } from './timeline-scale';

/** More minutes than that are told by the hour: nobody reads ten thousand rows, and no window draws them quickly. */
const mostRows = 300;

interface Row {
  readonly at: number;
  readonly checks: number;
  readonly most: number;
  readonly resyncs: number;
}

/** What the picture shows, as a table: for screen readers always, for everybody on demand. It does not follow the cursor. */
export const CheckTable = memo(function CheckTable(props: {
  timeline: Timeline;
  laptop: readonly LaptopSpan[];
  whole: Span;
  shown: boolean;
}): ReactNode {
  const { timeline, laptop, whole, shown } = props;
  const { t } = useTranslation('schedules');
  const byHour = timeline.minutes.length > mostRows;
  const rows = useMemo(() => rowsOf(timeline.minutes, byHour ? hourMs : 0), [timeline.minutes, byHour]);
  const { timeZone } = timeline;
  const days = whole.to - whole.from > 26 * hourMs;
  const stamp = (at: number): string => (days ? formatWeekdayMinute(at, timeZone) : formatMinute(at, timeZone));
  const tables = (
    <>
      <table className="list">
        <caption className={shown ? 'sm m2' : ''}>{byHour ? t('table.hours') : t('table.minutes')}</caption>
        <ListHead
          columns={[
            t('table.time'),
            t('table.phones'),
            ...(byHour ? [t('table.most')] : []),
            t('table.resyncs'),
            t('table.laptop'),
          ]}
        />
        <tbody>
          {rows.map(({ at, checks, most, resyncs }) => {
            const span = laptopAt(laptop, at);
            return (
              <tr key={at}>
                <th scope="row">{stamp(at)}</th>
                <td className={most > timeline.comfortablePerMinute ? 'c-miss b5' : ''}>{formatCount(checks)}</td>
                {byHour ? <td>{formatCount(most)}</td> : null}
                <td>{formatCount(resyncs)}</td>
                <td>{span?.cause ? t(`cause.${span.cause}`) : t(`laptop.${span?.state ?? 'unknown'}`)}</td>
              </tr>
            );
          })}
          {rows.length === 0 ? (
            <tr>
              <td colSpan={byHour ? 5 : 4}>{t('chart.quiet')}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      <table className="list">
        <caption className={shown ? 'sm m2' : ''}>{t('table.schedules')}</caption>
        <ListHead columns={[t('table.time'), t('table.schedule'), t('table.state')]} />
        <tbody>
          {timeline.schedules.slice(0, mostRows).map(({ scheduleId, name, at, state }) => (
            <tr key={`${scheduleId} ${at} ${state}`}>
              <th scope="row">{stamp(Date.parse(at))}</th>
              <td>{name}</td>
              <td>{t(`runState.${state}`)}</td>
            </tr>
          ))}
          {timeline.schedules.length > mostRows ? (
            <tr>
              <td colSpan={3}>{t('table.more', { count: timeline.schedules.length - mostRows })}</td>
            </tr>
          ) : null}
          {timeline.schedules.length === 0 ? (
            <tr>
              <td colSpan={3}>{t('table.empty')}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </>
  );
  if (!shown) return <div className="unseen">{tables}</div>;
  return (
    <ScrollBox className="checks-tables" label={t('chart.title')}>
      {tables}
    </ScrollBox>
  );
});

/** A row for each minute, or the minutes of a stretch of time added up. */
function rowsOf(minutes: Timeline['minutes'], stretchMs: number): Row[] {
  const rows = new Map<number, Row>();
  for (const minute of minutes) {
    const exact = Date.parse(minute.at);
    const at = stretchMs === 0 ? exact : Math.floor(exact / stretchMs) * stretchMs;
    const known = rows.get(at);
    rows.set(at, {
      at,
      checks: (known?.checks ?? 0) + minute.checks,
      most: Math.max(known?.most ?? 0, minute.checks),
      resyncs: (known?.resyncs ?? 0) + minute.resyncs,
    });
  }
  return [...rows.values()];
}
