import type { ReactNode } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { IconButton } from '../../components/icon-button';
import { Note, ProblemNote } from '../../components/note';
import { Panel } from '../../components/panel';
import { SkeletonRows } from '../../components/skeleton';
import { dayDistance, formatCount, formatFull, formatMinute, formatWeekdayMinute } from '../../strings/format-time';
import { macWithColons } from '../phones/mac-text';
import { minuteMs, type Span } from './timeline-scale';
import './side-panel.css';

/** A span that is still being drawn is not asked about at every minute it crosses. */
const restMs = 200;

/** The phones that ask in the span chosen on the timeline. */
export function WhoAsks({ span, onClose }: { span: Span; onClose: () => void }): ReactNode {
  const { t } = useTranslation('schedules');
  const { now, timeZone } = useSiteClock();
  const [asked] = useDebouncedValue(span, restMs);
  const answer = useCall(
    'checks.who',
    { from: new Date(asked.from).toISOString(), to: new Date(asked.to).toISOString() },
    { placeholderData: (shown) => shown, gcTime: 0 },
  );
  const stamp = (at: number): string =>
    dayDistance(at, now, timeZone) === 0 ? formatMinute(at, timeZone) : formatWeekdayMinute(at, timeZone);
  const words =
    span.to - span.from <= minuteMs ? stamp(span.from) : `${stamp(span.from)}–${formatMinute(span.to, timeZone)}`;
  const phones = answer.data?.phones;
  return (
    <Panel label={t('who.panel', { span: words })}>
      <div className="side-head">
        <div className="row">
          <h2 className="t3 grow el">
            {t('who.title')} <span className="b4">{words}</span>
          </h2>
          <IconButton icon="close" small label={t('who.close')} onClick={onClose} />
        </div>
        {phones ? (
          <output className="sm m2">
            {answer.data?.more
              ? t('who.more')
              : t('who.count', { count: phones.length, phones: formatCount(phones.length) })}
          </output>
        ) : null}
      </div>
      {answer.error && !phones ? (
        <div className="side-body">
          <ProblemNote problem={answer.error.problem} />
        </div>
      ) : !phones ? (
        <SkeletonRows rows={6} columns={[40, 120]} />
      ) : phones.length === 0 ? (
        <div className="side-body">
          <Note tone="quiet">
            {t('who.none')} {t('who.none2')}
          </Note>
        </div>
      ) : (
        // A list that scrolls can be reached by keys.
        <ul
          className="side-body who-list"
          aria-label={t('who.list')}
          tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
        >
          {phones.map(({ mac, name, extension, group, at, trigger, outcome }) => (
            <li key={`${mac} ${at}`}>
              <time dateTime={at} title={formatFull(at, timeZone)} className="m2">
                {formatMinute(at, timeZone)}
              </time>
              <span className="el" title={group ?? undefined}>
                <Link href={routes.phone(mac)}>{name || macWithColons(mac)}</Link>{' '}
                <span className="m3">{extension}</span>
              </span>
              <span className={outcome === 'unreachable' ? 'xs c-miss nw' : 'xs m3 nw'}>
                {outcome === 'unreachable' ? t('who.unreachable') : t(`who.trigger.${trigger}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
