import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { CallOutput } from '../../../electron/contract/contract';
import type { ResyncRunView } from '../../../electron/contract/resync';
import { routes } from '../../app/routes';
import { useSecondClock, useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { Note } from '../../components/note';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { formatDuration, formatSecond } from '../../strings/format-time';
import { RunFailures } from './run-failures';
import { RunFunnel } from './run-funnel';
import { timeLeftMs } from './run-pace';
import { RunPaceCard } from './run-pace-card';
import { RunGroup, RunTableHead } from './run-rows';
import { funnelOf } from './run-steps';
import { useRun } from './use-run';
import { useStartResync } from './use-start-resync';
import './resync.css';

/** Watch a run land, and deal with the few phones that did not, without reading logs. */
export function RunPage({ id }: { id: number }): ReactNode {
  const { t } = useTranslation('resync');
  const [, go] = useLocation();
  const run = useRun(id);
  if (run.data) return <RunView data={run.data} />;
  return (
    <>
      <PageHead title={t('loadingTitle')} before={<Crumb />} />
      {run.error ? (
        <>
          <ErrorState error={run.error} onRetry={() => void run.refetch()} />
          <Button className="run-back" onClick={() => go(routes.activity)}>
            {t('toActivity')}
          </Button>
        </>
      ) : (
        <SkeletonRows columns={[140, 40, 50, 300, 120]} />
      )}
    </>
  );
}

function Crumb(): ReactNode {
  const { t } = useTranslation('resync');
  return (
    <span className="row g4 m3 b5">
      <Link href={routes.activity} className="m3">
        {t('activity')}
      </Link>
      <Icon name="chevronRight" size={12} />
    </span>
  );
}

function RunView({ data: { run, phones } }: { data: CallOutput<'resync.show'> }): ReactNode {
  const { t } = useTranslation('resync');
  const { timeZone } = useSiteClock();
  const list = useCall('phones.list', {}).data;
  const lookup = useMemo(() => new Map(list?.phones.map((phone) => [phone.mac, phone])), [list]);
  const stop = useCallMutation('resync.stop');
  const pause = useCallMutation('resync.pause');
  const goOn = useCallMutation('resync.resume');
  const resync = useStartResync();
  const failed = phones.filter(({ step }) => step === 'failed');
  const done = phones.filter(({ step }) => step === 'done');
  const underWay = phones.filter(({ step }) => step !== 'failed' && step !== 'done');
  const open = run.endedAt === null && underWay.length > 0;
  const now = useSecondClock(open);
  const end = run.endedAt === null ? now : Date.parse(run.endedAt);
  const leftMs = open && run.state === 'running' ? timeLeftMs(phones, Date.parse(run.startedAt), now) : null;
  const row = { lookup, startedAt: run.startedAt, now: end };

  return (
    <>
      <PageHead
        before={<Crumb />}
        title={t('title', { id: run.id })}
        beside={
          <RunState
            state={open ? run.state : 'ended'}
            elapsedMs={end - Date.parse(run.startedAt)}
            failed={failed.length}
            early={underWay.length > 0 || run.state === 'stopped'}
          />
        }
        text={t(run.revision > 0 ? 'startedWith' : 'started', {
          revision: run.revision,
          time: formatSecond(run.startedAt, timeZone),
          cause: run.cause,
        })}
      >
        {run.parent === null ? null : (
          <Link href={routes.resync(run.parent)} className="sm nw">
            {t('parent', { id: run.parent })}
          </Link>
        )}
        {open && run.state === 'paused' ? (
          <Button icon="play" look="pri" busy={goOn.isPending} onClick={() => goOn.mutate({ id: run.id })}>
            {t('resume')}
          </Button>
        ) : null}
        {open && (run.state === 'running' || run.state === 'waiting') ? (
          <Button
            icon="pause"
            title={t('pauseTitle')}
            busy={pause.isPending}
            onClick={() => pause.mutate({ id: run.id })}
          >
            {t('pause')}
          </Button>
        ) : null}
        {failed.length > 0 ? (
          <Button icon="resync" busy={resync.pending} onClick={() => resync.retry(run.id)}>
            {t('retryFailed', { count: failed.length })}
          </Button>
        ) : null}
        {open && run.state !== 'stopped' ? (
          <Button
            look="dan"
            icon="stop"
            title={t('stopTitle')}
            busy={stop.isPending}
            onClick={() => stop.mutate({ id: run.id })}
          >
            {t('stop')}
          </Button>
        ) : null}
      </PageHead>
      {run.note && open ? (
        <output className="run-note">
          <Note tone="info">{run.note}</Note>
        </output>
      ) : null}
      <div className="run-top">
        <RunFunnel stages={funnelOf(phones)} total={phones.length} phones={phones} />
        <div className="row g12 run-bar">
          <progress className="unseen" aria-label={t('progress')} max={phones.length} value={done.length} />
          <div className="bar100 grow" aria-hidden="true">
            <i style={{ width: share(done.length, phones.length), background: 'var(--ok-mark)' }} />
            <i style={{ width: share(underWay.length, phones.length), background: 'var(--ac)', opacity: 0.45 }} />
            <i style={{ width: share(failed.length, phones.length), background: 'var(--fail-mark)' }} />
          </div>
          <output className="sm nw">
            <b>{t('doneOf', { done: done.length, total: phones.length })}</b>
            <span className="m3">
              {underWay.length > 0 ? ` · ${t('underWay', { count: underWay.length })}` : ''}
              {failed.length > 0 ? ` · ${t('needYou', { count: failed.length })}` : ''}
              {leftMs === null ? '' : ` · ${t('left', { time: formatDuration(leftMs, 1) })}`}
            </span>
          </output>
        </div>
      </div>
      <div className="page run-page">
        <div className="page-main">
          <RunTableHead />
          <div className="run-groups">
            <RunGroup title={t('needsYou')} icon="failed" color="c-fail" phones={failed} first={50} {...row} />
            <RunGroup
              title={t('underWayTitle')}
              icon={!open ? 'stop' : run.state === 'paused' ? 'pause' : 'arc'}
              color="c-ac"
              phones={underWay}
              first={50}
              {...row}
            />
            <RunGroup
              title={t('doneTitle')}
              icon="inSync"
              color="c-ok"
              phones={done}
              first={phones.length > 100 ? 0 : 100}
              {...row}
            />
          </div>
        </div>
        <RunFailures failed={failed} lookup={lookup} ended={!open} total={done.length}>
          <RunPaceCard data={{ run, phones }} end={end} />
        </RunFailures>
      </div>
    </>
  );
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? 0 : (part / whole) * 100}%`;
}

function RunState(props: {
  state: ResyncRunView['state'];
  elapsedMs: number;
  failed: number;
  /** It ended before all phones were reached. */
  early: boolean;
}): ReactNode {
  const { state, elapsedMs, failed, early } = props;
  const { t } = useTranslation('resync');
  if (state === 'paused') return <StatePill tone="none" icon="pause" words={t('paused')} />;
  if (state === 'waiting') return <StatePill tone="none" icon="clock" words={t('waits')} />;
  if (state === 'stopped') return <StatePill tone="run" icon="arc" words={t('stopping')} />;
  if (state === 'running') {
    const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
    const elapsed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return <StatePill tone="run" icon="arc" words={t('running', { elapsed })} />;
  }
  if (early) return <StatePill tone="none" icon="stop" words={t('stopped')} />;
  if (failed > 0) return <StatePill tone="fail" icon="failed" words={t('finishedSome', { count: failed })} />;
  return <StatePill tone="ok" icon="inSync" words={t('finished')} />;
}

function StatePill({
  tone,
  icon,
  words,
}: {
  tone: string;
  icon: 'arc' | 'stop' | 'failed' | 'inSync' | 'pause' | 'clock';
  words: string;
}): ReactNode {
  return (
    <span className={`st stp ${tone}`}>
      <Icon name={icon} size={14} spin={icon === 'arc'} />
      <span>{words}</span>
    </span>
  );
}
