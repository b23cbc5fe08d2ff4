import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import { Icon } from '../../components/icon';
import { formatSeconds } from '../../strings/format-time';
import { lostAt, runSteps, stepReached } from './run-steps';

/** Five dots with the seconds since the start; the line between two is green once both are reached. */
export function StepDots({ phone, startedAt }: { phone: ResyncPhoneView; startedAt: string }): ReactNode {
  const { t } = useTranslation('resync');
  const start = Date.parse(startedAt);
  const lost = lostAt(phone);
  const furthest = runSteps.findLastIndex((step) => stepReached(phone, step) !== null);
  const failedAt = phone.steps.find(({ step }) => step === 'failed')?.at;
  return (
    <span className="trk">
      {runSteps.map((step, index) => {
        const at = stepReached(phone, step);
        const failed = step === lost;
        const next = index === furthest + 1 && phone.step !== 'failed';
        const look = at !== null ? 'ok' : failed ? 'x' : next ? 'run' : '';
        const time =
          at !== null
            ? formatSeconds(Date.parse(at) - start)
            : failed && failedAt
              ? formatSeconds(Date.parse(failedAt) - start)
              : '';
        const said =
          at !== null
            ? t('reachedAfter', { step: t(`step.${step}`), time })
            : `${t(`step.${step}`)}: ${t('notReached')}`;
        return (
          <span key={step} className={at !== null ? 'f' : ''} title={said}>
            <i className={`d ${look}`}>{at !== null ? <Icon name="check" /> : failed ? <Icon name="close" /> : null}</i>
            <em>
              <span className="unseen">{said}</span>
              <span aria-hidden="true">{time}</span>
            </em>
          </span>
        );
      })}
    </span>
  );
}
