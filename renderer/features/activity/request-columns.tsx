import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../electron/contract/activity';
import type { PhoneView } from '../../../electron/contract/phones';
import { useSiteClock } from '../../client/site-clock';
import type { Column } from '../../components/data-grid/data-grid';
import { Icon, type IconName } from '../../components/icon';
import { dayDistance, formatFull, formatMillisecond, formatNear, formatSize } from '../../strings/format-time';

export interface RequestRow extends RequestView {
  /** Ours, or null for a stranger. */
  readonly phone: PhoneView | null;
  /** Its details are shown beside the list. */
  readonly chosen: boolean;
}

interface Cell {
  readonly data?: RequestRow | undefined;
}

const strange = new Set([
  'second-peer',
  'other-neighbour',
  'token-of-another-phone',
  'revoked-token',
  'guarded',
  'malformed',
]);

/** How an answer looks: served quietly, a waiting phone as such, what needs thought in its colour. */
function answerLook({ reason, status }: Pick<RequestView, 'reason' | 'status'>): {
  icon: IconName;
  tone: string;
} {
  if (reason === 'served') return { icon: 'check', tone: 'c-ok' };
  if (reason === 'not-modified') return { icon: 'check', tone: 'm2' };
  if (reason === 'unknown-mac') return { icon: 'door', tone: 'c-wait' };
  if (strange.has(reason)) return { icon: 'blocked', tone: 'c-fail' };
  return { icon: 'close', tone: status >= 400 ? 'c-fail' : 'm2' };
}

export function Answer({ row }: { row: RequestView }): ReactNode {
  const { t } = useTranslation('activity');
  const { icon, tone } = answerLook(row);
  const word = row.reason === 'served' ? '' : t(`reason.${row.reason}.word`);
  return (
    <span className={`answer ${tone}`}>
      <Icon name={icon} size={12} />
      {row.status} {word}
    </span>
  );
}

/** @param detailed the side panel is open: what it tells leaves the table. */
export function useRequestColumns(detailed: boolean): Column<RequestRow>[] {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  return useMemo(() => {
    const narrow = window.matchMedia('(max-width: 1199px)').matches;
    const room = detailed && narrow ? 0 : detailed || narrow ? 1 : 2;
    const time = (at: string): string =>
      dayDistance(at, now, timeZone) === 0 ? formatMillisecond(at, timeZone) : `${formatNear(at, now, timeZone)}`;
    const columns: Column<RequestRow>[] = [
      {
        headerName: t('column.time'),
        field: 'at',
        headerClass: 'lead',
        cellClass: 'lead',
        width: 116,
        cellRenderer: ({ data }: Cell) =>
          data ? (
            <time className="mono m2" dateTime={data.at} title={formatFull(data.at, timeZone)}>
              {time(data.at)}
            </time>
          ) : null,
      },
      {
        headerName: t('column.over'),
        field: 'protocol',
        width: 60,
        cellRenderer: ({ data }: Cell) =>
          data ? <span className={`proto ${data.protocol}`}>{data.protocol}</span> : null,
      },
      {
        headerName: t('column.phone'),
        width: 140,
        valueGetter: ({ data }) => data?.phone?.name || data?.mac || '',
        cellRenderer: ({ data }: Cell) =>
          data?.phone ? (
            <b className="b5">{data.phone.name || data.phone.mac}</b>
          ) : data?.mac ? (
            <span className="mono m2">{data.mac}</span>
          ) : (
            <span className="m3">{t('unknownPhone')}</span>
          ),
      },
      { headerName: t('column.peer'), field: 'remote', width: 130, cellClass: 'm2', hide: room < 1 },
      {
        headerName: t('column.request'),
        field: 'path',
        flex: 1,
        minWidth: 160,
        cellRenderer: ({ data }: Cell) =>
          data ? (
            <span className="mono">
              <span className="m3">{data.method}</span> {data.path}
            </span>
          ) : null,
      },
      {
        headerName: t('column.answer'),
        field: 'reason',
        width: 150,
        cellRenderer: ({ data }: Cell) => (data ? <Answer row={data} /> : null),
      },
      {
        headerName: t('column.size'),
        field: 'bytes',
        hide: room < 1,
        width: 74,
        type: 'rightAligned',
        valueFormatter: ({ data }) => (data && data.bytes > 0 ? formatSize(data.bytes) : ''),
      },
      {
        headerName: t('column.took'),
        field: 'ms',
        hide: room < 1,
        width: 68,
        type: 'rightAligned',
        valueFormatter: ({ data }) => (data ? t('ms', { count: Math.round(data.ms) }) : ''),
      },
      { headerName: t('column.agent'), field: 'userAgent', flex: 0.6, minWidth: 120, cellClass: 'm3', hide: room < 2 },
    ];
    return columns;
  }, [t, now, timeZone, detailed]);
}
