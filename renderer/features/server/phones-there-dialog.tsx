import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { VirtualRows } from '../configs/virtual-rows';
import { formatNear } from '../../strings/format-time';
import { hostOf } from './told-host';

/** The phones that were last told an address. */
export function PhonesThereDialog({ address, onClose }: { address: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation('network');
  const { now, timeZone } = useSiteClock();
  const there = useCall('addresses.phones', { address });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('there.title', { host: hostOf(address) })}
      text={t('there.text')}
      width={520}
    >
      {there.error ? <ProblemNote problem={there.error.problem} /> : null}
      {there.isPending ? <SkeletonRows rows={5} columns={[120, 80, 60]} /> : null}
      {there.data ? (
        <div className="there">
          <VirtualRows
            rows={there.data.phones}
            heightPx={() => 30}
            keyOf={({ mac }) => mac}
            label={t('there.list')}
            resetKey={address}
            render={({ mac, name, model, lastFetchAt }) => (
              <div className="there-row sm">
                <Link href={routes.phone(mac)}>{name || mac}</Link>
                <span className="m2">{model}</span>
                <span className="m3 end">
                  {lastFetchAt ? t('there.fetched', { at: formatNear(lastFetchAt, now, timeZone) }) : t('there.never')}
                </span>
              </div>
            )}
          />
        </div>
      ) : null}
    </Dialog>
  );
}
