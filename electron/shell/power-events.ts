// What the system says of its power, to the workstation, which knows no Electron.
import { app, powerMonitor } from 'electron';
import type { Workstation } from '../workstation';

/** After `ready` and before the first window. */
export function followPower({ presence }: Workstation): void {
  powerMonitor.on('suspend', () => presence.noteSuspend());
  powerMonitor.on('resume', () => presence.noteResume());
  // Linux and macOS. Held up until we are through with our files, and no longer.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    presence.noteShutdown();
    app.quit();
  });
  // Windows tells it to windows, of which there is none yet, and ends the program soon after.
  app.on('browser-window-created', (_event, window) => void window.on('session-end', () => presence.noteShutdown()));
}
