// Electron's start and end: one workstation, one window.
import { app, dialog, Menu } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { callerFolder, defaultDataFolder } from './core/settings/data-folder';
import type { Problem } from './core/shared/problem';
import { registerAppScheme, serveWindow } from './shell/app-protocol';
import { electronKeychain } from './shell/electron-keychain';
import { connectWindow } from './shell/ipc-bridge';
import { confineContents, openMainWindow } from './shell/main-window';
import { followPower } from './shell/power-events';
import { electronSleepBlocker } from './shell/sleep-blocker';
import { showTray } from './shell/tray';
import { interfacesOfStory } from './story-interfaces';
import { createWorkstation, type Workstation } from './workstation';
import { parseHostOptions } from './workstation-options';

registerAppScheme();
confineContents();
// Chromium refuses its sandbox to root, and enabling it all the same would crash the network service for ever.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

async function begin(): Promise<void> {
  const options = parseHostOptions(process.argv.slice(1), {
    defaultData: defaultDataFolder(process.env, process.platform, homedir()),
    folder: callerFolder(process.env, process.cwd()),
    lenient: true,
  });
  if (!options.ok) return giveUp(options.problem);
  const created = createWorkstation({
    options: options.value,
    keychain: electronKeychain(process.platform),
    windowFolder: join(import.meta.dirname, '../renderer'),
    interfaces: interfacesOfStory(process.env),
    sleepBlocker: electronSleepBlocker(),
  });
  if (!created.ok) return giveUp(created.problem);
  const workstation = created.value;
  const started = await workstation.start({ strict: false });
  if (!started.ok) return giveUp(started.problem);
  stopWithApp(workstation);
  serveWindow(workstation);
  followPower(workstation);
  showTray(workstation);
  const show = (): void => connectWindow(openMainWindow(), workstation);
  show();
  app.on('activate', show);
}

/** The window cannot help without a database; a dialog says why, and nothing was changed. */
function giveUp({ code, message, remedy }: Problem): void {
  process.stderr.write(`${message} ${remedy} [${code}]\n`);
  if (process.env['CORDBOARD_NO_DIALOG'] !== '1')
    dialog.showErrorBox('Cordboard cannot start', `${message}\n\n${remedy}\n\n${code}`);
  app.exit(1);
}

function stopWithApp(workstation: Workstation): void {
  let stopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void workstation.stop().finally(() => app.quit());
  });
}

Menu.setApplicationMenu(null);
if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(begin);
} else {
  app.quit();
}
