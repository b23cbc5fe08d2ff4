import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { ListHead } from '../../components/list-head';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { dayDistance, formatCount, formatFull, formatMinute, formatNear } from '../../strings/format-time';

/** Which parameter of which layer makes phones ask when they do. */
export function CheckSources(): ReactNode {
  const { t } = useTranslation(['schedules', 'timing']);
  const { now, timeZone } = useSiteClock();
  const answer = useCall('checks.sources', {});
  const { data } = answer;
  const dayWords = (at: string): string => {
    const days = dayDistance(at, now, timeZone);
    if (days === 0) return t('timing:night.today', { time: formatMinute(at, timeZone) });
    if (days === 1) return t('timing:night.tomorrow', { time: formatMinute(at, timeZone) });
    return formatNear(at, now, timeZone);
  };
  return (
    <section className="sources">
      <div className="list-head">
        <h2 className="t4">{t('schedules:sources.title')}</h2>
        {data ? (
          <span className="m3">
            {t('schedules:sources.predicted', { count: data.predicted })}
            {data.neverSeen > 0 ? `, ${t('schedules:sources.neverSeen', { count: data.neverSeen })}` : ''}
          </span>
        ) : null}
      </div>
      {answer.error && !data ? (
        <div className="list-note">
          <ProblemNote problem={answer.error.problem} />
        </div>
      ) : !data ? (
        <SkeletonRows rows={3} columns={[120, 160, 120, 60]} />
      ) : data.sources.length === 0 ? (
        <p className="list-note sm m2">{t('schedules:sources.none')}</p>
      ) : (
        <table className="list sources-list" aria-label={t('schedules:sources.label')}>
          <ListHead
            columns={[
              t('schedules:sources.when'),
              t('schedules:sources.parameter'),
              t('schedules:sources.layer'),
              t('schedules:sources.phones'),
              t('schedules:sources.next'),
            ]}
          />
          <tbody>
            {data.sources.map(({ words, parameter, layer, phones, nextAt }) => (
              <tr key={`${words} ${parameter} ${layer ?? ''}`}>
                <td className="b5">{words}</td>
                <td className="mono m3">{parameter}</td>
                <td className={layer === null ? 'm3' : 'm2'}>{layer ?? t('schedules:sources.leftOver')}</td>
                <td className="nw">
                  {t('schedules:sources.phoneCount', { count: phones, phones: formatCount(phones) })}
                </td>
                <td className="m2 nw">
                  {nextAt ? (
                    <time dateTime={nextAt} title={formatFull(nextAt, timeZone)}>
                      {dayWords(nextAt)}
                    </time>
                  ) : (
                    '—'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
