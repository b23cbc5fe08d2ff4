import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CallOutput } from '../../../electron/contract/contract';
import { routes } from '../../app/routes';
import { Button } from '../../components/button';
import { Note } from '../../components/note';
import { statusLooks } from '../../components/status-tag';
import { AbsenceReviewDialog } from './absence-review-dialog';
import { useCatchUp } from './use-catch-up';
import './timing.css';

type Review = CallOutput<'absence.review'>;

/** True when somebody has to answer, or something is under way that was asked for: more than a standing fact. */
export function isPressing({ catchUp }: Review): boolean {
  return catchUp.state !== 'none' && catchUp.state !== 'done';
}

/** Phones that found nobody, or did not come: one line, with its list behind it. Null when there is nothing to say. */
export function AbsenceNotice({ review }: { review: Review }): ReactNode {
  const { t } = useTranslation('timing');
  const [hidden, setHidden] = useState<string | null>(null);
  const [reviewing, setReviewing] = useState(false);
  const actions = useCatchUp();
  const { phones, catchUp } = review;
  const away = phones.filter(({ state }) => state === 'away').length;
  const missed = phones.length - away;
  const { state, run } = catchUp;
  const said = state === 'none' || (state === 'done' && !run) ? (missed > 0 ? 'missed' : 'away') : state;
  if (phones.length === 0 && state === 'none') return null;
  const key = `${said} ${away} ${missed} ${run?.id ?? ''}`;
  if (hidden === key && !reviewing) return null;
  const pressing = isPressing(review);
  const runLink = run ? <Link href={routes.resync(run.id)}>{t('absence.openRun')}</Link> : null;
  const reviewLink =
    phones.length > 0 ? (
      <button type="button" className="link" onClick={() => setReviewing(true)}>
        {t('absence.review', { count: phones.length })}
      </button>
    ) : null;
  return (
    <>
      <Note
        tone={said === 'running' || isWaiting(said) ? 'info' : said === 'done' && run?.failed === 0 ? 'ok' : 'warn'}
        icon={said === 'running' ? 'arc' : statusLooks[said === 'missed' ? 'missed' : 'away'].icon}
        onClose={pressing ? undefined : () => (said === 'done' ? actions.dismiss() : setHidden(key))}
        closeLabel={t('absence.dismiss')}
        action={
          <span className="note-actions">
            {said === 'asking' ? (
              <>
                <Button size="sm" look="pri" busy={actions.starting} onClick={actions.start}>
                  {t('absence.catchUp', { count: catchUp.phones })}
                </Button>
                <Button size="sm" look="gh" busy={actions.dismissing} onClick={actions.dismiss}>
                  {t('absence.notNow')}
                </Button>
              </>
            ) : (
              runLink
            )}
            {reviewLink}
          </span>
        }
      >
        <NoticeWords review={review} said={said} away={away} missed={missed} />
      </Note>
      {reviewing ? <AbsenceReviewDialog onClose={() => setReviewing(false)} /> : null}
    </>
  );
}

function isWaiting(said: string): boolean {
  return said === 'waiting-for-network' || said === 'waiting-for-window';
}

function NoticeWords(props: {
  review: Review;
  said: Review['catchUp']['state'] | 'missed' | 'away';
  away: number;
  missed: number;
}): ReactNode {
  const { review, said, away, missed } = props;
  const { t } = useTranslation('timing');
  const { why, phones, run } = review.catchUp;
  if (said === 'missed') return t('absence.missed', { count: missed });
  if (said === 'running' && run)
    return (
      <>
        <b>{t('absence.running', { done: run.done, total: run.total })}</b> {why}
      </>
    );
  if (said === 'done' && run)
    return run.failed === 0 ? (
      <b>{t('absence.doneAll', { count: run.total })}</b>
    ) : (
      <b>{t('absence.doneSome', { done: run.done, total: run.total, failed: run.failed })}</b>
    );
  if (said === 'away') return t('absence.awayLeft', { count: away });
  // What the workstation says names the span and the number.
  return (
    <>
      <b>{why || t('absence.asking', { count: phones })}</b>
      {said === 'waiting-for-network' ? ` ${t('absence.waiting')}` : ''}
    </>
  );
}
