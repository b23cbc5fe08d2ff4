import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusView } from '../../../electron/contract/workstation';
import { useSiteClock } from '../../client/site-clock';
import { Card } from '../../components/card';
import { Icon } from '../../components/icon';
import { formatDuration, formatFull, formatMinute, formatNear } from '../../strings/format-time';

const shown = 8;

export function AwayCard({ spans }: { spans: StatusView['away'] }): ReactNode {
  const { t } = useTranslation('server');
  const { now, timeZone } = useSiteClock();
  const newest = spans.toSorted((a, b) => Date.parse(b.from) - Date.parse(a.from)).slice(0, shown);
  return (
    <Card title={t('away')}>
      {newest.length === 0 ? (
        <p className="card-text sm m2">
          <Icon name="check" size={14} className="c-ok" /> {t('awayNone')}
        </p>
      ) : (
        <ul className="away">
          {newest.map(({ from, to, cause }) => (
            <li key={from}>
              <Icon name="moon" size={14} className="m3" />
              <span title={formatFull(from, timeZone)}>
                {t('awayCause', {
                  from: formatNear(from, now, timeZone),
                  to: to === null ? t('awayOpen') : formatMinute(to, timeZone),
                })}
              </span>
              <span className="m3">{formatDuration((to === null ? now : Date.parse(to)) - Date.parse(from))}</span>
              <span className="m2 el">{t(`awayCauses.${cause}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="card-text xs m3">{t('awayText')}</p>
    </Card>
  );
}
