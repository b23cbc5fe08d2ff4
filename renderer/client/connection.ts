// How the window reaches the workstation: through the preload bridge, or over a WebSocket. The rest cannot tell which.
import type { WorkstationBridge } from '../../electron/contract/contract';

/** `refused`: the host did not accept the token; only a fresh link helps. */
export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'refused';

export interface Connection extends WorkstationBridge {
  state: () => ConnectionState;
  /** When the workstation was last heard, milliseconds since the epoch; null before the first time. */
  lastHeardAt: () => number | null;
  /** Calls back after every change of state; returns how to stop. */
  onState: (listener: () => void) => () => void;
}

/** Same process family, same life: a bridge is connected for as long as there is a window. */
export function bridgeConnection(bridge: WorkstationBridge): Connection {
  return {
    call: (name, input) => bridge.call(name, input),
    listen: (listener) => bridge.listen(listener),
    state: () => 'connected',
    lastHeardAt: () => null,
    onState: () => () => undefined,
  };
}
