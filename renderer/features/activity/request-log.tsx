import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { RequestView } from '../../../electron/contract/activity';
import type { PhoneView } from '../../../electron/contract/phones';
import { routes } from '../../app/routes';
import { useShortcuts } from '../../app/use-shortcuts';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { DataGrid } from '../../components/data-grid/data-grid';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { PageHead } from '../../components/page-head';
import { Lamp } from '../../components/pill';
import { SkeletonRows } from '../../components/skeleton';
import { useRequestColumns, type RequestRow } from './request-columns';
import { RequestDetail } from './request-detail';

const limit = 1000;
const rowId = (row: RequestRow): string => String(row.id);

type Answers = 'all' | 'served' | 'refused';

const isServed = ({ reason }: RequestView): boolean => reason === 'served' || reason === 'not-modified';

export function matches(row: RequestRow, text: string, answers: Answers): boolean {
  if (answers !== 'all' && isServed(row) !== (answers === 'served')) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const plain = wanted.replaceAll(/[:-]/g, '');
  const mac = row.mac?.toLowerCase() ?? '';
  return (
    (mac !== '' && plain !== '' && mac.includes(plain)) ||
    [row.phone?.name, row.remote, row.path, row.method, String(row.status), row.reason, row.userAgent].some((part) =>
      part?.toLowerCase().includes(wanted),
    )
  );
}

/** The ledger as it grows. Paused, it keeps what is shown and counts what came since. */
export function RequestLog({ tabs }: { tabs: ReactNode }): ReactNode {
  const { t } = useTranslation('activity');
  const [, go] = useLocation();
  const { timeZone } = useSiteClock();
  const requests = useCall('requests.list', { limit });
  const phones = useCall('phones.list', {});
  const [frozen, setFrozen] = useState<readonly RequestView[] | null>(null);
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState<Answers>('all');
  const [chosen, setChosen] = useState<number | null>(null);

  const all = requests.data?.requests;
  const rows = useMemo(() => withPhones(frozen ?? all ?? [], phones.data?.phones ?? []), [frozen, all, phones.data]);
  const shown = useMemo(
    () =>
      rows
        .filter((row) => matches(row, text, answers))
        .map((row) => (row.id === chosen ? { ...row, chosen: true } : row)),
    [rows, text, answers, chosen],
  );
  const columns = useRequestColumns(chosen !== null);
  const newer = frozen && all ? all.filter((each) => each.id > (frozen[0]?.id ?? 0)).length : 0;
  const detail = rows.find((row) => row.id === chosen) ?? null;
  const clear = (): void => {
    setText('');
    setAnswers('all');
  };
  useShortcuts({
    '/': () => document.querySelector<HTMLInputElement>('.request-filter')?.focus(),
    Escape: () => (chosen === null ? clear() : setChosen(null)),
  });

  return (
    <>
      <PageHead title={t('title')} before={null}>
        {tabs}
        <span className="grow" />
        <output className="row g6 sm m2">
          <Lamp tone={frozen ? 'off' : 'ok'} />
          {frozen ? (newer > 0 ? t('newWhilePaused', { count: newer }) : t('paused')) : t('live')}
        </output>
        <Button icon={frozen ? 'play' : 'pause'} onClick={() => setFrozen(frozen ? null : (all ?? []))} disabled={!all}>
          {frozen ? t('follow') : t('pause')}
        </Button>
      </PageHead>
      <div className="page">
        <div className="page-main">
          <div className="request-bar">
            <span className="search-field request-search">
              <Icon name="search" size={14} />
              <input
                type="search"
                className="in request-filter"
                aria-label={t('filterLabel')}
                placeholder={t('filter')}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </span>
            <select
              className="in"
              aria-label={t('answerLabel')}
              value={answers}
              onChange={(event) => setAnswers(event.target.value as Answers)}
            >
              <option value="all">{t('answers.all')}</option>
              <option value="served">{t('answers.served')}</option>
              <option value="refused">{t('answers.refused')}</option>
            </select>
            <span className="grow" />
            <span className="sm m3 nw">
              {rows.length >= limit ? t('linesCut', { count: limit }) : t('lines', { count: shown.length })}
              <span className="hide-n"> · {t('zone', { zone: timeZone })}</span>
            </span>
          </div>
          {requests.error && !all ? (
            <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
          ) : !all ? (
            <SkeletonRows rows={16} columns={[90, 40, 120, 90, 240]} />
          ) : rows.length === 0 ? (
            <EmptyState
              icon="activity"
              title={t('emptyTitle')}
              text={t('emptyText')}
              actions={<Button onClick={() => go(routes.server)}>{t('toServer')}</Button>}
            />
          ) : shown.length === 0 ? (
            <EmptyState
              title={t('nothingTitle')}
              text={t('nothingText', { count: rows.length })}
              actions={<Button onClick={clear}>{t('clear')}</Button>}
            />
          ) : (
            <DataGrid
              label={t('table')}
              rows={shown}
              columns={columns}
              rowId={rowId}
              onOpen={(row) => setChosen(row.id)}
              rowClassRules={{ 'request-chosen': ({ data }) => data?.chosen === true }}
            />
          )}
        </div>
        {detail ? <RequestDetail row={detail} onOnly={(mac) => setText(mac)} onClose={() => setChosen(null)} /> : null}
      </div>
    </>
  );
}

function withPhones(requests: readonly RequestView[], phones: readonly PhoneView[]): RequestRow[] {
  const byMac = new Map(phones.map((phone) => [phone.mac, phone]));
  return requests.map((request) => ({
    ...request,
    phone: (request.mac && byMac.get(request.mac)) || null,
    chosen: false,
  }));
}
