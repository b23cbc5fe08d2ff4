import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { PageHead } from '../../components/page-head';
import { Tag } from '../../components/tag';
import { BlockedList } from './blocked-list';
import { FirstContacts } from './first-contacts';
import { noFilter, type LogFilter } from './log-filter';
import { RequestLog } from './request-log';
import { RunsList } from './runs-list';
import { SipPage } from '../sip/sip-page';
import '../../components/list-table.css';
import './activity.css';

const views = ['requests', 'runs', 'contacts', 'sip', 'blocked'] as const;
type View = (typeof views)[number];

/** `sip`: whose SIP messages to begin with, a MAC or an address, `''` for everybody's; without it the requests. */
export function ActivityPage({ sip }: { sip?: string }): ReactNode {
  const { t } = useTranslation('activity');
  const [view, setView] = useState<View>(sip === undefined ? 'requests' : 'sip');
  const [filter, setFilter] = useState<LogFilter>(noFilter);
  const blocked = useCall('status.show', {}).data?.blocked ?? 0;
  const show = (part: Partial<LogFilter>): void => {
    setFilter({ ...noFilter, ...part });
    setView('requests');
  };
  const tabs = (
    <fieldset className="seg" aria-label={t('view')}>
      {views.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={view === each}
          className={view === each ? 'on' : ''}
          onClick={() => setView(each)}
        >
          {t(each)}
          {each === 'blocked' && blocked > 0 ? <Tag tone="fail">{blocked}</Tag> : null}
        </button>
      ))}
    </fieldset>
  );
  if (view === 'requests')
    return <RequestLog tabs={tabs} filter={filter} onFilter={setFilter} onBlocked={() => setView('blocked')} />;
  if (view === 'sip') return <SipPage tabs={tabs} whom={sip ?? ''} />;
  return (
    <>
      <PageHead title={t('title')} beside={tabs} />
      {view === 'runs' ? (
        <RunsList />
      ) : view === 'contacts' ? (
        <FirstContacts onShow={show} />
      ) : (
        <BlockedList onShow={show} />
      )}
    </>
  );
}
