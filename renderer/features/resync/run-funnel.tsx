import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon';
import { formatCount } from '../../strings/format-time';
import type { FunnelStage } from './run-steps';

const width = 1000;
const height = 78;

/** The band through the five stages: as high as the share of phones that came so far, never thinner than its words. */
function bandPath(stages: readonly FunnelStage[], total: number): string {
  const stage = width / stages.length;
  const half = (reached: number): number => (height / 2) * (0.42 + 0.56 * (total === 0 ? 0 : reached / total));
  const edge = (sign: 1 | -1): string[] =>
    stages.map(({ reached }, index) => {
      const y = height / 2 - sign * half(reached);
      const left = index * stage;
      return index === 0
        ? `${left} ${y} L${left + stage - 34} ${y}`
        : `C${left - 8} ${height / 2 - sign * half(stages[index - 1]?.reached ?? reached)} ${left - 16} ${y} ${left + 4} ${y} L${left + stage - 34} ${y}`;
    });
  const last = half(stages.at(-1)?.reached ?? 0);
  const top = `M${edge(1).join(' ')} L${width} ${height / 2 - last}`;
  const bottom = stages
    .map(({ reached }, index) => ({ y: height / 2 + half(reached), left: index * stage, index }))
    .reverse()
    .map(({ y, left, index }) => {
      const before = stages[index - 1];
      const end = before
        ? `L${left + 4} ${y} C${left - 16} ${y} ${left - 8} ${height / 2 + half(before.reached)} ${left - 34} ${height / 2 + half(before.reached)}`
        : `L${left} ${y}`;
      return index === stages.length - 1 ? `L${width} ${y} ${end}` : end;
    })
    .join(' ');
  return `${top} ${bottom} Z`;
}

export function RunFunnel({ stages, total }: { stages: readonly FunnelStage[]; total: number }): ReactNode {
  const { t } = useTranslation('resync');
  return (
    <div className="fn-frame">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={bandPath(stages, total)} fill="var(--ac-soft)" />
        <g stroke="var(--bg)" strokeWidth="2">
          {stages.slice(1).map(({ step }, index) => (
            <path
              key={step}
              d={`M${((index + 1) * width) / stages.length} 0V${height}`}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </g>
      </svg>
      <ul className="fn" aria-label={t('funnel')}>
        {stages.map(({ step, reached, here, lost }) => (
          <li key={step}>
            <div className="row g8 fn-count">
              <span className="n">{formatCount(reached)}</span>
              <span className="b5 el">{t(`step.${step}`)}</span>
            </div>
            {here > 0 && step !== 'done' ? <div className="xs m2 el">{t(`under.${step}`, { count: here })}</div> : null}
            {lost > 0 && step !== 'queued' ? (
              <div className="xs c-fail b5 row g4">
                <Icon name="failed" size={12} />
                <span className="el">{t(`lost.${step}`, { count: lost })}</span>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
