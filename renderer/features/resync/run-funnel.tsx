import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import { Icon } from '../../components/icon';
import { formatCount, formatSeconds } from '../../strings/format-time';
import { medianMs } from './run-pace';
import type { FunnelStage, RunStep } from './run-steps';

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

export function RunFunnel(props: {
  stages: readonly FunnelStage[];
  total: number;
  phones: readonly ResyncPhoneView[];
}): ReactNode {
  const { stages, total, phones } = props;
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
            <div className="xs m2 el">{stageWords(step, here, phones, t)}</div>
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

/** Who stands here now, and how long the step usually took. */
function stageWords(step: RunStep, here: number, phones: readonly ResyncPhoneView[], t: TFunction<'resync'>): string {
  const from = step === 'answered' ? 'sent' : step === 'done' ? 'queued' : null;
  const files =
    step === 'fetched' ? phones.flatMap(({ steps }) => steps.filter((one) => one.step === 'fetched')).length : 0;
  const median = from === null ? null : medianMs(phones, from, step);
  const words = [
    ...(median === null ? [] : [t('median', { time: shortSpan(median) })]),
    ...(files > 0 ? [t('files', { count: files })] : []),
    ...(here > 0 && step !== 'done' ? [t(`under.${step}`, { count: here })] : []),
  ];
  return words.join(', ');
}

/** Answers come within milliseconds. */
function shortSpan(spanMs: number): string {
  return spanMs < 1000 ? `${Math.round(spanMs)} ms` : formatSeconds(spanMs);
}
