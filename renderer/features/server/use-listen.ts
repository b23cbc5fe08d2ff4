import type { ListenerView } from '../../../electron/contract/workstation';
import type { Problem } from '../../../electron/core/shared/problem';
import { useCall, useCallMutation } from '../../client/use-call';

type Protocol = ListenerView['protocol'];

/** Where a service listens when nobody said otherwise. */
export const usualPort: Record<Protocol, number> = { http: 8088, https: 8443, tftp: 69, sntp: 123, sip: 5060 };

interface Listen {
  /** On the given port, the one it had, or the usual one. HTTPS gets a certificate first when there is none. */
  readonly start: (listener: Pick<ListenerView, 'protocol' | 'port'>, onDone?: () => void) => void;
  readonly stop: (protocol: Protocol) => void;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

/** Starts and stops one service. */
export function useListen(): Listen {
  const listen = useCallMutation('server.listen');
  const halt = useCallMutation('server.stop');
  const issue = useCallMutation('certificates.issue');
  const certificates = useCall('certificates.list', {}).data?.certificates;
  return {
    start: ({ protocol, port }, onDone) => {
      halt.reset();
      const run = (): void =>
        listen.mutate({ protocol, port: port ?? usualPort[protocol] }, { onSuccess: () => onDone?.() });
      if (protocol === 'https' && certificates?.every(({ inUse }) => !inUse)) issue.mutate({}, { onSuccess: run });
      else run();
    },
    stop: (protocol) => {
      listen.reset();
      halt.mutate({ protocol });
    },
    busy: listen.isPending || halt.isPending || issue.isPending,
    problem: (listen.error ?? halt.error ?? issue.error)?.problem ?? null,
  };
}
