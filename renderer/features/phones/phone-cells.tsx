// The cells of the Phones table. Each draws one fact of a phone as the visual specification writes it.
import { createContext, use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { useSiteClock } from '../../client/site-clock';
import { statusLooks, StatusTag } from '../../components/status-tag';
import { formatFull, formatNear, formatRelative } from '../../strings/format-time';
import { MacText } from './mac-text';

/** The site's newest revision; the table gives it to its cells. */
export const RevisionContext = createContext(0);

export interface PhoneCellProps {
  readonly data?: PhoneView;
}

export function StatusCell({ data }: PhoneCellProps): ReactNode {
  return data ? <StatusTag status={data.state} /> : null;
}

export function NameCell({ data }: PhoneCellProps): ReactNode {
  const { t } = useTranslation('phones');
  return data?.name ? <span className="nm">{data.name}</span> : <span className="m3">{t('grid.unnamed')}</span>;
}

export function MacCell({ data }: PhoneCellProps): ReactNode {
  return data ? <MacText mac={data.mac} /> : null;
}

/** `r41 → r42`: what it took, then what it would get. */
export function ConfigCell({ data }: PhoneCellProps): ReactNode {
  const current = use(RevisionContext);
  if (!data) return null;
  const { revision } = data;
  if (revision !== null && revision === current) return <span className="m2">{`r${revision}`}</span>;
  const tone = data.state === 'resyncing' || data.state === 'inSync' ? 'pend' : statusLooks[data.state].tone;
  return (
    <>
      {revision === null ? <span className="m3">—</span> : <span className={`c-${tone} b5`}>{`r${revision}`}</span>}
      {current > 0 ? <span className="m3">{` → r${current}`}</span> : null}
    </>
  );
}

export function LastFetchCell({ data }: PhoneCellProps): ReactNode {
  const { now, timeZone } = useSiteClock();
  if (!data?.lastFetchAt) return <span className="m3">—</span>;
  return (
    <span className="m2" title={formatFull(data.lastFetchAt, timeZone)}>
      {formatNear(data.lastFetchAt, now, timeZone)}
    </span>
  );
}

export function NextCheckCell({ data }: PhoneCellProps): ReactNode {
  const { t } = useTranslation('phones');
  const { now, timeZone } = useSiteClock();
  if (!data) return null;
  if (data.state === 'resyncing') return <span className="c-ac b5">{t('grid.now')}</span>;
  if (!data.nextCheckAt) {
    return (
      <span className="m3" title={data.nextCheck}>
        {!data.lastFetchAt ? '—' : data.asksByItself ? data.nextCheck : t('grid.notByItself')}
      </span>
    );
  }
  return (
    <span title={`${formatFull(data.nextCheckAt, timeZone)}\n${data.nextCheck}`}>
      {formatNear(data.nextCheckAt, now, timeZone)}{' '}
      <span className="m3">{formatRelative(data.nextCheckAt, now, 1)}</span>
    </span>
  );
}
