import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import { When } from '../../client/when';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { SkeletonRows } from '../../components/skeleton';
import { formatCount, formatNear, formatRelative } from '../../strings/format-time';
import { BlockedActions } from './blocked-card';
import type { LogFilter } from './log-filter';

/** Every peer that is held off, by the guard or by hand. */
export function BlockedList({ onShow }: { onShow: (filter: Partial<LogFilter>) => void }): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const guard = useCall('guard.show', {});
  if (guard.error && !guard.data) return <ErrorState error={guard.error} onRetry={() => void guard.refetch()} />;
  if (!guard.data) return <SkeletonRows rows={4} columns={[120, 90, 60, 60, 160]} />;
  const { blocked, watched } = guard.data;
  if (blocked.length === 0)
    return (
      <EmptyState
        icon="shield"
        title={t('blockedPeer.noneTitle')}
        text={`${t('blockedPeer.watched', { count: watched })} ${t('blockedPeer.noneText')}`}
        actions={<Link href={routes.server}>{t('blockedPeer.toGuard')}</Link>}
      />
    );
  return (
    <div className="list-page">
      <table className="list" aria-label={t('blockedPeer.table')}>
        <ListHead
          columns={[
            t('column.peer'),
            t('blockedPeer.column.since'),
            t('blockedPeer.column.until'),
            { words: t('blockedPeer.column.guesses'), as: 'number' },
            { words: t('blockedPeer.column.requests'), as: 'number' },
            t('blockedPeer.column.last'),
            { words: t('blockedPeer.column.actions'), as: 'unseen' },
          ]}
        />
        <tbody>
          {blocked.map((each) => (
            <tr key={each.peer}>
              <td>
                <b className="b5 selectable">{each.peer}</b>
              </td>
              <td>
                <When at={each.since} />{' '}
                <span className="m3">{t(each.byHand ? 'blockedPeer.handWord' : 'blockedPeer.guardWord')}</span>
              </td>
              <td>{each.until === null ? t('blockedPeer.untilUnblocked') : formatNear(each.until, now, timeZone)}</td>
              <td className="num">{formatCount(each.guesses)}</td>
              <td className="num">
                <button type="button" className="link" onClick={() => onShow({ remote: each.peer })}>
                  {formatCount(each.requests)}
                  <span className="unseen"> {t('blockedPeer.showOf', { peer: each.peer })}</span>
                </button>
              </td>
              <td className="m2">{formatRelative(each.lastAt, now)}</td>
              <td className="list-actions">
                <BlockedActions blocked={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="list-note sm m3">{t('blockedPeer.means')}</p>
    </div>
  );
}
