import { useMemo, type ReactNode } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RequestView } from '../../../electron/contract/activity';
import type { PhoneView } from '../../../electron/contract/phones';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import type { Column } from '../../components/data-grid/data-grid';
import { Icon, type IconName } from '../../components/icon';
import {
  dayDistance,
  formatCount,
  formatDuration,
  formatFull,
  formatMillisecond,
  formatNear,
  formatSize,
} from '../../strings/format-time';
import type { Folded } from './fold-repeats';

/** A line of the ledger with its phone, or null for a stranger. */
export type KnownRequest = RequestView & { readonly phone: PhoneView | null };

export type RequestRow = Folded<KnownRequest> & {
  /** Its details are shown beside the list. */
  readonly chosen: boolean;
};

interface Cell {
  readonly data?: RequestRow | undefined;
}

const served = new Set<RequestView['reason']>(['served', 'received']);
const strange = new Set<RequestView['reason']>([
  'second-peer',
  'other-neighbour',
  'token-of-another-phone',
  'revoked-token',
  'guarded',
  'network-refused',
  'malformed',
]);
/** Part of how phones ask; nothing to think about. */
const usual = new Set<RequestView['reason']>(['not-modified', 'login-missing', 'nonce-stale']);

/** Reasons that ask for nothing to be done. */
export const needsNothing = new Set<RequestView['reason']>([...served, 'not-modified', 'login-missing']);

export const isRefused = ({ reason }: Pick<RequestView, 'reason'>): boolean =>
  !served.has(reason) && !usual.has(reason);

/** How an answer looks: served quietly, a waiting phone as such, what needs thought in its colour. */
function answerLook({ reason, status }: Pick<RequestView, 'reason' | 'status'>): { icon: IconName; tone: string } {
  if (served.has(reason)) return { icon: 'check', tone: 'c-ok' };
  if (usual.has(reason)) return { icon: 'check', tone: 'm2' };
  if (reason === 'unknown-mac') return { icon: 'door', tone: 'c-wait' };
  if (strange.has(reason)) return { icon: 'blocked', tone: 'c-fail' };
  return { icon: 'close', tone: status >= 400 ? 'c-fail' : 'm2' };
}

export function Answer({ row }: { row: Pick<RequestView, 'reason' | 'status' | 'protocol'> }): ReactNode {
  const { t } = useTranslation('activity');
  const { icon, tone } = answerLook(row);
  // TFTP and SNTP know no such numbers; those of the ledger are ours.
  const number = row.protocol === 'http' || row.protocol === 'https' ? row.status : '';
  const word = row.reason === 'served' ? (number === '' ? t('sent') : '') : t(`reason.${row.reason}.word`);
  return (
    <span className={`answer ${tone}`}>
      <Icon name={icon} size={12} />
      {number} {word}
    </span>
  );
}

function Protocol({ protocol }: Pick<RequestView, 'protocol'>): ReactNode {
  return <span className={`proto ${protocol}`}>{protocol}</span>;
}

function Phone({ row }: { row: RequestRow }): ReactNode {
  const { t } = useTranslation('activity');
  if (row.lines > 1)
    return <span className="m3">{t('moreLines', { count: row.lines, lines: formatCount(row.lines) })}</span>;
  if (row.phone)
    return (
      <Link href={routes.phone(row.phone.mac)} className="request-phone" tabIndex={-1}>
        {row.phone.name || row.phone.mac}
      </Link>
    );
  if (row.mac) return <span className="mono m2">{row.mac}</span>;
  return <span className="m3">{t('unknownPhone')}</span>;
}

/** @param detailed the side panel is open: what it tells leaves the table. */
export function useRequestColumns(detailed: boolean): Column<RequestRow>[] {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const narrow = useMediaQuery('(max-width: 1199px)', undefined, { getInitialValueInEffect: false });
  const cramped = detailed && narrow;
  return useMemo(() => {
    const time = (at: string): string =>
      dayDistance(at, now, timeZone) === 0 ? formatMillisecond(at, timeZone) : formatNear(at, now, timeZone);
    const columns: Column<RequestRow>[] = [
      {
        headerName: t('column.time'),
        field: 'at',
        headerClass: 'lead',
        cellClass: 'lead',
        width: 106,
        cellRenderer: ({ data }: Cell) =>
          data ? (
            <time className="mono m3" dateTime={data.at} title={formatFull(data.at, timeZone)}>
              {time(data.at)}
            </time>
          ) : null,
      },
      {
        headerName: t('column.over'),
        field: 'protocol',
        width: 56,
        cellRenderer: ({ data }: Cell) => (data ? <Protocol protocol={data.protocol} /> : null),
      },
      {
        headerName: t('column.phone'),
        width: 138,
        valueGetter: ({ data }) => data?.phone?.name || data?.mac || '',
        cellRenderer: ({ data }: Cell) => (data ? <Phone row={data} /> : null),
      },
      { headerName: t('column.peer'), field: 'remote', width: 112, cellClass: 'm2', hide: cramped },
      {
        headerName: t('column.request'),
        field: 'path',
        flex: 1,
        minWidth: 150,
        cellRenderer: ({ data }: Cell) =>
          data ? (
            <span className="mono" title={`${data.method} ${data.path}`}>
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
        hide: cramped,
        width: 66,
        headerClass: 'ag-right-aligned-header',
        cellClass: ['m3', 'ag-right-aligned-cell'],
        valueFormatter: ({ data }) => (data && data.bytes > 0 ? formatSize(data.bytes) : ''),
      },
      {
        headerName: t('column.took'),
        field: 'ms',
        hide: cramped,
        width: 66,
        headerClass: 'ag-right-aligned-header',
        cellClass: ['m3', 'ag-right-aligned-cell'],
        valueFormatter: ({ data }) => {
          if (!data) return '';
          const span = Date.parse(data.at) - Date.parse(data.from);
          return span < 1000 ? t('ms', { count: Math.round(Math.max(span, data.ms)) }) : formatDuration(span);
        },
      },
    ];
    // The newest page only is known for certain: sorting what happens to be loaded would lie.
    return columns.map((column) => ({ ...column, sortable: false }));
  }, [t, now, timeZone, cramped]);
}
