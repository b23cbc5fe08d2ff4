import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteView } from '../../../electron/contract/workstation';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Facts } from '../../components/panel';
import { SeveritiesDialog } from '../configs/severities-dialog';
import { SiteFactsDialog } from '../configs/site-facts-dialog';

export function SiteCard({ site }: { site: SiteView }): ReactNode {
  const { t } = useTranslation(['server', 'files']);
  const [weighing, setWeighing] = useState(false);
  const [editing, setEditing] = useState(false);
  const orNone = (value: string): ReactNode => (value === '' ? <span className="m3">{t('noneSet')}</span> : value);
  const { server, port } = site.sip;
  return (
    <Card title={t('facts')}>
      <div className="card-body">
        <Facts
          rows={[
            [t('factsRows.name'), orNone(site.name)],
            [t('factsRows.timeZone'), site.timeZone],
            [t('factsRows.sip'), orNone(server === '' || port === null ? server : `${server}:${port}`)],
            [t('factsRows.ntp'), orNone(site.ntp)],
            [t('factsRows.checkTime'), orNone(site.checkTime)],
            [t('factsRows.revision'), site.revision === 0 ? t('noRevision') : `r${site.revision}`],
          ]}
        />
        <div className="row">
          <Button size="sm" icon="pencil" onClick={() => setEditing(true)}>
            {t('factsEdit')}
          </Button>
          <Button size="sm" look="gh" onClick={() => setWeighing(true)}>
            {t('files:severities.open')}
          </Button>
        </div>
      </div>
      {weighing ? <SeveritiesDialog onClose={() => setWeighing(false)} /> : null}
      {editing ? <SiteFactsDialog onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}
