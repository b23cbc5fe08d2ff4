import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InterfaceAddressView, ToldAddressView } from '../../../electron/contract/addresses';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Dialog } from '../../components/dialog';
import { ErrorState } from '../../components/error-state';
import { Icon, type IconName } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { formatNear, formatSecond } from '../../strings/format-time';
import { NameDialog } from './name-dialog';
import { hostOf, portOf } from './told-host';

const icons: Record<InterfaceAddressView['kind'], IconName> = {
  ethernet: 'network',
  wifi: 'wifi',
  vpn: 'lock',
  virtual: 'layers',
  loopback: 'laptop',
  other: 'plug',
};

/** Where this laptop can be reached, where phones were told to look, and which of these is used. */
export function AddressesCard(): ReactNode {
  const { t } = useTranslation('network');
  const { timeZone } = useSiteClock();
  const addresses = useCall('addresses.show', {});
  const [naming, setNaming] = useState(false);
  const { data } = addresses;
  const here = new Set(data?.interfaces.map(({ address }) => address));
  // Addresses that are on an interface have their line already.
  const elsewhere = data?.told.filter(
    (told) => told.state !== 'current' && !(told.state === 'answered' && here.has(hostOf(told.address))),
  );
  return (
    <Card
      title={t('addresses.title')}
      end={
        data ? (
          <span className="sm m3">{t('addresses.checked', { at: formatSecond(data.checkedAt, timeZone) })}</span>
        ) : null
      }
    >
      {addresses.error && !data ? (
        <ErrorState error={addresses.error} onRetry={() => void addresses.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={3} columns={[90, 120, 160]} />
      ) : (
        <>
          <ul className="lines" aria-label={t('addresses.title')}>
            {data.interfaces.map((each) => (
              <Interface key={`${each.name} ${each.address}`} face={each} />
            ))}
            {elsewhere?.map((each) => (
              <Told key={each.address} told={each} />
            ))}
            <li className="line address-line">
              <Icon name="globe" className="m3" />
              <b className="b5">{t('addresses.name')}</b>
              <span className="mono el">{data.name?.host ?? ''}</span>
              <span className="m2 el">
                {data.name === null
                  ? t('addresses.noName')
                  : data.name.resolvesTo.length === 0
                    ? t('addresses.unresolved')
                    : t('addresses.resolves', { to: data.name.resolvesTo.join(', ') })}
              </span>
              <Button size="sm" onClick={() => setNaming(true)}>
                {data.name === null ? t('addresses.setName') : t('addresses.changeName')}
              </Button>
            </li>
          </ul>
          {data.advice.map((advice) => (
            <p key={advice} className="card-text xs m3">
              {advice}
            </p>
          ))}
        </>
      )}
      {naming ? <NameDialog onClose={() => setNaming(false)} /> : null}
    </Card>
  );
}

function Interface({ face }: { face: InterfaceAddressView }): ReactNode {
  const { t } = useTranslation('network');
  const [asking, setAsking] = useState(false);
  const { name, kind, address, prefix, usable, use, phones } = face;
  const also = useCallMutation('addresses.also');
  const words = usable
    ? phones > 0
      ? t('addresses.phones', { count: phones })
      : t(`addresses.means.${kind}`)
    : t(`addresses.means.${kind}`);
  return (
    <li className="line address-line">
      <Icon name={icons[kind]} className={use === 'serving' ? 'c-ok' : 'm3'} />
      <b className="b5 el" title={name}>
        {name}
      </b>
      <span className="mono el selectable">{`${address}/${prefix}`}</span>
      <span className="m2 el" title={words}>
        {words}
      </span>
      {use === 'serving' ? (
        <Tag tone="ok">{t('addresses.serving')}</Tag>
      ) : use === 'also' ? (
        <Button size="sm" busy={also.isPending} onClick={() => also.mutate({ address, on: false })}>
          {t('addresses.stopAlso')}
        </Button>
      ) : usable ? (
        <Button size="sm" aria-label={t('addresses.serveOf', { address })} onClick={() => setAsking(true)}>
          {t('addresses.serve')}
        </Button>
      ) : (
        <Tag>{t('addresses.unused')}</Tag>
      )}
      {also.error ? <ProblemNote problem={also.error.problem} /> : null}
      {asking ? <ServeDialog address={address} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}

/** An address that phones were told and that is not on this laptop, or answered on besides. */
function Told({ told }: { told: ToldAddressView }): ReactNode {
  const { t } = useTranslation('network');
  const { now, timeZone } = useSiteClock();
  const also = useCallMutation('addresses.also');
  const gone = told.state === 'gone';
  const count = told.phones;
  const stop = (): void => also.mutate({ address: hostOf(told.address), port: portOf(told.address), on: false });
  return (
    <li className="line address-line">
      <Icon name={gone ? 'warning' : 'ringCheck'} className={gone ? 'c-miss' : 'c-ok'} />
      <b className="b5">{t('addresses.old')}</b>
      <span className="mono el selectable">{hostOf(told.address)}</span>
      <span className="m2 el">
        {gone && told.goneSince
          ? t('addresses.goneSince', { count, at: formatNear(told.goneSince, now, timeZone) })
          : t('addresses.phones', { count })}
      </span>
      {gone ? (
        <Tag tone="miss">{t('addresses.missing')}</Tag>
      ) : (
        <Button size="sm" busy={also.isPending} onClick={stop}>
          {t('addresses.stopAlso')}
        </Button>
      )}
      {also.error ? <ProblemNote problem={also.error.problem} /> : null}
    </li>
  );
}

/** Another address is another place for every phone: said before it is done. */
function ServeDialog({ address, onClose }: { address: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation('network');
  const serve = useCallMutation('addresses.serve');
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('addresses.ask.title', { address })}
      text={t('addresses.ask.text')}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('addresses.ask.keep')}
          </Button>
          <Button look="pri" busy={serve.isPending} onClick={() => serve.mutate({ address }, { onSuccess: onClose })}>
            {t('addresses.ask.do', { address })}
          </Button>
        </>
      }
    >
      {serve.error ? <ProblemNote problem={serve.error.problem} /> : null}
    </Dialog>
  );
}
