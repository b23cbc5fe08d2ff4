import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import { startOfDay } from '../../client/local-days';
import { useWidth } from '../../client/use-width';
import { formatDate, formatMinute, formatSecond, formatWeekday } from '../../strings/format-time';

export type PhoneTimes = CallOutput<'phones.timeline'>;

interface Span {
  readonly from: number;
  readonly to: number;
}

const usualWidthPx = 280;
const heightPx = 54;
const lanes = { expected: 14, happened: 30, axis: 40 } as const;

/** Expected checks above, what happened below, over whether this laptop was there; a table says the same. */
export function PhoneTimesPicture(props: {
  times: PhoneTimes;
  span: Span;
  now: number;
  timeZone: string;
  days: boolean;
}): ReactNode {
  const { times, span, now, timeZone, days } = props;
  const { t } = useTranslation('timing');
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, usualWidthPx);
  const hatchId = useId();
  const place = (at: number): number =>
    Math.min(Math.max((at - span.from) / (span.to - span.from), 0), 1) * (width - 10) + 5;
  const ticks: number[] = [];
  for (let day = span.from; day < span.to; day = startOfDay(day, timeZone, 1)) {
    ticks.push(day);
    if (!days) for (const hours of [6, 12, 18]) ticks.push(day + hours * 3_600_000);
  }
  if (!days) ticks.push(span.to);
  return (
    <figure className="phone-times">
      <div ref={box} aria-hidden="true">
        <svg width={width} height={heightPx} focusable="false">
          <defs>
            <pattern id={hatchId} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" className="hatch-ground" />
              <path d="M0 0V6" className="hatch-line" />
            </pattern>
          </defs>
          {times.away.map(({ from, to }) => {
            const start = place(Date.parse(from));
            const end = place(to === null ? now : Date.parse(to));
            return end > start ? (
              <rect
                key={from}
                className="ground"
                fill={`url(#${hatchId})`}
                x={start}
                y={4}
                width={end - start}
                height={lanes.axis - 4}
              />
            ) : null;
          })}
          <path className="axis" d={`M5 ${lanes.axis + 0.5}H${width - 5}`} />
          {ticks.map((at, index) => (
            <g key={at}>
              <path className="axis" d={`M${place(at)} ${lanes.axis}v3`} />
              <text
                x={place(at)}
                y={heightPx - 1}
                textAnchor={days || index === 0 ? 'start' : at === span.to ? 'end' : 'middle'}
              >
                {days ? formatWeekday(at, timeZone).split(' ')[0] : formatMinute(at, timeZone)}
              </text>
            </g>
          ))}
          {times.expected.map(({ at, outcome }) => (
            <circle key={at} className={`expected ${outcome}`} cx={place(Date.parse(at))} cy={lanes.expected} r="4" />
          ))}
          {times.happened.map(({ at, what }) => (
            <circle key={`${at} ${what}`} className={what} cx={place(Date.parse(at))} cy={lanes.happened} r="4" />
          ))}
          {now >= span.from && now < span.to ? <path className="now" d={`M${place(now)} 2V${lanes.axis}`} /> : null}
        </svg>
      </div>
      <table className="unseen">
        <caption>{t('phone.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('phone.time')}</th>
            <th scope="col">{t('phone.expected')}</th>
            <th scope="col">{t('phone.happened')}</th>
          </tr>
        </thead>
        <tbody>
          {times.expected.map(({ at, trigger, outcome }) => (
            <tr key={`expected ${at}`}>
              <th scope="row">
                {days ? `${formatDate(at, timeZone)} ` : ''}
                {formatMinute(at, timeZone)}
              </th>
              <td>
                {t(`phone.trigger.${trigger}`)}
                {outcome === 'unreachable' ? `, ${t('phone.nobodyThere')}` : ''}
              </td>
              <td>—</td>
            </tr>
          ))}
          {times.happened.map(({ at, what, words }) => (
            <tr key={`happened ${at} ${what}`}>
              <th scope="row">
                {days ? `${formatDate(at, timeZone)} ` : ''}
                {formatSecond(at, timeZone)}
              </th>
              <td>—</td>
              <td>
                {t(`phone.kind.${what}`)}: {words}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
