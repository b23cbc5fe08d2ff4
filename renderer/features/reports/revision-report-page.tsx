import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { RevisionReport } from '../../../electron/contract/reports';
import { ProblemError } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { saveText } from '../../client/save-text';
import { ask, useCall } from '../../client/use-call';
import { useConnection } from '../../client/workstation-context';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { ListHead } from '../../components/list-head';
import { SkeletonRows } from '../../components/skeleton';
import { StatusTag } from '../../components/status-tag';
import { formatCount } from '../../strings/format-time';
import { PaperHead, PaperTime, ReportFrame } from './report-frame';

/** A screen draws no more rows unless it is asked to; paper gets them all. */
const shownAtFirst = 400;

/** Who has a revision, who does not, and why: on screen, on paper, in a spreadsheet. */
export function RevisionReportPage({ revision }: { revision: number | null }): ReactNode {
  const { t } = useTranslation('reports');
  const [, go] = useLocation();
  const [behindOnly, setBehindOnly] = useState(false);
  const [showAll, setShowAll] = useState(false);
  const input = revision === null ? {} : { revision };
  const report = useCall('reports.revision', input);
  const history = useCall('configs.history', {});
  const { data } = report;
  return (
    <ReportFrame
      on="revision"
      title={data ? t('revision.title', { revision: data.revision }) : t('revision.titleNone')}
      onRefresh={() => void report.refetch()}
      refreshing={report.isFetching}
      disabled={!data || data.total === 0}
      onPrint={() => setShowAll(true)}
      actions={<SaveCsv input={input} disabled={!data || data.total === 0} />}
    >
      {report.error ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={10} columns={[140, 80, 80, 40, 60, 240]} />
      ) : data.total === 0 ? (
        <EmptyState
          icon="phone"
          title={t('revision.noPhones')}
          text={t('revision.noPhonesText')}
          actions={<Button onClick={() => go(routes.phones)}>{t('revision.toPhones')}</Button>}
        />
      ) : (
        <>
          <div className="report-tools">
            <label className="row g6 sm">
              {t('revision.choose')}
              <select
                className="in"
                value={data.revision}
                onChange={(event) => go(routes.revisionReport(Number(event.target.value)))}
              >
                {(history.data?.revisions ?? [data]).map(({ revision: number, message }) => (
                  <option key={number} value={number}>
                    {t('revision.option', { revision: number, message }).trim()}
                  </option>
                ))}
              </select>
            </label>
            <CheckField
              label={t('revision.behindOnly')}
              checked={behindOnly}
              onChange={(event) => setBehindOnly(event.target.checked)}
            />
          </div>
          <Paper report={data} behindOnly={behindOnly} showAll={showAll} onShowAll={() => setShowAll(true)} />
        </>
      )}
    </ReportFrame>
  );
}

function Paper(props: {
  report: RevisionReport;
  behindOnly: boolean;
  showAll: boolean;
  onShowAll: () => void;
}): ReactNode {
  const { report, behindOnly, showAll, onShowAll } = props;
  const { revision, message, publishedAt, have, total } = report;
  const { t } = useTranslation('reports');
  const rows = behindOnly ? report.rows.filter(({ has }) => !has) : report.rows;
  const shown = showAll ? rows : rows.slice(0, shownAtFirst);
  const column = (name: Column): string => t(`revision.column.${name}`);
  return (
    <section
      className="paper wide"
      aria-label={t('revision.title', { revision })}
      // A long sheet is scrolled by keys too.
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      <PaperHead site={report.site} at={report.at}>
        <h2 className="t2">
          {t('revision.title', { revision })}
          {message === '' ? '' : `: ${message}`}
        </h2>
        <p>
          <b>{t('revision.have', { count: total, have: formatCount(have), total: formatCount(total) })}</b>{' '}
          {t('revision.orNewer')}. {t('revision.published')} <PaperTime at={publishedAt} />.
        </p>
      </PaperHead>
      {rows.length === 0 ? (
        <p className="m2">{t('revision.all')}.</p>
      ) : (
        <table className="list report" aria-label={t('revision.table', { revision })}>
          <ListHead columns={columns.map(column)} />
          <tbody>
            {shown.map((row) => (
              <tr key={row.mac}>
                <td>
                  <Link href={routes.phone(row.mac)}>{row.name || row.mac}</Link>
                  {row.name === '' ? null : <span className="mono m3 report-mac">{row.mac}</span>}
                </td>
                <td>{row.group ?? ''}</td>
                <td className="nw">{row.model}</td>
                <td>{row.extension}</td>
                <td className={row.has ? 'nw' : 'nw b6'}>{row.revision === null ? t('none') : `r${row.revision}`}</td>
                <td className="nw">
                  <StatusTag status={row.state} />
                </td>
                <td className="report-why">{row.why}</td>
                <td>
                  <PaperTime at={row.lastFetchAt} without={t('never')} />
                </td>
                <td>
                  <PaperTime at={row.nextCheckAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < rows.length ? (
        <div className="report-more">
          <Button onClick={onShowAll}>
            {t('showAll', { count: rows.length - shown.length, shown: formatCount(rows.length - shown.length) })}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

const columns = ['phone', 'group', 'model', 'extension', 'has', 'state', 'why', 'lastFetch', 'nextCheck'] as const;
type Column = (typeof columns)[number];

function SaveCsv({ input, disabled }: { input: { revision?: number }; disabled: boolean }): ReactNode {
  const { t } = useTranslation(['reports', 'app']);
  const connection = useConnection();
  const toast = useWindowState((window) => window.toast);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      const { name, csv } = await ask(connection, 'reports.revisionCsv', input);
      saveText(name, csv);
      toast({ tone: 'ok', title: t('reports:saved', { name }) });
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null;
      toast({ tone: 'bad', title: problem?.message ?? t('app:unexpected'), text: problem?.remedy });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon="download" busy={busy} disabled={disabled} onClick={() => void run()}>
      {t('reports:saveCsv')}
    </Button>
  );
}
