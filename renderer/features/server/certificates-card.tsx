import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateView } from '../../../electron/contract/certificates';
import { useWindowState } from '../../app/window-state';
import { saveText } from '../../client/save-text';
import { useSiteClock } from '../../client/site-clock';
import { ask, useCall, useCallMutation } from '../../client/use-call';
import { useConnection } from '../../client/workstation-context';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { CopyButton } from '../../components/copy-button';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { Menu } from '../../components/menu';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { Tag, type TagTone } from '../../components/tag';
import { formatDay } from '../../strings/format-time';
import { HandshakeFailures } from './handshake-failures';
import { ImportCertificateDialog } from './import-certificate-dialog';
import { ToldProtocol } from './told-protocol';

/** What HTTPS shows to phones, how long it is good for, and who could not use it. */
export function CertificatesCard(): ReactNode {
  const { t } = useTranslation('certificates');
  const connection = useConnection();
  const toast = useWindowState((window) => window.toast);
  const list = useCall('certificates.list', {});
  const issue = useCallMutation('certificates.issue');
  const forget = useCallMutation('certificates.forget');
  const [importing, setImporting] = useState(false);
  const certificates = list.data?.certificates ?? [];
  const root = certificates.some(({ role }) => role === 'root');
  const imported = certificates.some(({ role }) => role === 'imported');
  const renew = (key?: 'rsa-2048' | 'ecdsa-p256'): void =>
    issue.mutate(key ? { key } : {}, { onSuccess: () => toast({ tone: 'ok', title: t('issued') }) });
  const saveRoot = (): void =>
    void ask(connection, 'certificates.root', {}).then(
      ({ pem }) => saveText('cordboard-root.pem', pem, 'application/x-pem-file'),
      (error: unknown) => toast({ tone: 'bad', title: error instanceof Error ? error.message : t('noRoot') }),
    );
  const problem = (issue.error ?? forget.error)?.problem;
  const more = (
    <Menu
      width={280}
      items={[
        { label: t('renewRsa'), icon: 'certificate', run: () => renew('rsa-2048') },
        { label: t('renewEcdsa'), icon: 'certificate', run: () => renew('ecdsa-p256') },
        null,
        { label: t('import'), icon: 'upload', run: () => setImporting(true) },
        ...(imported ? [{ label: t('forget'), icon: 'trash' as const, run: () => forget.mutate({}) }] : []),
        ...(root ? [{ label: t('saveRoot'), icon: 'download' as const, run: saveRoot }] : []),
      ]}
    >
      <button type="button" className="ib sm" aria-label={t('more')} title={t('more')}>
        <Icon name="more" size={14} />
      </button>
    </Menu>
  );
  return (
    <Card
      title={t('title')}
      end={
        list.data ? (
          <>
            <Button size="sm" busy={issue.isPending} onClick={() => renew()}>
              {certificates.length === 0 ? t('issue') : t('renew')}
            </Button>
            {more}
          </>
        ) : null
      }
    >
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonRows rows={2} columns={[160, 100, 60]} />
      ) : (
        <>
          {certificates.length === 0 ? (
            <p className="card-text sm m2">{t('none')}</p>
          ) : (
            <ul className="lines" aria-label={t('title')}>
              {certificates.map((each) => (
                <Certificate key={each.fingerprint} certificate={each} />
              ))}
            </ul>
          )}
          {root ? <p className="card-text xs m3">{t('rootPath', { path: list.data.rootPath })}</p> : null}
          {problem ? <ProblemNote problem={problem} /> : null}
          <ToldProtocol told={list.data.told} />
          <HandshakeFailures failures={list.data.failures} />
        </>
      )}
      {importing ? <ImportCertificateDialog onClose={() => setImporting(false)} /> : null}
    </Card>
  );
}

const tones: Record<CertificateView['state'], TagTone> = {
  fine: 'ok',
  expiring: 'miss',
  expired: 'fail',
  'name-missing': 'miss',
};

function Certificate({ certificate }: { certificate: CertificateView }): ReactNode {
  const { t } = useTranslation('certificates');
  const { timeZone } = useSiteClock();
  const { role, inUse, subject, names, key, notAfter, daysLeft, fingerprint, state } = certificate;
  const [start, end] = [fingerprint.slice(0, 11), fingerprint.slice(-5)];
  return (
    <li className="line certificate-line">
      <Icon name={role === 'imported' ? 'key' : 'certificate'} className={state === 'fine' ? 'c-ok' : 'c-miss'} />
      <span className="col">
        <b className="b5 el" title={names.join(', ')}>
          {role === 'root' || names.length === 0 ? subject.replace(/^CN=/, '') : names.join(', ')}
        </b>
        <span className="row g4 xs m3">
          <span className="el" title={`${key} · SHA-256 ${fingerprint}`}>
            {t(`role.${role}`)}
            {role !== 'root' && !inUse ? `, ${t('unused')}` : ''} · <span className="mono">{`${start}…${end}`}</span>
          </span>
          <CopyButton text={fingerprint} label={t('copyFingerprint', { subject })} />
        </span>
      </span>
      <span className="m2 nw">{t('until', { day: formatDay(notAfter, timeZone) })}</span>
      <Tag tone={tones[state]}>
        <Icon name={state === 'fine' ? 'check' : state === 'expired' ? 'close' : 'clock'} size={12} />
        {state === 'expiring' ? t('days', { count: daysLeft }) : t(`state.${state}`)}
      </Tag>
    </li>
  );
}
