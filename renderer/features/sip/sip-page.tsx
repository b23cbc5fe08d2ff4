import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { SipPeerView } from '../../../electron/contract/sip';
import { routes } from '../../app/routes';
import { useCall } from '../../client/use-call';
import { When } from '../../client/when';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { formatCount } from '../../strings/format-time';
import { Ladder } from './ladder';
import { MessageText } from './message-text';
import { SipTools } from './sip-tools';
import { toWhose } from './whose';
import './sip.css';

/** What was said over SIP: with whom, message by message, and one of them in full. `whom` is a MAC or an address, '' for
 *  everybody. */
export function SipPage({ tabs, whom }: { tabs: ReactNode; whom: string }): ReactNode {
  const { t } = useTranslation(['activity', 'sip']);
  const [shown, setShown] = useState(whom);
  const listed = useCall('sip.peers', {});
  const peers = listed.data?.peers;
  return (
    <>
      <PageHead title={t('activity:title')} beside={tabs}>
        <Link href={routes.server} className="sm el hide-n">
          {t('sip:toServer')}
        </Link>
        <SipTools whom={shown} disabled={!peers || peers.length === 0} />
      </PageHead>
      {listed.error && !peers ? (
        <ErrorState error={listed.error} onRetry={() => void listed.refetch()} />
      ) : !peers ? (
        <SkeletonRows rows={8} columns={[140, 60, 260, 40]} />
      ) : peers.length === 0 ? (
        <NothingSaid />
      ) : (
        <div className="page sip-page">
          <PeerList peers={peers} shown={shown} onShow={setShown} />
          <Conversation key={shown} whom={shown} peers={peers} onEverybody={() => setShown('')} />
        </div>
      )}
    </>
  );
}

function NothingSaid(): ReactNode {
  const { t } = useTranslation('sip');
  const [, go] = useLocation();
  return (
    <EmptyState
      icon="swap"
      title={t('emptyTitle')}
      text={t('emptyText')}
      actions={<Button onClick={() => go(routes.phones)}>{t('toPhones')}</Button>}
    />
  );
}

const listedPeers = 200;

interface PeerListProps {
  readonly peers: readonly SipPeerView[];
  readonly shown: string;
  readonly onShow: (whom: string) => void;
}

function PeerList({ peers, shown, onShow }: PeerListProps): ReactNode {
  const { t } = useTranslation('sip');
  const count = (messages: number): string => t('messages', { count: messages, messages: formatCount(messages) });
  const more = peers.length - listedPeers;
  const all = peers.reduce((sum, { messages }) => sum + messages, 0);
  return (
    <nav className="sip-peers" aria-label={t('peers')}>
      <ul>
        <li>
          <button type="button" className="sip-peer" aria-current={shown === ''} onClick={() => onShow('')}>
            <span className="b5">{t('everybody')}</span>
            <span className="xs m3">{count(all)}</span>
          </button>
        </li>
        {peers.slice(0, listedPeers).map(({ address, mac, name, messages, lastAt }) => (
          <li key={address}>
            <button
              type="button"
              className="sip-peer"
              aria-current={shown === address || (mac !== null && shown === mac)}
              onClick={() => onShow(address)}
            >
              <span className="row">
                <span className="b5 el grow">{name ?? mac ?? address}</span>
                <When at={lastAt} className="xs m3" />
              </span>
              <span className="xs m3 el">
                {name === null && mac === null ? null : `${address} · `}
                {count(messages)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="sip-more xs m3">{t('morePeers', { count: more, more: formatCount(more) })}</p> : null}
    </nav>
  );
}

interface ConversationProps {
  readonly whom: string;
  readonly peers: readonly SipPeerView[];
  readonly onEverybody: () => void;
}

function Conversation({ whom, peers, onEverybody }: ConversationProps): ReactNode {
  const { t } = useTranslation('sip');
  const [chosen, setChosen] = useState<number | null>(null);
  const trace = useCall('sip.trace', toWhose(whom));
  if (trace.error && !trace.data) return <ErrorState error={trace.error} onRetry={() => void trace.refetch()} />;
  if (!trace.data) return <SkeletonRows rows={8} columns={[90, 60, 260]} />;
  const { messages, earlier } = trace.data;
  if (messages.length === 0)
    return (
      <EmptyState
        icon="swap"
        title={t('noneOfTitle')}
        text={t('noneOfText')}
        actions={<Button onClick={onEverybody}>{t('showAll')}</Button>}
      />
    );
  const peer = peers.find(({ address, mac }) => address === whom || mac === whom);
  const names = new Map(peers.map(({ address, name, mac }) => [address, name ?? mac ?? address]));
  return (
    <div className="sip-talk">
      {earlier > 0 ? (
        <p className="sip-earlier xs m3">{t('earlier', { count: earlier, messages: formatCount(earlier) })}</p>
      ) : null}
      <Ladder
        messages={messages}
        other={whom === '' ? t('others') : (peer?.name ?? peer?.mac ?? peer?.address ?? t('phone'))}
        nameOf={(address) => names.get(address) ?? address}
        isOfMany={whom === ''}
        chosen={chosen}
        onChoose={setChosen}
      />
      <MessageText message={messages.find(({ id }) => id === chosen) ?? null} />
    </div>
  );
}
