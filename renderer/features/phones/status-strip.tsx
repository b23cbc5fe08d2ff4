import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import type { PhoneState } from '../../../electron/core/phones/phone-state';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { Icon } from '../../components/icon';
import { Popover } from '../../components/popover';
import { statusLooks, type StatusName } from '../../components/status-tag';
import { formatBy, formatCount } from '../../strings/format-time';
import { WaitingList } from './waiting-list';

/** Which states get a tile: the usual ones always, the others while a phone is in them. */
function tileStates(count: (state: PhoneState) => number): PhoneState[] {
  const rare: PhoneState[] = (['away', 'missed'] as const).filter((state) => count(state) > 0);
  const resyncing: PhoneState[] = count('resyncing') > 0 ? ['resyncing'] : [];
  return [
    'inSync',
    ...resyncing,
    'pending',
    ...(rare.length > 0 ? rare : (['missed'] as const)),
    'failed',
    'neverSeen',
  ];
}

/** Is everyone on the current config; if not, will it fix itself, and when. Each count filters the list. */
export function StatusStrip({
  phones,
  revision,
  waiting,
}: {
  phones: readonly PhoneView[];
  revision: number;
  waiting: number;
}): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const { stateFilter, set } = useWindowState();
  const reasonOf = useReasons(phones, revision);
  const count = (state: PhoneState): number => phones.filter((phone) => phone.state === state).length;
  const tiles = tileStates(count);
  return (
    <fieldset
      className={tiles.length > 6 ? 'strip many' : 'strip'}
      aria-label={t('phones:strip')}
      style={{ gridTemplateColumns: `repeat(${tiles.length + 1}, minmax(0, 1fr))` }}
    >
      {tiles.map((state) => {
        const on = stateFilter === state;
        return (
          <button
            type="button"
            key={state}
            className={on ? 'tile on' : 'tile'}
            aria-pressed={on}
            onClick={() => set({ stateFilter: on ? null : state })}
          >
            <TileContent status={state} count={count(state)} reason={reasonOf(state)} />
          </button>
        );
      })}
      <WaitingTile count={waiting} />
    </fieldset>
  );
}

function TileContent({ status, count, reason }: { status: StatusName; count: number; reason: string }): ReactNode {
  const { t } = useTranslation('app');
  const { icon, tone } = statusLooks[status];
  return (
    <>
      <Icon
        name={icon}
        className={count === 0 && status !== 'inSync' ? 'm3' : tone === 'run' ? 'c-ac' : `c-${tone}`}
        spin={tone === 'run'}
      />
      <span className="col">
        <span className="num">{formatCount(count)}</span> <span className="sm b5 el">{t(`status.${status}`)}</span>{' '}
        <span className="xs m3 el sub">{reason}</span>
      </span>
    </>
  );
}

function WaitingTile({ count }: { count: number }): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={380}
      label={t('phones:waitingList.title')}
      target={
        <button
          type="button"
          className="tile"
          aria-expanded={opened}
          disabled={count === 0}
          onClick={() => setOpened(!opened)}
        >
          <TileContent
            status="waiting"
            count={count}
            reason={count === 0 ? t('phones:reason.none') : t('phones:reason.waiting')}
          />
        </button>
      }
    >
      <WaitingList onClose={() => setOpened(false)} />
    </Popover>
  );
}

function useReasons(phones: readonly PhoneView[], revision: number): (state: PhoneState) => string {
  const { t } = useTranslation('phones');
  const { now, timeZone } = useSiteClock();
  return (state) => {
    const some = phones.filter((phone) => phone.state === state);
    if (state === 'inSync') return revision > 0 ? t('reason.inSync', { revision }) : t('reason.inSyncNone');
    if (some.length === 0) return t('reason.none');
    if (state !== 'pending') return t(`reason.${state}`);
    const never = some.filter(({ asksByItself }) => !asksByItself).length;
    if (never > 0) return t('reason.pendingSome', { count: never });
    const predicted = some.map(({ nextCheckAt }) => Date.parse(nextCheckAt ?? ''));
    if (predicted.some(Number.isNaN)) return t('reason.pendingAll');
    return t('reason.pendingBy', { time: formatBy(Math.max(...predicted), now, timeZone) });
  };
}
