import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import type { StatusView } from '../../../electron/contract/workstation';
import type { PhoneState } from '../../../electron/core/phones/phone-state';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCall } from '../../client/use-call';
import { Note } from '../../components/note';
import { statusLooks } from '../../components/status-tag';
import { AbsenceNotice, isPressing } from '../timing/absence-notice';

/** One line at most, the gravest. Hidden by hand it stays away until there is something else to say. */
export function PhonesNotice({ phones, status }: { phones: readonly PhoneView[]; status: StatusView }): ReactNode {
  const { t } = useTranslation('phones');
  const set = useWindowState((state) => state.set);
  const [hidden, setHidden] = useState<string | null>(null);
  const count = (state: PhoneState): number => phones.filter((phone) => phone.state === state).length;
  const review = useCall('absence.review', {}).data;
  const http = status.listeners.find(({ protocol }) => protocol === 'http');

  if (http && http.state !== 'up' && phones.length > 0) {
    return (
      <Note tone="bad" role="alert" action={<Link href={routes.server}>{t('notice.openServer')}</Link>}>
        <b>{t('notice.notServing')}</b> {http.problem?.message ?? t('notice.notServingText')}
      </Note>
    );
  }
  const failed = count('failed');
  const hiddenNow = hidden === `failed ${failed}`;
  if (failed === 0 || hiddenNow || (review && isPressing(review)))
    return review ? <AbsenceNotice review={review} /> : null;
  return (
    <Note
      tone="bad"
      icon={statusLooks.failed.icon}
      onClose={() => setHidden(`failed ${failed}`)}
      closeLabel={t('notice.dismiss')}
      action={
        <button type="button" className="link" onClick={() => set({ stateFilter: 'failed', textFilter: '' })}>
          {t('notice.review', { count: failed })}
        </button>
      }
    >
      {t('notice.failed', { count: failed })}
    </Note>
  );
}
