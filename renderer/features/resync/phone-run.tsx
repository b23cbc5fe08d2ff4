import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSecondClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Icon } from '../../components/icon';
import { Section } from '../../components/panel';
import { formatSeconds } from '../../strings/format-time';
import { lostAt, runSteps, stepReached } from './run-steps';
import { useRun } from './use-run';
import './resync.css';

/** The steps of the run that touches a phone now, or of the one this window started for it last. */
export function PhoneRun({ phone }: { phone: PhoneView }): ReactNode {
  const { t } = useTranslation('phones');
  const started = useWindowState((state) => state.runOf[phone.mac]);
  const resyncing = phone.state === 'resyncing';
  const runs = useCall('resync.list', { limit: 10 }, { enabled: resyncing && started === undefined }).data?.runs;
  const id = started ?? (resyncing ? runs?.find(({ endedAt }) => endedAt === null)?.id : undefined) ?? null;
  const data = useRun(id).data;
  const touched = data?.phones.find(({ mac }) => mac === phone.mac);
  const words = useTranslation('resync').t;
  const over = !touched || touched.step === 'done' || touched.step === 'failed';
  useSecondClock(!over);
  if (!data || !touched || id === null) return null;

  const start = Date.parse(data.run.startedAt);
  const lost = lostAt(touched);
  const furthest = runSteps.findLastIndex((step) => stepReached(touched, step) !== null);
  return (
    <Section title={t('panel.runTitle')} end={<Link href={routes.resync(id)}>{t('panel.openRun')}</Link>}>
      <ol className="phone-run" aria-live="polite">
        {runSteps.map((step, index) => {
          const at = stepReached(touched, step);
          const report = touched.steps.find((each) => each.step === step);
          const failed = step === lost;
          const next = index === furthest + 1 && !over;
          const look = at !== null ? 'ok' : failed ? 'x' : next ? 'run' : '';
          return (
            <li
              key={step}
              className={at === null && !failed && !next ? 'm3' : ''}
              aria-current={next ? 'step' : undefined}
            >
              <i className={`d ${look}`}>
                {at !== null ? <Icon name="check" /> : failed ? <Icon name="close" /> : null}
              </i>
              <span className="el">
                <span className="b5">{words(`step.${step}`)}</span>
                {report?.detail ? <span className="m3"> · {report.detail}</span> : null}
              </span>
              <span className="end m3">{at !== null ? formatSeconds(Date.parse(at) - start) : ''}</span>
            </li>
          );
        })}
      </ol>
      {touched.step === 'failed' ? (
        <p className="rs c-fail">
          {touched.problem?.message ?? touched.steps.at(-1)?.detail} {touched.problem?.remedy}
        </p>
      ) : null}
    </Section>
  );
}
