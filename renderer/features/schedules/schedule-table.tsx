import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ScheduleView } from '../../../electron/contract/schedules';
import type { ScheduleRunState } from '../../../electron/core/schedules/schedule';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCallMutation } from '../../client/use-call';
import { Icon, type IconName } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { ListHead } from '../../components/list-head';
import { Menu } from '../../components/menu';
import { Switch } from '../../components/switch';
import {
  dayDistance,
  formatFull,
  formatMinute,
  formatNear,
  formatRelative,
  formatWeekdayMinute,
} from '../../strings/format-time';
import { plainWords, useScheduleName, useScopeWords } from './schedule-words';

export interface ScheduleActions {
  readonly onHistory: (schedule: ScheduleView) => void;
  readonly onChange: (schedule: ScheduleView) => void;
  readonly onRemove: (schedule: ScheduleView) => void;
}

export function ScheduleTable({
  schedules,
  ...actions
}: { schedules: readonly ScheduleView[] } & ScheduleActions): ReactNode {
  const { t } = useTranslation('schedules');
  return (
    <table className="list schedules" aria-label={t('list.title')}>
      <ListHead
        columns={[
          t('column.on'),
          t('column.name'),
          t('column.words'),
          t('column.cron'),
          t('column.next'),
          t('column.last'),
          { words: t('column.actions'), as: 'unseen' },
        ]}
      />
      <tbody>
        {schedules.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} {...actions} />
        ))}
      </tbody>
    </table>
  );
}

function ScheduleRow({
  schedule,
  onHistory,
  onChange,
  onRemove,
}: { schedule: ScheduleView } & ScheduleActions): ReactNode {
  const { t } = useTranslation('schedules');
  const [, go] = useLocation();
  const nameOf = useScheduleName();
  const scopeOf = useScopeWords();
  const pause = useCallMutation('schedules.pause');
  const run = useCallMutation('schedules.run');
  const toast = useWindowState((window) => window.toast);
  const { id, trigger, work, paused } = schedule;
  const name = nameOf(schedule);
  const fail = ({ problem }: { problem: { message: string; remedy: string } }): void =>
    toast({ tone: 'bad', title: problem.message, text: problem.remedy });
  const runNow = (): void =>
    run.mutate(
      { id },
      {
        onSuccess: ({ run: started }) => {
          const resync = started.resyncRunId;
          toast({
            tone: started.state === 'failed' ? 'bad' : 'ok',
            title: resync === null ? t('outcome') : t('started'),
            text: started.outcome,
            action: resync === null ? undefined : { label: t('watch'), run: () => go(routes.resync(resync)) },
          });
        },
        onError: fail,
      },
    );
  return (
    <tr className={paused ? 'off' : ''}>
      <td>
        <Switch
          on={!paused}
          label={t('list.on', { name })}
          busy={pause.isPending}
          onClick={() => pause.mutate({ id, paused: !paused }, { onError: fail })}
        />
      </td>
      <td>
        <span className="nm el">{name}</span>
        <span className="mini el">{scopeOf(work)}</span>
      </td>
      <td>
        <span className="schedule-plain" title={plainWords(schedule)}>
          {plainWords(schedule)}
        </span>
      </td>
      <td className="nw">
        {'cron' in trigger ? (
          <span className="mono m2">{trigger.cron}</span>
        ) : (
          <span className="m3">{'at' in trigger ? t('list.once') : t('list.onWake')}</span>
        )}
      </td>
      <td>
        <NextRun schedule={schedule} />
      </td>
      <td>
        <LastRun schedule={schedule} />
      </td>
      <td>
        <Menu
          width={160}
          items={[
            { label: t('list.run'), icon: 'play', run: runNow },
            { label: t('list.history'), icon: 'history', run: () => onHistory(schedule) },
            { label: t('list.change'), icon: 'pencil', run: () => onChange(schedule) },
            null,
            { label: t('list.remove'), icon: 'trash', danger: true, run: () => onRemove(schedule) },
          ]}
        >
          <IconButton icon="more" small label={t('list.menu', { name })} />
        </Menu>
      </td>
    </tr>
  );
}

function NextRun({ schedule }: { schedule: ScheduleView }): ReactNode {
  const { t } = useTranslation(['schedules', 'timing']);
  const { now, timeZone } = useSiteClock();
  const { nextRunAt, nextRunNote, paused, trigger } = schedule;
  const stamp = nextRunAt === null ? null : dayWords(nextRunAt);
  function dayWords(at: string): string {
    const days = dayDistance(at, now, timeZone);
    if (days === 0) return t('timing:night.today', { time: formatMinute(at, timeZone) });
    if (days === 1) return t('timing:night.tomorrow', { time: formatMinute(at, timeZone) });
    return formatNear(at, now, timeZone);
  }
  if (paused)
    return (
      <Two
        main={<span className="m3">{t('schedules:list.paused')}</span>}
        under={nextRunAt === null ? null : t('schedules:list.was', { time: formatWeekdayMinute(nextRunAt, timeZone) })}
      />
    );
  if ('on' in trigger)
    return <Two main={t('schedules:list.nextWake')} under={nextRunNote ?? t('schedules:list.nextWakeText')} />;
  if (nextRunAt === null || stamp === null)
    return <Two main={<span className="m3">{t('schedules:list.noNext')}</span>} under={nextRunNote} />;
  return (
    <Two
      main={
        <time dateTime={nextRunAt} title={formatFull(nextRunAt, timeZone)}>
          {stamp}
        </time>
      }
      under={nextRunNote ?? formatRelative(nextRunAt, now)}
    />
  );
}

function Two({ main, under }: { main: ReactNode; under: string | null }): ReactNode {
  return (
    <span className="col">
      <span className="nw">{main}</span>
      {under ? (
        <span className="mini el" title={under}>
          {under}
        </span>
      ) : null}
    </span>
  );
}

export const runLooks: Record<ScheduleRunState, readonly [icon: IconName, tone: string]> = {
  running: ['arc', 'run'],
  done: ['inSync', 'ok'],
  failed: ['failed', 'fail'],
  skipped: ['moonMark', 'miss'],
  interrupted: ['warning', 'miss'],
};

function LastRun({ schedule: { lastRun } }: { schedule: ScheduleView }): ReactNode {
  const { t } = useTranslation('schedules');
  const { now, timeZone } = useSiteClock();
  if (!lastRun) return <span className="m3">{t('list.notYet')}</span>;
  const [icon, tone] = runLooks[lastRun.state];
  const near = formatNear(lastRun.at, now, timeZone);
  const time = dayDistance(lastRun.at, now, timeZone) === 0 ? t('list.lastToday', { time: near }) : near;
  return (
    <span className="col" title={`${formatFull(lastRun.at, timeZone)} ${lastRun.outcome}`}>
      <span className={`st ${tone}`}>
        <Icon name={icon} size={14} spin={lastRun.state === 'running'} />
        {lastRun.state === 'done' ? (
          <span>
            <span className="unseen">{t('lastState.done')} </span>
            {time}
          </span>
        ) : (
          <span>{t('list.lastOther', { state: t(`lastState.${lastRun.state}`), time })}</span>
        )}
      </span>
      {lastRun.state === 'done' ? null : <span className="mini el">{lastRun.outcome}</span>}
    </span>
  );
}
