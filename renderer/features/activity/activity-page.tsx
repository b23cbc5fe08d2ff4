import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/page-head';
import { RequestLog } from './request-log';
import { RunsList } from './runs-list';
import '../../components/list-table.css';
import './activity.css';

type View = 'requests' | 'runs';

export function ActivityPage(): ReactNode {
  const { t } = useTranslation('activity');
  const [view, setView] = useState<View>('requests');
  const tab = (each: View): ReactNode => (
    <button
      type="button"
      aria-pressed={view === each}
      className={view === each ? 'on' : ''}
      onClick={() => setView(each)}
    >
      {t(each)}
    </button>
  );
  const tabs = (
    <fieldset className="seg" aria-label={t('view')}>
      {tab('requests')}
      {tab('runs')}
    </fieldset>
  );
  if (view === 'requests') return <RequestLog tabs={tabs} />;
  return (
    <>
      <PageHead title={t('title')}>{tabs}</PageHead>
      <RunsList />
    </>
  );
}
