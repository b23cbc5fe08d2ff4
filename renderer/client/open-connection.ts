import type { WorkstationBridge } from '../../electron/contract/contract';
import { bridgeConnection, type Connection } from './connection';
import { takeLaunchToken } from './launch-token';
import { socketConnection } from './socket-connection';

declare global {
  interface Window {
    /** Put there by preload.ts; absent when the page comes from the headless host. */
    readonly workstation?: WorkstationBridge;
  }
}

export function openConnection(page: Window): Connection {
  if (page.workstation) return bridgeConnection(page.workstation);
  const token = takeLaunchToken(page.location, page.history, page.sessionStorage) ?? '';
  return socketConnection({ url: `ws://${page.location.host}/workstation`, token });
}
