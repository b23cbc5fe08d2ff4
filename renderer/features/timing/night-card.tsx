import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeepAwakeView } from '../../../electron/contract/timing';
import { useWindowState } from '../../app/window-state';
import { localTime } from '../../client/local-days';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Icon } from '../../components/icon';
import { dayDistance, formatCount, formatMinute, formatNear } from '../../strings/format-time';
import './timing.css';

/** The next time many phones ask, and whether this laptop will be awake for it. Nothing while nothing is known. */
export function NightCard(): ReactNode {
  const { t } = useTranslation('timing');
  const keepAwake = useCall('timing.settings', {}).data?.keepAwake;
  const set = useWindowState((window) => window.set);
  if (!keepAwake || (keepAwake.from === null && !keepAwake.holding)) return null;
  return (
    <section className="tonight" aria-label={t('night.label')}>
      <div className="row g6">
        <Icon name="moon" size={14} className="c-pend" />
        <h2 className="sm b6 el">
          <Title keepAwake={keepAwake} />
        </h2>
      </div>
      <p className="xs m2">
        {keepAwake.phones > 0
          ? `${t('night.phones', { count: keepAwake.phones, phones: formatCount(keepAwake.phones) })} `
          : ''}
        {keepAwake.words}
        {keepAwake.onMains === false && keepAwake.enabled ? ` ${t('night.battery')}` : ''}
      </p>
      <button type="button" className="link xs" onClick={() => set({ timingOpen: true })}>
        {t('night.settings')}
      </button>
    </section>
  );
}

function Title({ keepAwake: { from, holding } }: { keepAwake: KeepAwakeView }): ReactNode {
  const { t } = useTranslation('timing');
  const { now, timeZone } = useSiteClock();
  if (holding || from === null) return t('night.holding');
  const days = dayDistance(from, now, timeZone);
  const { hour } = localTime(Date.parse(from), timeZone);
  const time = formatMinute(from, timeZone);
  // The small hours of tomorrow are still tonight.
  if ((days === 0 && hour >= 18) || (days === 1 && hour < 6)) return t('night.tonight', { time });
  if (days === 0) return t('night.today', { time });
  return days === 1 ? t('night.tomorrow', { time }) : formatNear(from, now, timeZone);
}
