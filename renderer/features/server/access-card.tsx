import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { Note } from '../../components/note';
import { Facts } from '../../components/panel';
import { SkeletonRows } from '../../components/skeleton';
import { AccessDialog } from './access-dialog';

/** Who may have files, in plain words. */
export function AccessCard(): ReactNode {
  const { t } = useTranslation('network');
  const shown = useCall('access.show', {});
  const [opened, setOpened] = useState(false);
  const access = shown.data?.access;
  return (
    <Card
      title={t('access.title')}
      end={
        access ? (
          <Button size="sm" icon="pencil" onClick={() => setOpened(true)}>
            {t('access.change')}
          </Button>
        ) : null
      }
    >
      {shown.error && !access ? (
        <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
      ) : !access ? (
        <SkeletonRows rows={3} columns={[90, 200]} />
      ) : (
        <div className="card-body">
          {access.mode === 'open' || access.openByOption ? (
            <Note tone="bad" className="top">
              {access.openByOption ? t('access.openByOption') : t('access.openNote')}
            </Note>
          ) : null}
          <Facts
            rows={[
              [t('access.known'), t(`access.modes.${access.openByOption ? 'open' : access.mode}.name`)],
              [t('access.networks'), access.networks.length === 0 ? t('access.all') : access.networks.join(', ')],
              [t('access.proxies'), access.proxies.length === 0 ? t('access.noProxy') : access.proxies.join(', ')],
            ]}
          />
          <p className="xs m3">{t(`access.modes.${access.openByOption ? 'open' : access.mode}.means`)}</p>
        </div>
      )}
      {opened && access ? <AccessDialog access={access} onClose={() => setOpened(false)} /> : null}
    </Card>
  );
}
