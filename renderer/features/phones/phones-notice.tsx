import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import type { StatusView } from '../../../electron/contract/workstation';
import type { PhoneState } from '../../../electron/core/phones/phone-state';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { Note } from '../../components/note';
import { statusLooks } from '../../components/status-tag';
import { formatNear } from '../../strings/format-time';

/** One line at most, the gravest. Hidden by hand it stays away until there is something else to say. */
export function PhonesNotice({ phones, status }: { phones: readonly PhoneView[]; status: StatusView }): ReactNode {
  const { t } = useTranslation('phones');
  const { now, timeZone } = useSiteClock();
  const set = useWindowState((state) => state.set);
  const [hidden, setHidden] = useState<string | null>(null);
  const count = (state: PhoneState): number => phones.filter((phone) => phone.state === state).length;
  const http = status.listeners.find(({ protocol }) => protocol === 'http');

  if (http && http.state !== 'up' && phones.length > 0) {
    return (
      <Note tone="bad" role="alert" action={<Link href={routes.server}>{t('notice.openServer')}</Link>}>
        <b>{t('notice.notServing')}</b> {http.problem?.message ?? t('notice.notServingText')}
      </Note>
    );
  }
  const gravest = (['failed', 'missed', 'away'] as const).find((state) => count(state) > 0);
  if (!gravest) return null;
  const key = `${gravest} ${count(gravest)}`;
  if (hidden === key) return null;
  const span = status.away.at(-1);
  const from = span ? formatNear(span.from, now, timeZone) : '';
  const to = span?.to ? formatNear(span.to, now, timeZone) : '';
  return (
    <Note
      tone={gravest === 'failed' ? 'bad' : 'warn'}
      icon={statusLooks[gravest].icon}
      onClose={() => setHidden(key)}
      closeLabel={t('notice.dismiss')}
      action={
        <button type="button" className="link" onClick={() => set({ stateFilter: gravest, textFilter: '' })}>
          {t('notice.review', { count: count(gravest) })}
        </button>
      }
    >
      {gravest === 'away' ? (
        <>
          {span ? <b>{to ? t('notice.away', { from, to }) : t('notice.awayNoEnd', { from })} </b> : null}
          {t('notice.awayPhones', { count: count(gravest) })}
        </>
      ) : (
        t(`notice.${gravest}`, { count: count(gravest) })
      )}
    </Note>
  );
}
