import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useCall } from '../client/use-call';
import { Icon } from '../components/icon';
import { Pill } from '../components/pill';
import { routes } from './routes';
import { ServerPill } from './server-pill';
import { useWindowState } from './window-state';

export function TopBar(): ReactNode {
  const { t } = useTranslation('app');
  const [, go] = useLocation();
  const set = useWindowState((state) => state.set);
  const status = useCall('status.show', {}).data;
  const outdated = useCall('phones.list', {}).data?.phones.filter((phone) => phone.toldOutdated).length ?? 0;
  return (
    <section className="bar" aria-label={t('bar.label')}>
      {status?.site.hasDraft ? (
        <Pill title={t('bar.review')} onClick={() => set({ publishOpen: true })}>
          <Icon name="changes" size={14} className="c-ac" />
          {t('bar.drafts')}
        </Pill>
      ) : null}
      <span className="grow" />
      {status && status.stranded > 0 ? (
        <Pill tone="warn" title={t('bar.strandedTitle')} onClick={() => go(routes.server)}>
          <Icon name="warning" size={14} />
          <span>
            <span className="hide-n">{t('bar.strandedStart')}</span>
            {t('bar.stranded', { count: status.stranded })}
          </span>
        </Pill>
      ) : outdated > 0 && status ? (
        <Pill
          tone="warn"
          title={t('bar.toldOutdatedTitle', { address: status.address })}
          onClick={() => {
            set({ stateFilter: null, groupFilter: null, textFilter: '', outdatedOnly: true });
            go(routes.phones);
          }}
        >
          <Icon name="warning" size={14} />
          <span>
            <span className="hide-n">{t('bar.toldOutdatedStart')}</span>
            {t('bar.toldOutdated', { count: outdated })}
          </span>
        </Pill>
      ) : null}
      <ServerPill />
    </section>
  );
}
