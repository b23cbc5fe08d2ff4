import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockedPeerView } from '../../../electron/contract/access';
import { useSiteClock } from '../../client/site-clock';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { ProblemNote } from '../../components/note';
import { Tag } from '../../components/tag';
import { formatCount, formatDuration, formatNear } from '../../strings/format-time';

interface BlockedCardProps {
  readonly blocked: BlockedPeerView;
  /** More peers are blocked than this one. */
  readonly others: number;
  readonly onShow: () => void;
  readonly onOthers: () => void;
  readonly onHide?: () => void;
}

/** Why a peer is held off, and the two ways to go on. */
export function BlockedCard({ blocked, others, onShow, onOthers, onHide }: BlockedCardProps): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const { peer, since, until, guesses, requests, lastAt, byHand } = blocked;
  return (
    <section className="blocked-card" aria-label={t('blockedPeer.label')}>
      <div className="row">
        <Tag tone="fail">
          <Icon name="shield" size={12} />
          {t('blockedPeer.word')}
        </Tag>
        <b className="b6">{peer}</b>
        <span className="end sm m3 nw">
          {until === null ? t('blockedPeer.forGood') : t('blockedPeer.until', { at: formatNear(until, now, timeZone) })}
        </span>
        {onHide ? <IconButton icon="close" small label={t('blockedPeer.hide')} onClick={onHide} /> : null}
      </div>
      <p className="sm m2">
        {byHand && guesses === 0
          ? t('blockedPeer.byHand')
          : t('blockedPeer.story', {
              count: guesses,
              guesses: formatCount(guesses),
              span: formatDuration(Math.max(1000, Date.parse(lastAt) - Date.parse(since))),
            })}
      </p>
      <BlockedActions blocked={blocked}>
        <Button size="sm" look="gh" onClick={onShow}>
          {t('blockedPeer.showAll', { count: requests, requests: formatCount(requests) })}
        </Button>
      </BlockedActions>
      {others > 0 ? (
        <button type="button" className="link sm" onClick={onOthers}>
          {t('blockedPeer.others', { count: others })}
        </button>
      ) : null}
    </section>
  );
}

/** Keep it blocked until a person takes that back, or let it in again. */
export function BlockedActions({ blocked, children }: { blocked: BlockedPeerView; children?: ReactNode }): ReactNode {
  const { t } = useTranslation('activity');
  const block = useCallMutation('guard.block');
  const unblock = useCallMutation('guard.unblock');
  const { peer, until } = blocked;
  const problem = (block.error ?? unblock.error)?.problem;
  return (
    <>
      <div className="row g6">
        {until === null ? null : (
          <Button
            size="sm"
            busy={block.isPending}
            aria-label={t('blockedPeer.keepOf', { peer })}
            onClick={() => block.mutate({ peer })}
          >
            {t('blockedPeer.keep')}
          </Button>
        )}
        <Button
          size="sm"
          busy={unblock.isPending}
          aria-label={t('blockedPeer.unblockOf', { peer })}
          onClick={() => unblock.mutate({ peer })}
        >
          {t('blockedPeer.unblock')}
        </Button>
        {children}
      </div>
      {problem ? <ProblemNote problem={problem} /> : null}
    </>
  );
}
