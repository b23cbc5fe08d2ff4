import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import { windowOrigin } from './app-protocol';

/** The one window: sandboxed, without Node, going nowhere but to its own pages. */
export function openMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1100,
    minHeight: 720,
    useContentSize: true,
    show: false,
    title: 'Cordboard',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0E1315' : '#F2F4F4',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  // A page that holds text it could not save asks to stay. Without an answer here the window would not close, and say nothing.
  window.webContents.on('will-prevent-unload', (event) => {
    if (process.env['CORDBOARD_NO_DIALOG'] === '1' || leavesUnsaved(window)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${windowOrigin}/`);
  return window;
}

function leavesUnsaved(window: BrowserWindow): boolean {
  const stay = 0;
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: 'A config file is not saved yet.',
    detail: 'What was typed in the editor last is lost when the window is closed.',
    buttons: ['Stay', 'Close and lose it'],
    defaultId: stay,
    cancelId: stay,
  });
  return answer !== stay;
}

/** Whatever page comes into being: no navigation away, no new windows, no embedded pages. */
export function confineContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; readonly url: string }): void => {
      if (new URL(event.url).host !== 'workstation' || !event.url.startsWith('app:')) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
