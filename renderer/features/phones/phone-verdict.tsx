import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { statusLooks } from '../../components/status-tag';
import { dayDistance, formatMinute, formatNear } from '../../strings/format-time';
import { usePhoneActions } from './use-phone-actions';

export interface PhoneVerdictProps {
  phone: PhoneView;
  onResync: () => void;
  onEditConfig: () => void;
}

/** One sentence: what is the matter, what happens next, and the one press that helps. */
export function PhoneVerdict({ phone, onResync, onEditConfig }: PhoneVerdictProps): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const { now, timeZone } = useSiteClock();
  const set = useWindowState((state) => state.set);
  const actions = usePhoneActions();
  const { reason, state } = phone;
  const tone = statusLooks[state].tone;
  const run = {
    arm: () => actions.arm([phone.mac]),
    resync: onResync,
    publish: () => set({ publishOpen: true }),
    'edit-config': onEditConfig,
  };
  const armedTime = phone.armedUntil
    ? dayDistance(phone.armedUntil, now, timeZone) === 1
      ? `${t('phones:panel.tomorrow')} ${formatMinute(phone.armedUntil, timeZone)}`
      : formatNear(phone.armedUntil, now, timeZone)
    : null;
  return (
    <div className="verdict">
      <div className={`why ${tone}`}>
        {state === 'resyncing' ? (
          <b>{t('phones:panel.underWay')}</b>
        ) : reason ? (
          <>
            <b>{reason.message}</b> {reason.remedy}
          </>
        ) : (
          <>
            <b>{state === 'inSync' ? t('phones:panel.fine') : t(`app:status.${state}`)}</b>{' '}
            {t(phone.asksByItself ? 'phones:panel.fineText' : 'phones:panel.fineNever', { nextCheck: phone.nextCheck })}
          </>
        )}
        {state !== 'resyncing' && reason?.action && reason.action !== 'resync' ? (
          <div className="why-action">
            <Button size="sm" look="pri" onClick={run[reason.action]}>
              {t(`phones:panel.action.${reason.action}`)}
            </Button>
          </div>
        ) : null}
      </div>
      {armedTime ? (
        <p className="why-more">
          <Icon name="armed" size={14} className="c-ac" />
          {t('phones:panel.armedUntil', { time: armedTime })}
        </p>
      ) : null}
      {phone.hasDraft && reason?.action !== 'publish' ? (
        <p className="why-more">
          <Icon name="changes" size={14} className="c-ac" />
          <span>
            {t('phones:panel.draft')}{' '}
            <button type="button" className="link" onClick={run.publish}>
              {t('phones:panel.review')}
            </button>
          </span>
        </p>
      ) : null}
    </div>
  );
}
