import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ScheduleView } from '../../../electron/contract/schedules';
import { routes } from '../../app/routes';
import { useShortcuts } from '../../app/use-shortcuts';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { IconButton } from '../../components/icon-button';
import { Menu } from '../../components/menu';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { formatDate, zoneName } from '../../strings/format-time';
import { CheckChart } from './check-chart';
import { CheckSources } from './check-sources';
import { MaintenanceDialog } from './maintenance-dialog';
import { QuickAdd } from './quick-add';
import { RemoveScheduleDialog } from './remove-schedule-dialog';
import { RunHistoryDialog } from './run-history-dialog';
import { ScheduleDialog } from './schedule-dialog';
import { ScheduleTable } from './schedule-table';
import { StaggerPanel } from './stagger-panel';
import { spanOfView, views, type Span, type View } from './timeline-scale';
import { WhoAsks } from './who-asks';
import '../../components/list-table.css';
import './schedules.css';

type Opened =
  | { what: 'add'; cron: string | null }
  | { what: 'change' | 'history' | 'remove'; schedule: ScheduleView }
  | { what: 'all-history' | 'maintenance' };

/** When phones ask, what this laptop does by itself, and whether it will be awake for it. */
export function SchedulesPage(): ReactNode {
  const { t } = useTranslation('schedules');
  const { now, timeZone } = useSiteClock();
  const setWindow = useWindowState((window) => window.set);
  const [view, setView] = useState<View>('today');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [staggering, setStaggering] = useState(false);
  const [selection, setSelection] = useState<Span | null>(null);
  const schedules = useCall('schedules.list', {});
  const list = schedules.data?.schedules;
  const whole = useMemo(() => spanOfView(view, now, timeZone), [view, now, timeZone]);
  const timeline = useCall('checks.timeline', {
    from: new Date(whole.from).toISOString(),
    to: new Date(whole.to).toISOString(),
  });
  const add = (): void => setOpened({ what: 'add', cron: null });
  const close = (): void => setOpened(null);
  useShortcuts({
    Escape: () => {
      if (selection) setSelection(null);
      else setStaggering(false);
    },
  });

  return (
    <>
      <PageHead
        title={t('title')}
        text={t('headText', {
          date:
            view === 'week'
              ? t('dates', { from: formatDate(whole.from, timeZone), to: formatDate(whole.to - 1, timeZone) })
              : formatDate(whole.from, timeZone),
          place: timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone,
          zone: zoneName(now, timeZone),
        })}
      >
        <fieldset className="seg" aria-label={t('view.label')}>
          {views.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              className={view === each ? 'on' : ''}
              onClick={() => {
                setView(each);
                setSelection(null);
              }}
            >
              {t(`view.${each}`)}
            </button>
          ))}
        </fieldset>
        <Link className="btn gh" href={routes.dayReport()}>
          {t('report')}
        </Link>
        <Button
          icon="bars"
          aria-pressed={staggering}
          onClick={() => {
            setSelection(null);
            setStaggering(!staggering);
          }}
        >
          {t('stagger')}
        </Button>
        <Button look="pri" icon="plus" onClick={add}>
          {t('add')}
        </Button>
        <Menu
          width={220}
          items={[
            { label: t('menu.history'), icon: 'history', run: () => setOpened({ what: 'all-history' }) },
            { label: t('menu.maintenance'), icon: 'pause', run: () => setOpened({ what: 'maintenance' }) },
            { label: t('menu.timing'), icon: 'sliders', run: () => setWindow({ timingOpen: true }) },
          ]}
        >
          <IconButton icon="more" label={t('more')} />
        </Menu>
      </PageHead>
      {timeline.data ? (
        <CheckChart
          key={`${view} ${whole.from}`}
          timeline={timeline.data}
          whole={whole}
          now={now}
          selection={selection}
          onSelect={setSelection}
        />
      ) : (
        <div className="checks-wait">
          {timeline.error ? (
            <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
          ) : (
            <SkeletonRows rows={7} columns={[40, 900]} />
          )}
        </div>
      )}
      <div className="page">
        <div className="page-main schedules-main">
          {schedules.error && !list ? (
            <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} />
          ) : !list ? (
            <SkeletonRows rows={4} columns={[28, 160, 200, 80, 120]} />
          ) : (
            <>
              <div className="list-head">
                <h2 className="t4">{t('list.title')}</h2>
                {list.length > 0 ? <Counted schedules={list} /> : null}
                <span className="end sm m3 el hide-n">{t('list.missedHint')}</span>
              </div>
              {list.length > 0 ? (
                <ScheduleTable
                  schedules={list}
                  onHistory={(schedule) => setOpened({ what: 'history', schedule })}
                  onChange={(schedule) => setOpened({ what: 'change', schedule })}
                  onRemove={(schedule) => setOpened({ what: 'remove', schedule })}
                />
              ) : (
                <div className="schedules-empty">
                  <EmptyState
                    title={t('emptyTitle')}
                    text={t('emptyText')}
                    actions={
                      <Button icon="plus" onClick={add}>
                        {t('add')}
                      </Button>
                    }
                  />
                </div>
              )}
              <QuickAdd onCreate={(cron) => setOpened({ what: 'add', cron })} />
              <CheckSources />
            </>
          )}
        </div>
        {selection ? (
          <WhoAsks span={selection} onClose={() => setSelection(null)} />
        ) : staggering ? (
          <StaggerPanel onClose={() => setStaggering(false)} />
        ) : null}
      </div>
      {opened?.what === 'add' ? <ScheduleDialog start={{ cron: opened.cron }} onClose={close} /> : null}
      {opened?.what === 'change' ? <ScheduleDialog start={{ schedule: opened.schedule }} onClose={close} /> : null}
      {opened?.what === 'remove' ? <RemoveScheduleDialog schedule={opened.schedule} onClose={close} /> : null}
      {opened?.what === 'history' ? <RunHistoryDialog schedule={opened.schedule} onClose={close} /> : null}
      {opened?.what === 'all-history' ? <RunHistoryDialog schedule={null} onClose={close} /> : null}
      {opened?.what === 'maintenance' ? <MaintenanceDialog onClose={close} /> : null}
    </>
  );
}

function Counted({ schedules }: { schedules: readonly ScheduleView[] }): ReactNode {
  const { t } = useTranslation('schedules');
  const paused = schedules.filter((schedule) => schedule.paused).length;
  return (
    <span className="m3">
      {paused === 0 ? schedules.length : t('list.paused', { count: paused, all: schedules.length })}
    </span>
  );
}
