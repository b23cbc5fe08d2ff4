import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../client/use-call';
import { useSiteClock } from '../client/site-clock';
import { useConnection, useConnectionState } from '../client/workstation-context';
import { Button } from '../components/button';
import { Icon } from '../components/icon';
import { useAfter } from '../components/skeleton';
import { formatMinute } from '../strings/format-time';
import { UnlockDialog } from './unlock-dialog';

/** What holds for the whole window and stays until it is no longer true. Null when there is nothing to say. */
export function useBanners(): ReactNode[] {
  const connection = useConnectionState();
  const status = useCall('status.show', {}).data;
  const banners: ReactNode[] = [];
  if (connection === 'disconnected') banners.push(<DisconnectedBanner key="disconnected" />);
  if (connection === 'refused') banners.push(<RefusedBanner key="refused" />);
  if (status?.secrets.warning)
    banners.push(<SecretsBanner key="secrets" how={status.secrets.how} {...status.secrets.warning} />);
  if (status?.openLab) banners.push(<LabBanner key="lab" />);
  return banners;
}

function DisconnectedBanner(): ReactNode {
  const { t } = useTranslation('app');
  const connection = useConnection();
  const { timeZone } = useSiteClock();
  const heardAt = connection.lastHeardAt();
  // A blink of the connection is not worth a word.
  if (!useAfter(400)) return null;
  return (
    <div className="banner bad" role="alert">
      <Icon name="failed" />
      <b>{t('banner.disconnected')}</b>
      {heardAt === null ? null : <span>{t('banner.asOf', { time: formatMinute(heardAt, timeZone) })}</span>}
    </div>
  );
}

function RefusedBanner(): ReactNode {
  const { t } = useTranslation('app');
  return (
    <div className="banner bad" role="alert">
      <Icon name="lock" />
      <b>{t('banner.refused')}</b> {t('banner.refusedHelp')}
    </div>
  );
}

function LabBanner(): ReactNode {
  const { t } = useTranslation('app');
  return (
    <output className="banner lab">
      <Icon name="flask" />
      {t('banner.lab')}
    </output>
  );
}

function SecretsBanner(props: { how: string; code: string; message: string; remedy: string }): ReactNode {
  const { how, code, message, remedy } = props;
  const { t } = useTranslation('app');
  const [opened, setOpened] = useState(false);
  const locked = how === 'locked' || code === 'SECRETS_LOCKED';
  return (
    <output className={locked ? 'banner bad' : 'banner'}>
      <Icon name={locked ? 'lock' : 'key'} />
      <span className="grow">
        <b>{message}</b> {remedy} <code className="mono m3">{code}</code>
      </span>
      <Button size="sm" onClick={() => setOpened(true)}>
        {locked ? t('banner.unlock') : t('banner.setPassphrase')}
      </Button>
      {opened ? <UnlockDialog locked={locked} onClose={() => setOpened(false)} /> : null}
    </output>
  );
}
