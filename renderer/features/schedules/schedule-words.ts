import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../electron/contract/schedules';
import { isNamedAfterWork } from './schedule-form';

/** How a schedule is called: by its name, else in short by what it does. */
export function useScheduleName(): (schedule: ScheduleView) => string {
  const { t } = useTranslation('schedules');
  return (schedule) =>
    schedule.name === '' || isNamedAfterWork(schedule) ? t(`action.${schedule.work.do}`) : schedule.name;
}

/** What it is about, under its name: phones, or files. */
export function useScopeWords(): (work: ScheduleView['work']) => string {
  const { t } = useTranslation('schedules');
  return ({ do: action, phones, firmware }) => {
    if (action !== 'resync') return t(`scope.${action}`, { group: firmware?.group ?? '' });
    if (phones === null) return t('phones.all');
    if ('all' in phones) return t('phones.all');
    if ('behind' in phones) return t('phones.behind');
    if ('group' in phones) return t('phones.group', { group: phones.group });
    return t('phones.macs', { count: phones.macs.length });
  };
}

/** `At 09:00, Monday through Friday: resync phones that are behind` */
export function plainWords({ words, workWords }: Pick<ScheduleView, 'words' | 'workWords'>): string {
  return workWords === '' ? words : `${words}, ${workWords}`;
}
