import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneEventView, PhoneView } from '../../../electron/contract/phones';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Icon, type IconName } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { Section } from '../../components/panel';
import { dayDistance, formatFull, formatMinute, formatNear, formatSecond } from '../../strings/format-time';

const looks: Record<PhoneEventView['kind'], readonly [IconName, string]> = {
  fetched: ['download', 'c-ok'],
  refused: ['blocked', 'c-fail'],
  notify: ['send', 'c-ok'],
  published: ['layers', 'm3'],
  armed: ['armed', 'c-ac'],
  token: ['key', 'm3'],
  added: ['plus', 'm3'],
  failed: ['failed', 'c-fail'],
};

/** What happened to a phone, newest first, with what is expected next on top. */
export function PhoneTimeline({ phone }: { phone: PhoneView }): ReactNode {
  const { t } = useTranslation('phones');
  const { now, timeZone } = useSiteClock();
  const [all, setAll] = useState(false);
  const answer = useCall('phones.events', { mac: phone.mac, limit: all ? 500 : 50 });
  const events = answer.data?.events.filter(({ at }) => all || dayDistance(at, now, timeZone) === 0) ?? [];
  return (
    <Section
      title={all ? t('panel.history') : t('panel.today')}
      end={
        <button type="button" className="link" onClick={() => setAll(!all)}>
          {all ? t('panel.onlyToday') : t('panel.allHistory')}
        </button>
      }
    >
      {answer.error && !answer.data ? <ProblemNote problem={answer.error.problem} /> : null}
      <ol className="tl">
        {phone.nextCheckAt && phone.state !== 'resyncing' ? <NextCheck phone={phone} at={phone.nextCheckAt} /> : null}
        {events.map(({ at, kind, text, detail }) => {
          const [icon, color] = looks[kind];
          const time =
            dayDistance(at, now, timeZone) === 0 ? formatSecond(at, timeZone) : formatNear(at, now, timeZone);
          return (
            <li className="ev" key={`${at} ${kind} ${text}`}>
              <time className="tm" dateTime={at} title={formatFull(at, timeZone)}>
                {time}
              </time>
              <span className={`dt ${color}`}>
                <Icon name={icon} />
              </span>
              <span className="ev-text">
                {text}
                {detail ? <span className="m3"> · {detail}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
      {answer.data && events.length === 0 ? (
        <p className="sm m3">{all ? t('panel.noEventsEver') : t('panel.noEvents')}</p>
      ) : null}
    </Section>
  );
}

function NextCheck({ phone, at }: { phone: PhoneView; at: string }): ReactNode {
  const { t } = useTranslation('phones');
  const { now, timeZone } = useSiteClock();
  const days = dayDistance(at, now, timeZone);
  const day = days === 0 ? t('panel.todayWord') : days === 1 ? t('panel.tomorrow') : null;
  return (
    <li className="ev fut">
      <time className="tm" dateTime={at} title={formatFull(at, timeZone)}>
        {days > 1 ? formatNear(at, now, timeZone) : formatMinute(at, timeZone)}
      </time>
      <span className="dt c-pend">
        <Icon name="clock" />
      </span>
      <span>
        <span className="b5">
          {t('panel.nextCheck')}
          {day ? `, ${day}` : ''}
        </span>
        <br />
        <span className="m3">{phone.nextCheck}</span>
      </span>
    </li>
  );
}
