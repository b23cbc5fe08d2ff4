import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { CopyButton } from '../../components/copy-button';
import { HandOutDialog } from './hand-out-dialog';
import { QrCode } from './qr-code';

/** What leads a phone to this laptop. First contact needs no secret: tokens are handed out later. */
export function ToldCard({ address }: { address: string }): ReactNode {
  const { t } = useTranslation('server');
  const [opened, setOpened] = useState(false);
  const rows = [
    ['dhcp', address],
    ['bootstrap', `${address}{MODEL}.cfg`],
  ] as const;
  return (
    <Card
      title={t('told')}
      end={
        <Button size="sm" icon="send" onClick={() => setOpened(true)}>
          {t('tellHow')}
        </Button>
      }
    >
      <div className="told-body">
        <div className="grow">
          <dl className="told">
            {rows.map(([name, value]) => (
              <div key={name}>
                <dt className="m3">{t(name)}</dt>
                <dd className="row">
                  <span className="mono selectable el grow">{value}</span>
                  <CopyButton text={value} label={t(`${name}Of`)} />
                </dd>
              </div>
            ))}
          </dl>
          <p className="card-text xs m3">{t('toldHint')}</p>
        </div>
        <QrCode text={address} label={t('qr', { address })} />
      </div>
      {opened ? <HandOutDialog onClose={() => setOpened(false)} /> : null}
    </Card>
  );
}
