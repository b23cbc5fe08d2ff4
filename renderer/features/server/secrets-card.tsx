import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusView } from '../../../electron/contract/workstation';
import { UnlockDialog } from '../../app/unlock-dialog';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Icon } from '../../components/icon';
import { Note } from '../../components/note';

export function SecretsCard({ secrets }: { secrets: StatusView['secrets'] }): ReactNode {
  const { t } = useTranslation('server');
  const [opened, setOpened] = useState(false);
  const locked = secrets.how === 'locked';
  return (
    <Card title={t('secrets')}>
      <div className="card-body">
        <p className="row g6 sm">
          <Icon name={locked ? 'lock' : 'key'} size={14} className={locked ? 'c-fail' : 'c-ok'} />
          {t(`secretsHow.${secrets.how}`)}
        </p>
        {secrets.warning ? (
          <Note className="top" tone={locked ? 'bad' : 'warn'}>
            <b>{secrets.warning.message}</b> {secrets.warning.remedy}{' '}
            <code className="mono m3">{secrets.warning.code}</code>
          </Note>
        ) : null}
        <div className="row">
          <Button size="sm" look={locked ? 'pri' : 'plain'} onClick={() => setOpened(true)}>
            {locked ? t('unlock') : t('passphrase')}
          </Button>
          {locked ? null : <span className="xs m3">{t('passphraseText')}</span>}
        </div>
      </div>
      {opened ? <UnlockDialog locked={locked} onClose={() => setOpened(false)} /> : null}
    </Card>
  );
}
