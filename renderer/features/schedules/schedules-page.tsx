import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ScheduleView } from '../../../electron/contract/schedules';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { ProblemNote } from '../../components/note';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { formatFull, formatNear, formatRelative } from '../../strings/format-time';
import { AddScheduleDialog } from './add-schedule-dialog';
import { PhoneSelectionWords } from './phone-selection-words';
import '../../components/list-table.css';
import './schedules.css';

export function SchedulesPage(): ReactNode {
  const { t } = useTranslation('schedules');
  const { timeZone } = useSiteClock();
  const schedules = useCall('schedules.list', {});
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<ScheduleView | null>(null);
  const list = schedules.data?.schedules;
  const add = (
    <Button look="pri" icon="plus" onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} text={t('zone', { zone: timeZone })}>
        {list && list.length > 0 ? add : null}
      </PageHead>
      {schedules.error && !list ? (
        <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} />
      ) : !list ? (
        <SkeletonRows rows={4} columns={[200, 120, 80, 120]} />
      ) : list.length === 0 ? (
        <EmptyState icon="calendar" title={t('emptyTitle')} text={t('emptyText')} actions={add} />
      ) : (
        <div className="list-page">
          <table className="list schedules" aria-label={t('title')}>
            <thead>
              <tr>
                <th scope="col">{t('column.words')}</th>
                <th scope="col">{t('column.cron')}</th>
                <th scope="col">{t('column.next')}</th>
                <th scope="col">{t('column.last')}</th>
                <th scope="col">
                  <span className="unseen">{t('column.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((schedule) => (
                <ScheduleRow key={schedule.id} schedule={schedule} onRemove={() => setRemoving(schedule)} />
              ))}
            </tbody>
          </table>
          <p className="schedules-note sm m3">
            <Icon name="laptop" size={14} />
            {t('awake')}
          </p>
        </div>
      )}
      {adding ? <AddScheduleDialog onClose={() => setAdding(false)} /> : null}
      {removing ? <RemoveDialog schedule={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}

function ScheduleRow({ schedule, onRemove }: { schedule: ScheduleView; onRemove: () => void }): ReactNode {
  const { t } = useTranslation('schedules');
  const [, go] = useLocation();
  const { now, timeZone } = useSiteClock();
  const run = useCallMutation('schedules.run');
  const toast = useWindowState((window) => window.toast);
  const { id, words, cron, phones, nextRunAt, lastRunAt, lastOutcome } = schedule;
  const runNow = (): void =>
    run.mutate(
      { id },
      {
        onSuccess: ({ run: started }) => {
          const resync = started.resyncRunId;
          toast({
            tone: 'ok',
            title: resync === null ? t('outcome') : t('started'),
            text: started.outcome,
            action: resync === null ? undefined : { label: t('watch'), run: () => go(routes.resync(resync)) },
          });
        },
        onError: ({ problem }) => toast({ tone: 'bad', title: problem.message, text: problem.remedy }),
      },
    );
  return (
    <tr>
      <td>
        <b className="b5">{words}</b>
        <span className="line m3">
          {t('does')} <PhoneSelectionWords phones={phones} />
        </span>
      </td>
      <td className="mono m2 nw">{cron}</td>
      <td className="nw">
        {nextRunAt ? (
          <>
            <time dateTime={nextRunAt} title={formatFull(nextRunAt, timeZone)}>
              {formatNear(nextRunAt, now, timeZone)}
            </time>
            <span className="line m3">{formatRelative(nextRunAt, now)}</span>
          </>
        ) : (
          <span className="m3">{t('noNext')}</span>
        )}
      </td>
      <td>
        {lastRunAt ? (
          <>
            <time dateTime={lastRunAt} title={formatFull(lastRunAt, timeZone)} className="nw">
              {formatNear(lastRunAt, now, timeZone)}
            </time>
            <span className="line m3">{lastOutcome}</span>
          </>
        ) : (
          <span className="m3">{t('notYet')}</span>
        )}
      </td>
      <td>
        <span className="row g4 schedules-actions">
          <Button size="sm" icon="play" busy={run.isPending} onClick={runNow} aria-label={t('runOf', { words })}>
            {t('run')}
          </Button>
          <IconButton icon="trash" small label={t('removeOf', { words })} onClick={onRemove} />
        </span>
      </td>
    </tr>
  );
}

function RemoveDialog({ schedule, onClose }: { schedule: ScheduleView; onClose: () => void }): ReactNode {
  const { t } = useTranslation('schedules');
  const remove = useCallMutation('schedules.remove');
  const toast = useWindowState((window) => window.toast);
  const confirm = (): void =>
    remove.mutate(
      { id: schedule.id },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('removed') });
          onClose();
        },
      },
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('askRemove.title')}
      text={t('askRemove.text', { words: schedule.words })}
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('askRemove.keep')}
          </Button>
          <Button look="dan" busy={remove.isPending} onClick={confirm}>
            {t('askRemove.confirm')}
          </Button>
        </>
      }
    >
      {remove.error ? <ProblemNote problem={remove.error.problem} /> : null}
    </Dialog>
  );
}
