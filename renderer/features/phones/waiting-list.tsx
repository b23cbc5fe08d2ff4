import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { formatRelative } from '../../strings/format-time';
import { MacText } from './mac-text';

/** Phones that asked and are not ours yet: who, from where, how often; one press gives one an owner. */
export function WaitingList({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('phones');
  const { now } = useSiteClock();
  const set = useWindowState((state) => state.set);
  const waiting = useCall('waiting.list', {});
  return (
    <>
      <div className="waiting-head">
        <h2 className="t4">{t('waitingList.title')}</h2>
        <p className="m3">{t('waitingList.text')}</p>
      </div>
      {waiting.error && !waiting.data ? (
        <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />
      ) : null}
      <ul className="waiting-rows">
        {waiting.data?.waiting.map(({ mac, model, address, times, lastAt }) => (
          <li className="pop-row line" key={mac}>
            <span className="col grow">
              <span className="row g6">
                <MacText mac={mac} />{' '}
                <span className="b5 el">{model ?? <span className="m3 b4">{t('waitingList.unknownModel')}</span>}</span>
              </span>
              <span className="m3 el">
                {address} · {t('waitingList.asked', { count: times, last: formatRelative(lastAt, now) })}
              </span>
            </span>
            <Button
              size="sm"
              icon="plus"
              aria-label={t('waitingList.addLabel', { mac })}
              onClick={() => {
                onClose();
                set({ addPhone: model ? { mac, model } : { mac } });
              }}
            >
              {t('waitingList.add')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
