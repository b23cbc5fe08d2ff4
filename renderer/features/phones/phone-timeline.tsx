import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneEventView, PhoneView } from '../../../electron/contract/phones';
import { localTime, startOfDay } from '../../client/local-days';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Icon, type IconName } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { Section } from '../../components/panel';
import {
  dayDistance,
  formatFull,
  formatMinute,
  formatNear,
  formatSecond,
  formatWeekdayMinute,
} from '../../strings/format-time';
import { PhoneTimesPicture, type PhoneTimes } from './phone-times';
import '../timing/timing.css';

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

const views = ['today', 'week', 'all'] as const;
type View = (typeof views)[number];

/** Further checks that are named; how many more there are is counted. */
const namedChecks = 2;

/** Today, or the week from Monday on, in the site's zone. */
function spanOf(view: View, now: number, zone: string): { from: number; to: number } {
  if (view !== 'week') return { from: startOfDay(now, zone), to: startOfDay(now, zone, 1) };
  const { year, month, day } = localTime(now, zone);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return { from: startOfDay(now, zone, -sinceMonday), to: startOfDay(now, zone, 7 - sinceMonday) };
}

/** What was and is expected of a phone, and what it did: today, this week, or all there is. */
export function PhoneTimeline({ phone }: { phone: PhoneView }): ReactNode {
  const { t } = useTranslation('timing');
  const { now, timeZone } = useSiteClock();
  const [view, setView] = useState<View>('today');
  const span = spanOf(view, now, timeZone);
  const events = useCall('phones.events', { mac: phone.mac, limit: view === 'today' ? 50 : 500 });
  const times = useCall(
    'phones.timeline',
    { mac: phone.mac, from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
    { enabled: view !== 'all' },
  );
  const inSpan = (at: string): boolean => Date.parse(at) >= span.from && Date.parse(at) < span.to;
  const shown = events.data?.events.filter(({ at }) => view === 'all' || inSpan(at)) ?? [];
  const problem = (events.data ? null : events.error?.problem) ?? (times.data ? null : times.error?.problem);
  return (
    <Section title={t('phone.title')}>
      <div className="phone-seg">
        <fieldset className="seg" aria-label={t('phone.view')}>
          {views.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              className={view === each ? 'on' : ''}
              onClick={() => setView(each)}
            >
              {t(`phone.${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {view !== 'all' && times.data ? (
        <PhoneTimesPicture times={times.data} span={span} now={now} timeZone={timeZone} days={view === 'week'} />
      ) : null}
      {problem ? <ProblemNote problem={problem} /> : null}
      <ol className="tl">
        {view !== 'all' && times.data ? <Coming times={times.data} phone={phone} now={now} /> : null}
        {phone.nextCheckAt && phone.state !== 'resyncing' ? <NextCheck phone={phone} at={phone.nextCheckAt} /> : null}
        <Past events={shown} times={view === 'all' ? undefined : times.data} />
      </ol>
      {events.data && shown.length === 0 ? (
        <p className="sm m3">
          {t(view === 'all' ? 'phone.noEventsEver' : view === 'week' ? 'phone.nothingWeek' : 'phone.noEvents')}
        </p>
      ) : null}
      {view !== 'all' && times.data && times.data.notes.length > 0 ? (
        <ul className="phone-notes" aria-label={t('phone.notes')}>
          {times.data.notes.map(({ code, message }) => (
            <li key={`${code} ${message}`}>{message}</li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

/** Newest first: what happened, and what should have. A check that was made stands there as the fetch it was. */
function Past({ events, times }: { events: readonly PhoneEventView[]; times: PhoneTimes | undefined }): ReactNode {
  const { t } = useTranslation('timing');
  const rows = events.map(({ at, kind, text, detail }) => ({ at, look: looks[kind], text, detail }));
  const now = times ? Date.parse(times.now) : 0;
  for (const { at, trigger, outcome } of times?.expected ?? [])
    if (outcome === 'unreachable' && Date.parse(at) <= now)
      rows.push({
        at,
        look: ['moonMark', 'c-miss'],
        text: t('phone.nobodyThere'),
        detail: t(`phone.trigger.${trigger}`),
      });
  for (const { at, what, words } of times?.happened ?? [])
    if (what === 'missed')
      rows.push({ at, look: ['clockMark', 'c-miss'], text: t('phone.kind.missed'), detail: words });
  return rows
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .map(({ at, look: [icon, color], text, detail }) => (
      <li className="ev" key={`${at} ${icon} ${text}`}>
        <Stamp at={at} />
        <span className={`dt ${color}`}>
          <Icon name={icon} />
        </span>
        <span className="ev-text">
          {text}
          {detail ? <span className="m3"> · {detail}</span> : null}
        </span>
      </li>
    ));
}

function Stamp({ at }: { at: string }): ReactNode {
  const { now, timeZone } = useSiteClock();
  return (
    <time className="tm" dateTime={at} title={formatFull(at, timeZone)}>
      {dayDistance(at, now, timeZone) === 0 ? formatSecond(at, timeZone) : formatNear(at, now, timeZone)}
    </time>
  );
}

/** Checks after the next one. */
function Coming({ times, phone, now }: { times: PhoneTimes; phone: PhoneView; now: number }): ReactNode {
  const { t } = useTranslation('timing');
  const { timeZone } = useSiteClock();
  const next = phone.nextCheckAt === null ? now : Date.parse(phone.nextCheckAt);
  const later = times.expected.filter(({ at }) => Date.parse(at) > Math.max(now, next));
  const more = later.length - namedChecks;
  return (
    <>
      {more > 0 ? (
        <li className="ev fut">
          <span className="tm" />
          <span className="dt" />
          <span className="m3">{t('phone.more', { count: more })}</span>
        </li>
      ) : null}
      {later
        .slice(0, namedChecks)
        .toReversed()
        .map(({ at, trigger }) => (
          <li className="ev fut" key={at}>
            <time className="tm" dateTime={at} title={formatFull(at, timeZone)}>
              {dayDistance(at, now, timeZone) === 0 ? formatMinute(at, timeZone) : formatWeekdayMinute(at, timeZone)}
            </time>
            <span className="dt c-pend">
              <Icon name="clock" />
            </span>
            <span>
              {t('phone.later')} <span className="m3">· {t(`phone.trigger.${trigger}`)}</span>
            </span>
          </li>
        ))}
    </>
  );
}

function NextCheck({ phone, at }: { phone: PhoneView; at: string }): ReactNode {
  const { t } = useTranslation('timing');
  const { now, timeZone } = useSiteClock();
  const days = dayDistance(at, now, timeZone);
  const day = days === 0 ? t('phone.today1') : days === 1 ? t('phone.tomorrow1') : null;
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
          {t('phone.nextCheck')}
          {day ? `, ${day}` : ''}
        </span>
        <br />
        <span className="m3">{phone.nextCheck}</span>
      </span>
    </li>
  );
}
