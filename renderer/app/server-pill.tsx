import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ListenerView, StatusView } from '../../electron/contract/workstation';
import { useCall, useCallMutation } from '../client/use-call';
import { useConnectionState } from '../client/workstation-context';
import { Button } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { Icon } from '../components/icon';
import { ProblemNote } from '../components/note';
import { Lamp, Pill, type LampTone } from '../components/pill';
import { Popover } from '../components/popover';
import { OnlyHereNote } from './only-here-note';
import { routes } from './routes';
import { useWindowState } from './window-state';

type Serving = 'serving' | 'partly' | 'stopped' | 'notServing' | 'unknown';

function servingOf(status: StatusView | undefined): Serving {
  const http = status?.listeners.find(({ protocol }) => protocol === 'http');
  if (!status || !http) return 'unknown';
  if (http.state === 'down') return 'notServing';
  if (http.state === 'off') return 'stopped';
  return status.listeners.some(({ state }) => state === 'down') ? 'partly' : 'serving';
}

const lamps: Record<Serving, LampTone> = {
  serving: 'ok',
  partly: 'warn',
  stopped: 'off',
  notServing: 'fail',
  unknown: 'off',
};

/** Whether phones get files from this laptop, seen from every page. */
export function ServerPill(): ReactNode {
  const { t } = useTranslation('app');
  const [opened, setOpened] = useState(false);
  const status = useCall('status.show', {}).data;
  const reachable = useConnectionState() === 'connected';
  const serving = reachable ? servingOf(status) : 'unknown';
  const http = status?.listeners.find(({ protocol }) => protocol === 'http');
  const up = serving === 'serving' || serving === 'partly';
  const tone = serving === 'notServing' ? 'bad' : serving === 'partly' ? 'warn' : 'plain';
  return (
    <Popover
      opened={opened && status !== undefined}
      onChange={setOpened}
      label={t('serving.title')}
      target={
        <Pill tone={tone} aria-expanded={opened} disabled={!status || !reachable} onClick={() => setOpened(!opened)}>
          <Lamp tone={lamps[serving]} />
          <span className={up ? 'hide-n' : ''}>{t(`serving.${serving}`)}</span>
          {up && http ? <span className="mono">{`${http.address ?? ''}:${http.port ?? ''}`}</span> : null}
          <Icon name="chevronDown" size={12} />
        </Pill>
      }
    >
      {status ? <ServerPopover status={status} serving={serving} onClose={() => setOpened(false)} /> : null}
    </Popover>
  );
}

function ServerPopover(props: { status: StatusView; serving: Serving; onClose: () => void }): ReactNode {
  const { status, serving, onClose } = props;
  const { t } = useTranslation('app');
  const stop = useCallMutation('server.stop');
  const listen = useCallMutation('server.listen');
  const toast = useWindowState((state) => state.toast);
  const http = status.listeners.find(({ protocol }) => protocol === 'http');
  const port = http?.port ?? 8088;
  const troubled = status.listeners.filter(({ problem }) => problem !== null);

  return (
    <>
      <div className="server-head">
        <div className="row g6">
          <Lamp tone={lamps[serving]} />
          <b>{t(`serving.${serving}`)}</b>
          <span className="end m3">{t('serving.told')}</span>
        </div>
        <div className="copy-line">
          <span className="mono grow el selectable">{status.address}</span>
          <CopyButton text={status.address} label={t('serving.copyAddress')} />
        </div>
        <OnlyHereNote status={status} />
      </div>
      {status.listeners.map((listener) => (
        <ListenerRow key={listener.protocol} listener={listener} />
      ))}
      {troubled.map((listener) =>
        listener.problem ? (
          <ListenerTrouble key={listener.protocol} listener={listener} address={status.address} />
        ) : null,
      )}
      {listen.error && troubled.length === 0 ? (
        <div className="server-trouble">
          <ProblemNote problem={listen.error.problem} />
        </div>
      ) : null}
      <div className="pop-foot">
        <Link href={routes.server} className="b5" onClick={onClose}>
          {t('serving.openServer')}
        </Link>
        {http?.state === 'up' ? (
          <button
            type="button"
            className="link c-fail end"
            disabled={stop.isPending}
            onClick={() =>
              stop.mutate(
                { protocol: 'http' },
                {
                  onSuccess: () =>
                    toast({ tone: 'warn', title: t('serving.stoppedNow'), text: t('serving.stoppedText') }),
                },
              )
            }
          >
            {t('serving.stop')}
          </button>
        ) : http?.state === 'off' ? (
          <Button
            look="pri"
            size="sm"
            className="end"
            busy={listen.isPending}
            onClick={() => listen.mutate({ protocol: 'http', port })}
          >
            {t('serving.start')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function ListenerRow({ listener }: { listener: ListenerView }): ReactNode {
  const { t } = useTranslation('app');
  const { protocol, state, port } = listener;
  const looks = { up: ['ringCheck', 'c-ok'], down: ['failed', 'c-fail'], off: ['dashedRing', 'm3'] } as const;
  const [icon, color] = looks[state];
  return (
    <div className="pop-row line">
      <Icon name={icon} size={14} className={color} />
      <span className={state === 'off' ? 'm3' : ''}>
        {t(`serving.${protocol}`)} {state === 'off' ? '' : port}
      </span>
      <span className="m3 el">{state === 'up' ? t(`serving.${protocol}For`) : t(`serving.${state}`)}</span>
    </div>
  );
}

/** Where another port helps: phones are told it. TFTP and SNTP are asked at the port that everyone knows. */
const movable = new Set<ListenerView['protocol']>(['http', 'https', 'sip']);
const usualPort = { http: 8088, https: 8443, tftp: 69, sntp: 123, sip: 5060 } as const;

/** Why a listener is not running, what it means, and the ways out. */
export function ListenerTrouble({ listener, address }: { listener: ListenerView; address: string }): ReactNode {
  const { t } = useTranslation('app');
  const listen = useCallMutation('server.listen');
  const toast = useWindowState((state) => state.toast);
  const { protocol, port, problem } = listener;
  if (!problem) return null;
  const wanted = port ?? usualPort[protocol];
  // Ports below 1024 need rights this program may not have.
  const other = wanted < 1024 ? usualPort[protocol] : wanted + 1;
  const startOn = (chosen: number): void =>
    listen.mutate(
      { protocol, port: chosen },
      {
        onSuccess: (answer) =>
          toast({ tone: 'ok', title: t('serving.startedOn', { port: answer.listener.port ?? chosen }) }),
      },
    );
  return (
    <div className="server-trouble">
      <ProblemNote problem={listen.error?.problem ?? problem} />
      {protocol === 'http' ? <p className="m3">{t('serving.meaning')}</p> : null}
      <div className="row">
        {movable.has(protocol) ? (
          <Button look="pri" size="sm" busy={listen.isPending} onClick={() => startOn(other)}>
            {t('serving.useOther', { port: other })}
          </Button>
        ) : null}
        <Button size="sm" disabled={listen.isPending} onClick={() => startOn(wanted)}>
          {t('serving.again', { port: wanted })}
        </Button>
      </div>
      {protocol === 'http' ? <p className="m3">{t('serving.otherMeaning', { address })}</p> : null}
    </div>
  );
}
