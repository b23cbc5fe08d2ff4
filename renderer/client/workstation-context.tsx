import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { events } from '../../electron/contract/contract';
import { AskAgain } from './ask-again';
import type { Connection, ConnectionState } from './connection';

const ConnectionContext = createContext<Connection | null>(null);

/** Answers stay on screen until the workstation says that something changed; a failed call is not repeated by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Gives everything below it the workstation, and keeps what it shows up to date. */
export function WorkstationProvider(props: {
  connection: Connection;
  queries: QueryClient;
  children: ReactNode;
}): ReactNode {
  const { connection, queries } = props;

  useEffect(() => {
    const again = new AskAgain(queries);
    const stopEvents = connection.listen((event, payload) => {
      if (event !== 'changed') return;
      const changed = events.changed.safeParse(payload);
      if (changed.success) again.changed(changed.data.topics);
    });
    // Whatever was missed while the connection was gone is asked again when it is back.
    const stopState = connection.onState(() => {
      if (connection.state() === 'connected') void queries.invalidateQueries();
    });
    return () => {
      stopEvents();
      again.stop();
      stopState();
    };
  }, [connection, queries]);

  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queries}>{props.children}</QueryClientProvider>
    </ConnectionContext>
  );
}

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('No WorkstationProvider above this component.');
  return connection;
}

export function useConnectionState(): ConnectionState {
  const connection = useConnection();
  return useSyncExternalStore(connection.onState, connection.state);
}
