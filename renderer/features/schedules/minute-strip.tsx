import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidth } from '../../client/use-width';
import { IconButton } from '../../components/icon-button';
import { ListHead } from '../../components/list-head';
import { ScrollBox } from '../../components/scroll-box';
import type { StaggerPlanView } from '../../../electron/contract/stagger';

const heightPx = 30;
const usualWidthPx = 308;
const dayMinutes = 1440;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minute: number): string => {
  const within = ((minute % dayMinutes) + dayMinutes) % dayMinutes;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

/** Phones a minute over the chosen hours, as bars that can be told apart; a table says the same. */
export function MinuteStrip(props: {
  title: string;
  end: string;
  look: 'herd' | 'calm';
  caption: string;
  minutes: StaggerPlanView['minutesAfter'];
  between: StaggerPlanView['between'];
}): ReactNode {
  const { title, end, look, caption, minutes, between } = props;
  const { t } = useTranslation('stagger');
  const [asTable, setAsTable] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, usualWidthPx);
  const first = minuteOf(between.from);
  const length = (minuteOf(between.to) - first + dayMinutes) % dayMinutes || dayMinutes;
  const inside = minutes
    .map(({ minute, phones }) => ({ at: (minute - first + dayMinutes) % dayMinutes, phones }))
    .filter(({ at }) => at < length);
  // No more bars than can be told apart: several minutes share one, as high as the highest of them.
  const perBar = Math.max(1, Math.ceil((length * 3) / width));
  const bars = new Map<number, number>();
  for (const { at, phones } of inside) {
    const bar = Math.floor(at / perBar);
    bars.set(bar, Math.max(bars.get(bar) ?? 0, phones));
  }
  const step = (width / length) * perBar;
  const most = Math.max(...bars.values(), look === 'calm' ? 3 : 1);
  const table = (
    <table className="list">
      <caption className="unseen">{caption}</caption>
      <ListHead columns={[t('minute'), t('count')]} />
      <tbody>
        {minutes.map(({ minute, phones }) => (
          <tr key={minute}>
            <th scope="row">{timeOf(minute)}</th>
            <td>{phones}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <figure className="strip-figure">
      <figcaption className="row sm">
        <b className="b6">{title}</b>
        <span className={`end b5 ${look === 'herd' ? 'c-miss' : 'c-ok'}`}>{end}</span>
        <IconButton icon="table" small label={t('showTable')} on={asTable} onClick={() => setAsTable(!asTable)} />
      </figcaption>
      <div ref={box} className="strip-box" hidden={asTable} aria-hidden="true">
        <svg width={width} height={heightPx + 1} focusable="false">
          {[...bars].map(([bar, phones]) => {
            const height = Math.max(3, (phones / most) * heightPx);
            return (
              <rect
                key={bar}
                className={look}
                x={bar * step + 0.5}
                y={heightPx - height}
                width={Math.max(step - 1.2, 1.5)}
                height={height}
                rx="1"
              />
            );
          })}
          <path d={`M0 ${heightPx + 0.5}H${width}`} />
        </svg>
        <div className="strip-axis">
          <span>{between.from}</span>
          <span>{timeOf(first + Math.round(length / 2))}</span>
          <span>{between.to}</span>
        </div>
      </div>
      {asTable ? (
        <ScrollBox className="strip-table" label={caption}>
          {table}
        </ScrollBox>
      ) : (
        <div className="unseen">{table}</div>
      )}
    </figure>
  );
}
