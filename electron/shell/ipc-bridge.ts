// The Electron carrier: the same calls and events as the loopback WebSocket, for our own page alone.
import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron';
import { fail } from '../core/shared/result';
import type { Workstation } from '../workstation';
import { windowOrigin } from './app-protocol';

export function connectWindow(window: BrowserWindow, workstation: Workstation): void {
  ipcMain.removeHandler('workstation.call');
  ipcMain.handle('workstation.call', (event, name: unknown, input: unknown) => {
    if (!isOurPage(event.senderFrame) || typeof name !== 'string') {
      return fail({
        code: 'CALL_REFUSED',
        message: 'This page may not ask the workstation.',
        remedy: 'Use the Cordboard window.',
      });
    }
    return workstation.dispatch({ name, input, actor: 'window' });
  });
  const stop = workstation.onEvent((event, payload) => {
    if (!window.isDestroyed()) window.webContents.send('workstation.event', event, payload);
  });
  window.once('closed', stop);
}

function isOurPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === windowOrigin;
}
