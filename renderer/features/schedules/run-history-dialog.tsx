import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ScheduleView } from '../../../electron/contract/schedules';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { ListHead } from '../../components/list-head';
import { ProblemNote } from '../../components/note';
import { ScrollBox } from '../../components/scroll-box';
import { SkeletonRows } from '../../components/skeleton';
import { dayDistance, formatDuration, formatFull, formatMinute, formatNear } from '../../strings/format-time';
import { useScheduleName } from './schedule-words';
import { runLooks } from './schedule-table';

/** What came of every run, of one schedule or of all. */
export function RunHistoryDialog({
  schedule,
  onClose,
}: {
  schedule: ScheduleView | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['schedules', 'timing']);
  const { now, timeZone } = useSiteClock();
  const nameOf = useScheduleName();
  const answer = useCall('schedules.history', schedule ? { id: schedule.id, limit: 200 } : { limit: 200 });
  const runs = answer.data?.runs;
  const stamp = (at: string): ReactNode => (
    <time dateTime={at} title={formatFull(at, timeZone)}>
      {dayDistance(at, now, timeZone) === 0
        ? t('timing:night.today', { time: formatMinute(at, timeZone) })
        : formatNear(at, now, timeZone)}
    </time>
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={schedule ? t('schedules:history.titleOf', { name: nameOf(schedule) }) : t('schedules:history.title')}
      width={760}
      footer={<Button onClick={onClose}>{t('schedules:history.close')}</Button>}
    >
      {answer.error && !runs ? (
        <ProblemNote problem={answer.error.problem} />
      ) : !runs ? (
        <SkeletonRows rows={4} columns={[90, 90, 60, 240]} />
      ) : runs.length === 0 ? (
        <p className="sm m2">{t('schedules:history.empty')}</p>
      ) : (
        <ScrollBox className="dialog-list" label={t('schedules:history.label')}>
          <table className="list">
            <ListHead
              columns={[
                ...(schedule ? [] : [t('schedules:history.schedule')]),
                t('schedules:history.due'),
                t('schedules:history.started'),
                t('schedules:history.took'),
                t('schedules:history.state'),
                t('schedules:history.outcome'),
                { words: t('schedules:history.run'), as: 'unseen' },
              ]}
            />
            <tbody>
              {runs.map((run) => {
                const [icon, tone] = runLooks[run.state];
                return (
                  <tr key={run.id}>
                    {schedule ? null : <td className="b5">{run.name}</td>}
                    <td className="nw">
                      {run.dueAt ? stamp(run.dueAt) : <span className="m3">{t('schedules:history.byHand')}</span>}
                    </td>
                    <td className="nw">{stamp(run.startedAt)}</td>
                    <td className="nw m2">
                      {run.endedAt ? formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : ''}
                    </td>
                    <td>
                      <span className={`st ${tone}`}>
                        <Icon name={icon} size={14} spin={run.state === 'running'} />
                        <span>{t(`schedules:lastState.${run.state}`)}</span>
                      </span>
                    </td>
                    <td>{run.outcome}</td>
                    <td className="nw">
                      {run.resyncRunId === null ? null : (
                        <Link href={routes.resync(run.resyncRunId)}>{t('schedules:history.run')}</Link>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Dialog>
  );
}
