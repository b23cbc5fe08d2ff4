import { useEffect, useEffectEvent } from 'react';
import { events, type EventName, type EventPayload } from '../../electron/contract/contract';
import { useConnection } from './workstation-context';

/** Runs `handler` for every event of this name while the component is shown. */
export function useEvent<N extends EventName>(name: N, handler: (payload: EventPayload<N>) => void): void {
  const connection = useConnection();
  const handle = useEffectEvent(handler);
  useEffect(
    () =>
      connection.listen((event, payload) => {
        if (event !== name) return;
        const parsed = events[name].safeParse(payload);
        if (parsed.success) handle(parsed.data as EventPayload<N>);
      }),
    [connection, name],
  );
}
