import { useSiteClock } from '../../client/site-clock';
import { dayDistance, formatMinute, formatNear, formatWeekdayMinute } from '../../strings/format-time';

/** `Wed 07:00, Thu 07:00, Fri 07:00` */
export function useNextTimes(): (instants: readonly string[]) => string {
  const { now, timeZone } = useSiteClock();
  return (instants) =>
    instants
      .map((at) => {
        const days = dayDistance(at, now, timeZone);
        if (days === 0) return formatMinute(at, timeZone);
        return days <= 6
          ? formatWeekdayMinute(at, timeZone)
          : `${formatNear(at, now, timeZone)} ${formatMinute(at, timeZone)}`;
      })
      .join(', ');
}
