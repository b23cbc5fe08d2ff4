import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { StatusView } from '../../electron/contract/workstation';
import { useCall } from '../client/use-call';
import { useSiteClock } from '../client/site-clock';
import { useConnection, useConnectionState } from '../client/workstation-context';
import { Button } from '../components/button';
import { Icon } from '../components/icon';
import { IconButton } from '../components/icon-button';
import { useAfter } from '../components/skeleton';
import { formatMinute } from '../strings/format-time';
import { routes } from './routes';
import { UnlockDialog } from './unlock-dialog';

/** What holds for the whole window and stays until it is no longer true. Null when there is nothing to say. */
export function useBanners(): ReactNode[] {
  const connection = useConnectionState();
  const { data: status, error } = useCall('status.show', {});
  const banners: ReactNode[] = [];
  if (connection === 'disconnected') banners.push(<DisconnectedBanner key="disconnected" />);
  if (connection === 'refused') banners.push(<RefusedBanner key="refused" />);
  // While the secrets are locked every call but the unlocking is answered with this.
  const warning = status?.secrets.warning;
  const [hidden, hide] = useHidden(warning?.message ?? '', status?.data ?? '');
  if (error?.problem.code === 'SECRETS_LOCKED') banners.push(<SecretsBanner key="secrets" locked {...error.problem} />);
  else if (warning?.code === 'KEYCHAIN_MISSING') {
    if (!hidden) banners.push(<KeychainBanner key="secrets" message={warning.message} onHide={hide} />);
  } else if (warning)
    banners.push(<SecretsBanner key="secrets" locked={lockedBy(status, warning.code)} {...warning} />);
  if (status?.openLab) banners.push(<LabBanner key="lab" />);
  return banners;
}

function lockedBy(status: StatusView | undefined, code: string): boolean {
  return status?.secrets.how === 'locked' || code === 'SECRETS_LOCKED';
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

function SecretsBanner(props: { locked: boolean; code: string; message: string; remedy: string }): ReactNode {
  const { locked, code, message, remedy } = props;
  const { t } = useTranslation('app');
  const [opened, setOpened] = useState(false);
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

/** A standing doubt, not trouble: one quiet line, gone for this data folder once it was read. The Server page keeps it. */
function KeychainBanner({ message, onHide }: { message: string; onHide: () => void }): ReactNode {
  const { t } = useTranslation('app');
  return (
    <output className="banner calm">
      <Icon name="key" size={14} />
      <span className="el" title={message}>
        {message}
      </span>
      <Link href={routes.server}>{t('banner.details')}</Link>
      <IconButton icon="close" small className="end" label={t('banner.hide')} onClick={onHide} />
    </output>
  );
}

/** Whether a warning was read and hidden, remembered for each data folder; one with other words is another one. */
function useHidden(message: string, data: string): readonly [boolean, () => void] {
  const key = `cordboard.hidden ${data} ${message}`;
  const [hidden, setHidden] = useState<string | null>(null);
  return [
    hidden === key || localStorage.getItem(key) !== null,
    () => {
      localStorage.setItem(key, 'yes');
      setHidden(key);
    },
  ];
}
