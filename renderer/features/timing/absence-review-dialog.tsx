import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AbsentPhone } from '../../../electron/contract/timing';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCall } from '../../client/use-call';
import { When } from '../../client/when';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ListHead } from '../../components/list-head';
import { Note, ProblemNote } from '../../components/note';
import { ScrollBox } from '../../components/scroll-box';
import { SkeletonRows } from '../../components/skeleton';
import { StatusTag } from '../../components/status-tag';
import { formatCount } from '../../strings/format-time';
import { macWithColons } from '../phones/mac-text';
import { useStartResync } from '../resync/use-start-resync';
import { useCatchUp } from './use-catch-up';
import '../../components/list-table.css';

const mostRows = 300;

/** Who found nobody and who did not come, why, and what can be done about it. */
export function AbsenceReviewDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('timing');
  const set = useWindowState((window) => window.set);
  const answer = useCall('absence.review', {});
  const actions = useCatchUp();
  const resync = useStartResync();
  const review = answer.data;
  const away = review?.phones.filter(({ state }) => state === 'away') ?? [];
  const missed = review?.phones.filter(({ state }) => state === 'missed') ?? [];
  const { state, run, why, mode } = review?.catchUp ?? { state: 'none', run: null, why: '', mode: 'ask' };
  const show = (filter: 'away' | 'missed'): void => {
    set({ stateFilter: filter, textFilter: '', groupFilter: null, outdatedOnly: false });
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('review.title')}
      text={why}
      width={760}
      footer={<Button onClick={onClose}>{t('review.close')}</Button>}
    >
      {answer.error && !review ? (
        <ProblemNote problem={answer.error.problem} />
      ) : !review ? (
        <SkeletonRows rows={5} columns={[140, 90, 90, 200]} />
      ) : (
        <>
          {run && state === 'running' ? (
            <Note tone="info" icon="arc" action={<Link href={routes.resync(run.id)}>{t('absence.openRun')}</Link>}>
              {t('absence.running', { done: run.done, total: run.total })}
            </Note>
          ) : null}
          {run && state === 'done' ? (
            <Note
              tone={run.failed === 0 ? 'ok' : 'warn'}
              action={<Link href={routes.resync(run.id)}>{t('absence.openRun')}</Link>}
            >
              {run.failed === 0
                ? t('absence.doneAll', { count: run.total })
                : t('absence.doneSome', { done: run.done, total: run.total, failed: run.failed })}
            </Note>
          ) : null}
          {away.length === 0 && missed.length === 0 ? <p className="sm m2">{t('review.none')}</p> : null}
          {away.length > 0 ? (
            <Part
              status="away"
              title={t('review.awayTitle')}
              table={t('review.tableAway')}
              phones={away}
              onShow={() => show('away')}
            >
              {state === 'running' ? null : (
                <Button size="sm" look="pri" busy={actions.starting} onClick={actions.start}>
                  {t('absence.catchUp', { count: away.length })}
                </Button>
              )}
              {state === 'asking' ? (
                <Button size="sm" look="gh" busy={actions.dismissing} onClick={actions.dismiss}>
                  {t('absence.notNow')}
                </Button>
              ) : null}
            </Part>
          ) : null}
          {missed.length > 0 ? (
            <Part
              status="missed"
              title={t('review.missedTitle')}
              table={t('review.tableMissed')}
              phones={missed}
              onShow={() => show('missed')}
            >
              <Button
                size="sm"
                busy={resync.pending}
                onClick={() => resync.start({ macs: missed.map(({ mac }) => mac) })}
              >
                {t('review.resyncMissed', { count: missed.length })}
              </Button>
            </Part>
          ) : null}
          <p className="xs m3 review-mode">
            {t(`review.mode.${mode}`)}{' '}
            <button
              type="button"
              className="link xs"
              onClick={() => {
                onClose();
                set({ timingOpen: true });
              }}
            >
              {t('review.change')}
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
}

function Part(props: {
  status: 'away' | 'missed';
  title: string;
  table: string;
  phones: readonly AbsentPhone[];
  onShow: () => void;
  children: ReactNode;
}): ReactNode {
  const { status, title, table, phones, onShow, children } = props;
  const { t } = useTranslation('timing');
  return (
    <section className="review-part">
      <div className="row">
        <StatusTag status={status}>{title}</StatusTag>
        <span className="m3">{formatCount(phones.length)}</span>
        <span className="grow" />
        <button type="button" className="link sm" onClick={onShow}>
          {t('review.show')}
        </button>
        {children}
      </div>
      <ScrollBox className="review-list" label={table}>
        <table className="list">
          <ListHead
            columns={[t('review.phone'), t('review.due'), t('review.last'), t('review.next'), t('review.why')]}
          />
          <tbody>
            {phones.slice(0, mostRows).map(({ mac, name, group, dueAt, lastFetchAt, nextCheckAt, why }) => (
              <tr key={mac}>
                <td>
                  <Link href={routes.phone(mac)}>{name || macWithColons(mac)}</Link> <span className="m3">{group}</span>
                </td>
                <td>
                  <When at={dueAt} className="nw" />
                </td>
                <td>
                  {lastFetchAt ? (
                    <When at={lastFetchAt} className="nw" />
                  ) : (
                    <span className="m3">{t('review.never')}</span>
                  )}
                </td>
                <td>
                  {nextCheckAt ? (
                    <When at={nextCheckAt} className="nw" />
                  ) : (
                    <span className="m3">{t('review.notByItself')}</span>
                  )}
                </td>
                <td className="m2 why-cell">{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {phones.length > mostRows ? (
        <p className="xs m3">{t('review.more', { shown: mostRows, all: formatCount(phones.length) })}</p>
      ) : null}
    </section>
  );
}
