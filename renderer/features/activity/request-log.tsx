import { useMemo, useState, type ReactNode } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { routes } from '../../app/routes';
import { useShortcuts } from '../../app/use-shortcuts';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { DataGrid, type GridHandle } from '../../components/data-grid/data-grid';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { ProblemNote } from '../../components/note';
import { PageHead } from '../../components/page-head';
import { Lamp } from '../../components/pill';
import { SkeletonRows } from '../../components/skeleton';
import { formatCount } from '../../strings/format-time';
import { ExportButton } from './export-button';
import { FilterBar } from './filter-bar';
import { foldRepeats } from './fold-repeats';
import { isFiltered, noFilter, toQuery, type LogFilter } from './log-filter';
import { useRequestColumns, type KnownRequest, type RequestRow } from './request-columns';
import { RequestFigures } from './request-figures';
import { useRequestPages } from './request-pages';
import { RequestPanel } from './request-panel';

const rowId = (row: RequestRow): string => String(row.id);
const rowHeight = 27;
/** Rows before the end at which the next page is asked for. */
const ahead = 60;

interface RequestLogProps {
  readonly tabs: ReactNode;
  readonly filter: LogFilter;
  readonly onFilter: (filter: LogFilter) => void;
  readonly onBlocked: () => void;
}

/** The ledger as it grows, newest first. It stands still while paused or scrolled away from the top, and counts what came. */
export function RequestLog({ tabs, filter, onFilter, onBlocked }: RequestLogProps): ReactNode {
  const { t } = useTranslation('activity');
  const [, go] = useLocation();
  const { timeZone } = useSiteClock();
  const [paused, setPaused] = useState(false);
  const [atTop, setAtTop] = useState(true);
  const [chosen, setChosen] = useState<number | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [grid, setGrid] = useState<GridHandle<RequestRow> | null>(null);
  const [text] = useDebouncedValue(filter.text, 150);
  const query = useMemo(() => toQuery({ ...filter, text }), [filter, text]);
  const pages = useRequestPages(query, !paused && atTop);
  const phones = useCall('phones.list', {}).data?.phones;
  const columns = useRequestColumns(chosen !== null);

  const known = useMemo<KnownRequest[]>(() => {
    const byMac = new Map(phones?.map((phone) => [phone.mac, phone]));
    return pages.rows.map((row) => ({ ...row, phone: (row.mac && byMac.get(row.mac)) || null }));
  }, [pages.rows, phones]);
  const rows = useMemo<RequestRow[]>(
    () => foldRepeats(known, unfolded).map((row) => ({ ...row, chosen: row.id === chosen })),
    [known, unfolded, chosen],
  );
  const detail = known.find(({ id }) => id === chosen) ?? null;
  const filtered = isFiltered(filter);
  const change = (next: LogFilter): void => {
    onFilter(next);
    toTop();
  };
  const toTop = (): void => {
    if (rows.length > 0) grid?.ensureIndexVisible(0, 'top');
    setAtTop(true);
  };
  const open = (row: RequestRow): void => {
    if (row.lines > 1) setUnfolded(new Set([...unfolded, row.remote]));
    else setChosen(row.id);
  };
  useShortcuts({
    '/': () => document.querySelector<HTMLInputElement>('.request-filter')?.focus(),
    Escape: () => (chosen === null ? change(noFilter) : setChosen(null)),
  });
  const { count, atLeast } = pages.newer;
  const newer = atLeast ? t('newAtLeast', { lines: formatCount(count) }) : t('newLines', { count });

  return (
    <>
      <PageHead title={t('title')} beside={tabs}>
        <output className="row g6 sm m2">
          <Lamp tone={paused ? 'off' : 'ok'} />
          {paused ? (count > 0 ? t('pausedWith', { newer }) : t('paused')) : t('live')}
        </output>
        <Button icon={paused ? 'play' : 'pause'} onClick={() => setPaused(!paused)} disabled={pages.pending}>
          {paused ? t('follow') : t('pause')}
        </Button>
        <ExportButton query={query} disabled={rows.length === 0} />
      </PageHead>
      <RequestFigures />
      <div className="page">
        <div className="page-main">
          <FilterBar filter={filter} onChange={change}>
            {t(pages.more ? 'linesLoaded' : 'lines', {
              count: pages.rows.length,
              lines: formatCount(pages.rows.length),
            })}
            <span className="hide-n"> · {t('zone', { zone: timeZone })}</span>
          </FilterBar>
          {pages.error ? (
            <ErrorState error={pages.error} onRetry={pages.retry} />
          ) : pages.pending ? (
            <SkeletonRows rows={16} columns={[90, 40, 120, 90, 240]} />
          ) : rows.length > 0 ? (
            <>
              {count > 0 && !paused ? (
                <Button size="sm" look="pri" icon="chevronUp" className="request-newer" onClick={toTop}>
                  {newer}
                </Button>
              ) : null}
              <DataGrid
                label={t('table')}
                rows={rows}
                columns={columns}
                rowId={rowId}
                rowHeight={rowHeight}
                onOpen={open}
                onReady={setGrid}
                rowClassRules={{ 'request-chosen': ({ data }) => data?.chosen === true }}
                options={{
                  onBodyScroll: ({ api, direction, top }) => {
                    if (direction !== 'vertical') return;
                    setAtTop(top < rowHeight);
                    if (api.getLastDisplayedRowIndex() > api.getDisplayedRowCount() - ahead) pages.loadOlder();
                  },
                }}
              />
              {pages.olderError ? <ProblemNote problem={pages.olderError.problem} /> : null}
              {pages.more ? (
                <div className="request-more sm m3">
                  {pages.full ? t('full', { lines: formatCount(pages.rows.length) }) : t('olderThere')}
                  <Button
                    size="sm"
                    busy={pages.loadingOlder}
                    onClick={() =>
                      pages.full ? change({ ...filter, until: pages.rows.at(-1)?.at ?? null }) : pages.loadOlder()
                    }
                  >
                    {pages.full ? t('continue') : t('older')}
                  </Button>
                </div>
              ) : null}
            </>
          ) : filtered ? (
            <EmptyState
              title={t('nothingTitle')}
              text={t('nothingText')}
              actions={<Button onClick={() => change(noFilter)}>{t('clear')}</Button>}
            />
          ) : (
            <EmptyState
              icon="activity"
              title={t('emptyTitle')}
              text={t('emptyText')}
              actions={<Button onClick={() => go(routes.server)}>{t('toServer')}</Button>}
            />
          )}
        </div>
        <RequestPanel
          row={detail}
          onShow={(part) => change({ ...noFilter, ...part })}
          onBlocked={onBlocked}
          onClose={() => setChosen(null)}
        />
      </div>
    </>
  );
}
