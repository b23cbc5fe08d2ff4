import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { DayReport } from '../../../electron/contract/reports';
import { awayCauses } from '../../../electron/core/timing/away-span';
import { routes } from '../../app/routes';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { IconButton } from '../../components/icon-button';
import { ListHead } from '../../components/list-head';
import { SkeletonRows } from '../../components/skeleton';
import { StatusTag } from '../../components/status-tag';
import { formatDay } from '../../strings/format-time';
import { PaperHead, PaperTime, ReportFrame } from './report-frame';

/** One day of the site on a page. `day` is `YYYY-MM-DD`, null today. */
export function DayReportPage({ day }: { day: string | null }): ReactNode {
  const { t } = useTranslation('reports');
  const [, go] = useLocation();
  const report = useCall('reports.day', day === null ? {} : { day });
  const { data } = report;
  const title = data ? dayTitle(data.day) : t('tabs.day');
  return (
    <ReportFrame
      on="day"
      title={title}
      onRefresh={() => void report.refetch()}
      refreshing={report.isFetching}
      disabled={!data}
    >
      {report.error ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={10} columns={[180, 60, 240]} />
      ) : (
        <>
          <div className="report-tools">
            <IconButton
              icon="arrowLeft"
              small
              label={t('day.previous')}
              onClick={() => go(routes.dayReport(beside(data.day, -1)))}
            />
            <label className="row g6 sm">
              {t('day.choose')}
              <input
                type="date"
                className="in"
                value={data.day}
                onChange={({ target }) => (target.value === '' ? undefined : go(routes.dayReport(target.value)))}
              />
            </label>
            <IconButton
              icon="arrowRight"
              small
              label={t('day.next')}
              onClick={() => go(routes.dayReport(beside(data.day, 1)))}
            />
            {day === null ? null : (
              <Button look="gh" size="sm" onClick={() => go(routes.dayReport())}>
                {t('day.today')}
              </Button>
            )}
          </div>
          <Paper report={data} title={title} />
        </>
      )}
    </ReportFrame>
  );
}

function Paper({ report, title }: { report: DayReport; title: string }): ReactNode {
  const { t } = useTranslation(['reports', 'server']);
  const { figures, needYou, away, happened } = report;
  return (
    <section
      className="paper"
      aria-label={title}
      // A long sheet is scrolled by keys too.
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      <PaperHead site={report.site} at={report.at}>
        <h2 className="t2">{title}</h2>
      </PaperHead>
      <h3 className="unseen">{t('reports:day.figures')}</h3>
      <dl className="report-figures">
        {figures.map(({ label, value, detail }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <b className="t4">{value}</b> <span className="sm m2">{detail}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3 className="t4">{t('reports:day.needYou')}</h3>
      {needYou.length === 0 ? (
        <p className="m2">{t('reports:day.needNobody')}</p>
      ) : (
        <table className="list report" aria-label={t('reports:day.needTable')}>
          <ListHead
            columns={[t('reports:day.column.phone'), t('reports:day.column.state'), t('reports:day.column.why')]}
          />
          <tbody>
            {needYou.map(({ mac, name, state, why }) => (
              <tr key={mac}>
                <td className="nw">
                  <Link href={routes.phone(mac)}>{name || mac}</Link>
                </td>
                <td className="nw">
                  <StatusTag status={state} />
                </td>
                <td className="report-why">{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3 className="t4">{t('reports:day.away')}</h3>
      {away.length === 0 ? (
        <p className="m2">{t('reports:day.awayNone')}</p>
      ) : (
        <table className="list report" aria-label={t('reports:day.awayTable')}>
          <ListHead
            columns={[t('reports:day.column.from'), t('reports:day.column.to'), t('reports:day.column.cause')]}
          />
          <tbody>
            {away.map(({ from, to, cause }) => (
              <tr key={from}>
                <td>
                  <PaperTime at={from} />
                </td>
                <td>
                  <PaperTime at={to} without={t('reports:day.still')} />
                </td>
                <td>{isAwayCause(cause) ? t(`server:awayCauses.${cause}`) : cause}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3 className="t4">{t('reports:day.happened')}</h3>
      {happened.length === 0 ? (
        <p className="m2">{t('reports:day.happenedNone')}</p>
      ) : (
        <table className="list report" aria-label={t('reports:day.happenedTable')}>
          <ListHead columns={[t('reports:day.column.at'), t('reports:day.column.words')]} />
          <tbody>
            {happened.map(({ at, words }) => (
              <tr key={`${at} ${words}`}>
                <td>
                  <PaperTime at={at} />
                </td>
                <td className="report-why">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function isAwayCause(text: string): text is (typeof awayCauses)[number] {
  return (awayCauses as readonly string[]).includes(text);
}

/** `24 Nov 2026`; a day is no instant, so no zone may move it. */
function dayTitle(day: string): string {
  return formatDay(`${day}T12:00:00Z`, 'UTC');
}

function beside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
