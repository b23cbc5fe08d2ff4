import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusView } from '../../../electron/contract/workstation';
import { OnlyHereNote } from '../../app/only-here-note';
import { useCall } from '../../client/use-call';
import { ErrorState } from '../../components/error-state';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { AwayCard } from './away-card';
import { DataCard } from './data-card';
import { ListenersCard } from './listeners-card';
import { SecretsCard } from './secrets-card';
import { SiteCard } from './site-card';
import { ToldCard } from './told-card';
import './server.css';

export function ServerPage(): ReactNode {
  const { t } = useTranslation('server');
  const status = useCall('status.show', {});
  return (
    <>
      <PageHead title={t('title')} text={status.data ? summary(status.data) : null} />
      {status.data ? (
        <div className="server">
          <div className="server-column">
            <OnlyHereNote status={status.data} />
            <ListenersCard status={status.data} />
            <ToldCard address={status.data.address} />
            <AwayCard spans={status.data.away} />
          </div>
          <div className="server-column">
            <SiteCard site={status.data.site} />
            <SecretsCard secrets={status.data.secrets} />
            <DataCard data={status.data.data} version={status.data.version} />
          </div>
        </div>
      ) : status.error ? (
        <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <SkeletonRows rows={8} columns={[120, 90, 240]} />
      )}
    </>
  );

  function summary({ listeners, version }: StatusView): string {
    const up = listeners.filter(({ state }) => state === 'up').length;
    return t('summary', { up, all: listeners.length, version });
  }
}
