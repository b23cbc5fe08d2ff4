import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import type { ListenerView, StatusView } from '../../../electron/contract/workstation';
import { ListenerTrouble } from '../../app/server-pill';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { Switch } from '../../components/switch';
import { formatCount } from '../../strings/format-time';
import { startOfDay } from '../activity/request-figures';
import { ListenerPort } from './listener-port';
import { SntpClock } from './sntp-clock';
import { StopServingDialog } from './stop-serving-dialog';
import { useListen } from './use-listen';

const looks = { up: ['ringCheck', 'c-ok'], down: ['failed', 'c-fail'], off: ['dashedRing', 'm3'] } as const;

/** Every way a phone may ask, each with its own switch and port. What is down says why, and what helps, in place. */
export function ListenersCard({ status }: { status: StatusView }): ReactNode {
  const { t } = useTranslation('server');
  const { now, timeZone } = useSiteClock();
  const since = startOfDay(now, timeZone);
  const today = useCall('requests.summary', { since, bucketSeconds: 86_400 }).data?.protocols;
  return (
    <Card title={t('listening')}>
      <table className="server-table" aria-label={t('listening')}>
        <ListHead
          columns={[
            t('column.service'),
            t('column.port'),
            t('column.state'),
            t('column.today'),
            { words: t('column.action'), as: 'unseen' },
          ]}
        />
        <tbody>
          {status.listeners.map((listener) => {
            const { protocol } = listener;
            const served = protocol === 'sip' ? null : (today?.[protocol] ?? null);
            return (
              <Fragment key={protocol}>
                <ListenerRow listener={listener} today={served === null ? '' : words(protocol, served)} />
                {protocol === 'sntp' && listener.state !== 'off' ? <SntpClock /> : null}
                {listener.problem ? (
                  <tr className="server-problem">
                    <td colSpan={5}>
                      {listener.problem.code === 'CERTIFICATE_MISSING' ? (
                        <NoCertificate listener={listener} />
                      ) : (
                        <ListenerTrouble listener={listener} address={status.address} />
                      )}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </Card>
  );

  function words(protocol: ListenerView['protocol'], count: number): string {
    return protocol === 'sntp'
      ? t('todayTimes', { count, times: formatCount(count) })
      : t('todayFiles', { count, files: formatCount(count) });
  }
}

function ListenerRow({ listener, today }: { listener: ListenerView; today: string }): ReactNode {
  const { t } = useTranslation('server');
  const { protocol, state, address } = listener;
  const [asking, setAsking] = useState(false);
  const { start, stop, busy, problem } = useListen();
  const service = t(`protocol.${protocol}`);
  const [icon, tone] = looks[state];
  const where = address === null || address === '0.0.0.0' || address === '::' ? t('everyAddress') : address;
  const toggle = (): void => {
    if (state === 'up') {
      if (protocol === 'http') setAsking(true);
      else stop(protocol);
    } else start(listener);
  };
  return (
    <>
      <tr>
        <td className="b5">{service}</td>
        <td>
          <ListenerPort listener={listener} />
        </td>
        <td>
          <span className={`row g6 ${state === 'off' ? 'm3' : ''}`}>
            <Icon name={icon} size={14} className={tone} />
            {state === 'up' ? t(`open.${protocol}`, { where }) : t(state)}
          </span>
        </td>
        <td className="m2">{today}</td>
        <td>
          <Switch on={state === 'up'} label={service} busy={busy} onClick={toggle} />
          {asking ? <StopServingDialog protocols={['http']} onClose={() => setAsking(false)} /> : null}
        </td>
      </tr>
      {problem ? (
        <tr className="server-problem">
          <td colSpan={5}>
            <ProblemNote problem={problem} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** HTTPS without a certificate: one press makes one and starts it. */
function NoCertificate({ listener }: { listener: ListenerView }): ReactNode {
  const { t } = useTranslation('server');
  const issue = useCallMutation('certificates.issue');
  const { start, busy, problem } = useListen();
  const shown = issue.error?.problem ?? problem ?? listener.problem;
  return (
    <div className="server-trouble">
      {shown ? <ProblemNote problem={shown} /> : null}
      <Button
        size="sm"
        look="pri"
        icon="certificate"
        busy={issue.isPending || busy}
        onClick={() => issue.mutate({}, { onSuccess: () => start(listener) })}
      >
        {t('issueAndStart')}
      </Button>
    </div>
  );
}
