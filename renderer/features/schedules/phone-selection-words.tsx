import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../electron/contract/schedules';

export function PhoneSelectionWords({ phones }: { phones: ScheduleView['phones'] }): ReactNode {
  const { t } = useTranslation('schedules');
  if ('all' in phones) return t('phones.all');
  if ('behind' in phones) return t('phones.behind');
  if ('group' in phones) return t('phones.group', { group: phones.group });
  return t('phones.macs', { count: phones.macs.length });
}
