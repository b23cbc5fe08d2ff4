import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneState } from '../../electron/core/phones/phone-state';
import { Icon, type IconName } from './icon';

/** `waiting` is no state of a phone of ours, but has its own shape and colour. */
export type StatusName = PhoneState | 'waiting';
export type StatusTone = 'ok' | 'pend' | 'miss' | 'fail' | 'none' | 'wait' | 'run';

export const statusLooks: Record<StatusName, { icon: IconName; tone: StatusTone }> = {
  inSync: { icon: 'inSync', tone: 'ok' },
  pending: { icon: 'clock', tone: 'pend' },
  away: { icon: 'moonMark', tone: 'miss' },
  missed: { icon: 'clockMark', tone: 'miss' },
  failed: { icon: 'failed', tone: 'fail' },
  neverSeen: { icon: 'dashedRing', tone: 'none' },
  resyncing: { icon: 'arc', tone: 'run' },
  waiting: { icon: 'door', tone: 'wait' },
};

/** Icon and word, always both; `pill` puts them on their soft ground. */
export function StatusTag({
  status,
  pill = false,
  children,
}: {
  status: StatusName;
  pill?: boolean;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('app');
  const { icon, tone } = statusLooks[status];
  return (
    <span className={`st ${tone}${pill ? ' stp' : ''}`}>
      <Icon name={icon} size={14} spin={status === 'resyncing'} />
      <span>{children ?? t(`status.${status}`)}</span>
    </span>
  );
}
