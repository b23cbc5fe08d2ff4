import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListenerView, StatusView } from '../../../electron/contract/workstation';
import { OnlyHereNote } from '../../app/only-here-note';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { StatusTag } from '../../components/status-tag';
import { formatNear } from '../../strings/format-time';
import { AccessCard } from './access-card';
import { AddressChange } from './address-change';
import { AddressesCard } from './addresses-card';
import { AwayCard } from './away-card';
import { CertificatesCard } from './certificates-card';
import { DataCard } from './data-card';
import { GuardCard } from './guard-card';
import { LedgerCard } from './ledger-card';
import { LibraryCard } from './library-card';
import { ListenersCard } from './listeners-card';
import { PnpCard } from './pnp-card';
import { RegistrarCard } from './registrar-card';
import { SecretsCard } from './secrets-card';
import { SiteCard } from './site-card';
import { StopServingDialog } from './stop-serving-dialog';
import { ToldCard } from './told-card';
import { useListen } from './use-listen';
import './server.css';

const fileProtocols: readonly ListenerView['protocol'][] = ['http', 'https', 'tftp'];

export function ServerPage(): ReactNode {
  const { t } = useTranslation('server');
  const status = useCall('status.show', {});
  const { data } = status;
  if (!data)
    return (
      <>
        <PageHead title={t('title')} />
        {status.error ? (
          <ErrorState error={status.error} onRetry={() => void status.refetch()} />
        ) : (
          <SkeletonRows rows={8} columns={[120, 90, 240]} />
        )}
      </>
    );
  return (
    <>
      <PageHead title={t('title')} beside={<Serving status={data} />} text={summary(data)}>
        <ServingButton listeners={data.listeners} />
      </PageHead>
      <div className="server">
        <AddressChange address={data.address} />
        <div className="server-column">
          <OnlyHereNote status={data} />
          <ListenersCard status={data} />
          <AddressesCard />
          <ToldCard address={data.address} />
          <LibraryCard />
          <PnpCard />
          <RegistrarCard />
          <LedgerCard />
          <AwayCard spans={data.away} />
        </div>
        <div className="server-column">
          <CertificatesCard />
          <GuardCard />
          <AccessCard />
          <SiteCard site={data.site} />
          <SecretsCard secrets={data.secrets} />
          <DataCard data={data.data} version={data.version} />
        </div>
      </div>
    </>
  );

  function summary({ listeners, version }: StatusView): string {
    const up = listeners.filter(({ state }) => state === 'up').length;
    return t('summary', { up, all: listeners.length, version });
  }
}

/** Whether phones get files, and since when: the end of the last span in which this laptop was away. */
function Serving({ status }: { status: StatusView }): ReactNode {
  const { t } = useTranslation('server');
  const { now, timeZone } = useSiteClock();
  const up = status.listeners.some(({ protocol, state }) => fileProtocols.includes(protocol) && state === 'up');
  const ends = status.away.flatMap(({ to }) => (to === null ? [] : [Date.parse(to)]));
  if (!up)
    return (
      <StatusTag status="failed" pill>
        {t('notServing')}
      </StatusTag>
    );
  return (
    <StatusTag status="inSync" pill>
      {ends.length > 0 ? t('servingSince', { at: formatNear(Math.max(...ends), now, timeZone) }) : t('serving')}
    </StatusTag>
  );
}

/** Files on or off, whichever ways they are given out. */
function ServingButton({ listeners }: { listeners: readonly ListenerView[] }): ReactNode {
  const { t } = useTranslation('server');
  const [asking, setAsking] = useState(false);
  const { start, busy } = useListen();
  const up = listeners.filter(({ protocol, state }) => fileProtocols.includes(protocol) && state === 'up');
  const http = listeners.find(({ protocol }) => protocol === 'http');
  if (up.length === 0)
    return http?.state === 'off' ? (
      <Button look="pri" busy={busy} onClick={() => start(http)}>
        {t('startServing')}
      </Button>
    ) : null;
  return (
    <>
      <Button look="dan" onClick={() => setAsking(true)}>
        <Icon name="stop" size={14} />
        {t('stopServing')}
      </Button>
      {asking ? (
        <StopServingDialog protocols={up.map(({ protocol }) => protocol)} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}
