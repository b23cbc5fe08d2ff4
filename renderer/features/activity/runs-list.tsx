import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import { When } from '../../client/when';
import { Link, useLocation } from 'wouter';
import type { ResyncRunView } from '../../../electron/contract/resync';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { SkeletonRows } from '../../components/skeleton';
import { formatCount, formatDuration, formatRelative } from '../../strings/format-time';

export function RunsList(): ReactNode {
  const { t } = useTranslation('activity');
  const [, go] = useLocation();
  const { now } = useSiteClock();
  const runs = useCall('resync.list', { limit: 200 });
  if (runs.error && !runs.data) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />;
  if (!runs.data) return <SkeletonRows rows={8} columns={[90, 200, 40, 40, 40]} />;
  if (runs.data.runs.length === 0)
    return (
      <EmptyState
        icon="resync"
        title={t('run.emptyTitle')}
        text={t('run.emptyText')}
        actions={<Button onClick={() => go(routes.phones)}>{t('run.toPhones')}</Button>}
      />
    );
  return (
    <div className="list-page">
      <table className="list" aria-label={t('run.table')}>
        <ListHead
          columns={[
            t('run.column.started'),
            t('run.column.cause'),
            { words: t('run.column.phones'), as: 'number' },
            { words: t('run.column.done'), as: 'number' },
            { words: t('run.column.failed'), as: 'number' },
            t('run.column.state'),
          ]}
        />
        <tbody>
          {runs.data.runs.map((run) => (
            <tr key={run.id}>
              <td>
                <Link href={routes.resync(run.id)}>
                  <When at={run.startedAt} />
                </Link>{' '}
                <span className="m3">{formatRelative(run.startedAt, now)}</span>
              </td>
              <td>{run.cause}</td>
              <td className="num">{formatCount(run.total)}</td>
              <td className="num">{formatCount(run.done)}</td>
              <td className={`num ${run.failed > 0 ? 'c-fail b5' : ''}`}>{formatCount(run.failed)}</td>
              <td>
                <RunState run={run} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunState({ run }: { run: ResyncRunView }): ReactNode {
  const { t } = useTranslation('activity');
  if (run.endedAt === null)
    return (
      <span className="st run">
        <Icon name={run.state === 'paused' ? 'pause' : 'arc'} size={14} spin={run.state === 'running'} />
        <span>{t(`run.open.${run.state}`)}</span>
      </span>
    );
  const failed = run.failed > 0;
  const span = formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt));
  return (
    <span className={`st ${failed ? 'fail' : 'ok'}`}>
      <Icon name={failed ? 'failed' : 'inSync'} size={14} />
      <span>{t(failed ? 'run.leftovers' : 'run.allDone')}</span>
      <span className="m3 b4">{t('run.lasted', { span })}</span>
    </span>
  );
}
