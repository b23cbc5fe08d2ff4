import { useTranslation } from 'react-i18next';
import { formatCount, formatMinute, formatWeekdayMinute } from '../../strings/format-time';
import { laptopAt, type LaptopSpan } from './laptop-spans';
import { minuteMs, type Timeline } from './timeline-scale';

/** A minute of the timeline as a sentence: `02:00, 74 phones, no server, this laptop slept`. */
export function useMinuteWords(
  timeline: Timeline,
  laptop: readonly LaptopSpan[],
  days: boolean,
): { time: (at: number) => string; words: (at: number) => string } {
  const { t } = useTranslation('schedules');
  const { timeZone } = timeline;
  const time = (at: number): string => (days ? formatWeekdayMinute(at, timeZone) : formatMinute(at, timeZone));
  return {
    time,
    words: (at) => {
      const minute = timeline.minutes.find((each) => Date.parse(each.at) === at);
      const checks = minute?.checks ?? 0;
      const resyncs = minute?.resyncs ?? 0;
      const span = laptopAt(laptop, at);
      const parts = [time(at)];
      if (checks > 0) parts.push(t('minute.phones', { count: checks, phones: formatCount(checks) }));
      if (resyncs > 0) parts.push(t('minute.resynced', { count: resyncs }));
      if (checks === 0 && resyncs === 0) parts.push(t('minute.none'));
      if (span?.state === 'away') parts.push(t('minute.noServer'), t(`cause.${span.cause ?? 'closed'}`));
      if (span?.state === 'expected-away') parts.push(t('minute.expectedAway'));
      for (const { name, at: when, state } of timeline.schedules) {
        const due = Date.parse(when);
        if (due >= at && due < at + minuteMs)
          parts.push(t('chart.scheduleLabel', { name, state: t(`runState.${state}`) }));
      }
      return parts.join(', ');
    },
  };
}
