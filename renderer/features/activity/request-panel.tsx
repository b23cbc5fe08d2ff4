import { useState, type ReactNode } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { Panel } from '../../components/panel';
import { BlockedCard } from './blocked-card';
import type { LogFilter } from './log-filter';
import type { KnownRequest } from './request-columns';
import { RequestDetail } from './request-detail';

interface RequestPanelProps {
  readonly row: KnownRequest | null;
  readonly onShow: (filter: Partial<LogFilter>) => void;
  readonly onBlocked: () => void;
  readonly onClose: () => void;
}

/** The guard's story, then one request. Where there is little room, it is shown for a request only. */
export function RequestPanel({ row, onShow, onBlocked, onClose }: RequestPanelProps): ReactNode {
  const { t } = useTranslation('activity');
  const blocked = useCall('guard.show', {}).data?.blocked ?? [];
  const [hidden, setHidden] = useState<string | null>(null);
  const roomy = useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false });
  const peer = (row && blocked.find((each) => each.peer === row.remote)) ?? (row ? undefined : blocked[0]);
  const story = peer && (row || (roomy && hidden !== peer.peer)) ? peer : undefined;
  if (!row && !story) return null;
  return (
    <Panel label={row ? t('detail.label') : t('blockedPeer.label')}>
      {story ? (
        <BlockedCard
          blocked={story}
          others={blocked.length - 1}
          onShow={() => onShow({ remote: story.peer })}
          onOthers={onBlocked}
          {...(row ? {} : { onHide: () => setHidden(story.peer) })}
        />
      ) : null}
      {row ? <RequestDetail row={row} onOnly={(mac) => onShow({ mac })} onClose={onClose} /> : null}
    </Panel>
  );
}
