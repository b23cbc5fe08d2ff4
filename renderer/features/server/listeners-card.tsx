import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListenerView, StatusView } from '../../../electron/contract/workstation';
import { ListenerTrouble } from '../../app/server-pill';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';

const looks = { up: ['inSync', 'c-ok'], down: ['failed', 'c-fail'], off: ['dashedRing', 'm3'] } as const;
const usualPort = { http: 8088, tftp: 69, sntp: 123, sip: 5060 } as const;

export function ListenersCard({ status }: { status: StatusView }): ReactNode {
  const { t } = useTranslation('server');
  return (
    <Card title={t('listening')}>
      <table className="server-table" aria-label={t('listening')}>
        <thead>
          <tr>
            <th scope="col">{t('column.service')}</th>
            <th scope="col">{t('column.port')}</th>
            <th scope="col">{t('column.state')}</th>
            <th scope="col">
              <span className="unseen">{t('column.action')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {status.listeners.map((listener) => (
            <Fragment key={listener.protocol}>
              <ListenerRow listener={listener} />
              {listener.problem ? (
                <tr className="server-problem">
                  <td colSpan={4}>
                    <ListenerTrouble listener={listener} address={status.address} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function ListenerRow({ listener }: { listener: ListenerView }): ReactNode {
  const { t } = useTranslation('server');
  const { protocol, state, address, port } = listener;
  const [icon, tone] = looks[state];
  const words = (): string => {
    if (state !== 'up') return t(state);
    return address === null || address === '0.0.0.0' || address === '::' ? t('openAll') : t('open', { address });
  };
  return (
    <tr>
      <td className="b5">{t(`protocol.${protocol}`)}</td>
      <td className="mono m2">{port === null ? '' : `${port}/${t(`transport.${protocol}`)}`}</td>
      <td>
        <span className={`row g6 ${state === 'off' ? 'm3' : ''}`}>
          <Icon name={icon} size={14} className={tone} />
          {words()}
        </span>
      </td>
      <td>{protocol !== 'https' ? <Switch protocol={protocol} listener={listener} /> : null}</td>
    </tr>
  );
}

/** Only what the workstation can start and stop has a button; what is down has its own ways out below. */
function Switch({
  protocol,
  listener,
}: {
  protocol: Exclude<ListenerView['protocol'], 'https'>;
  listener: ListenerView;
}): ReactNode {
  const { t } = useTranslation('server');
  const listen = useCallMutation('server.listen');
  const stop = useCallMutation('server.stop');
  const [asking, setAsking] = useState(false);
  const service = t(`protocol.${protocol}`);
  const problem = (listen.error ?? stop.error)?.problem;
  const end = (): void => stop.mutate({ protocol }, { onSuccess: () => setAsking(false) });
  if (listener.state === 'down') return null;
  return (
    <>
      {listener.state === 'up' ? (
        <Button
          size="sm"
          busy={stop.isPending}
          aria-label={t('stopOf', { service })}
          onClick={() => (protocol === 'http' ? setAsking(true) : end())}
        >
          {t('stop')}
        </Button>
      ) : (
        <Button
          size="sm"
          look="pri"
          busy={listen.isPending}
          aria-label={t('startOf', { service })}
          onClick={() => listen.mutate({ protocol, port: listener.port ?? usualPort[protocol] })}
        >
          {t('start')}
        </Button>
      )}
      {asking ? (
        <Dialog
          opened
          onClose={() => setAsking(false)}
          title={t('askStop.title')}
          text={t('askStop.text')}
          footer={
            <>
              <Button onClick={() => setAsking(false)} data-autofocus>
                {t('askStop.keep')}
              </Button>
              <Button look="dan" busy={stop.isPending} onClick={end}>
                {t('askStop.confirm')}
              </Button>
            </>
          }
        />
      ) : null}
      {problem ? <ProblemNote problem={problem} /> : null}
    </>
  );
}
