// The app in real Electron, with data, profile and ports of its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { type Ended, HostOutput, freePorts, type Listeners, runCli, runToEnd } from './running-host';

export interface RunningElectron {
  app: ElectronApplication;
  page: Page;
  listeners: Listeners;
  output: HostOutput;
  stop: () => Promise<void>;
}

/**
 * @param folder empty, the test's own: `data/` of the workstation and `profile/` of Chromium go into it
 * @param args more of the host's options; later ones win
 * @param environment more variables than this process has
 */
export async function startElectron(
  folder: string,
  args: string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningElectron> {
  const app = await _electron.launch({
    executablePath: fromEnvironment('CORDBOARD_ELECTRON'),
    args: appArgs(folder, args),
    env: { ...appEnvironment(), ...environment },
  });
  // What Electron prints before Playwright hands it over is lost, the ready line perhaps with it.
  const output = new HostOutput(app.process());
  try {
    const [page, listeners] = await Promise.all([app.firstWindow(), askListeners(join(folder, 'data'))]);
    return { app, page, listeners, output, stop: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** The app in real Electron when it should give up at its start; a dialog would wait for a person. */
export function failToStartElectron(folder: string, args: string[] = []): Promise<Ended> {
  // Playwright adds this by itself; without it Chromium refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return runToEnd(fromEnvironment('CORDBOARD_ELECTRON'), [...sandbox, ...appArgs(folder, args)], appEnvironment());
}

function appArgs(folder: string, args: string[]): string[] {
  return [
    fromEnvironment('CORDBOARD_APP'),
    // Its own profile is also its own single-instance lock.
    `--user-data-dir=${join(folder, 'profile')}`,
    '--log-level=3',
    '--data',
    join(folder, 'data'),
    ...freePorts,
    ...args,
  ];
}

/** Without this Chromium starts a D-Bus daemon that outlives it. */
function appEnvironment(): Record<string, string> {
  // A dialog of the system would wait for a person for ever.
  return { ...definedEnvironment(), DBUS_SESSION_BUS_ADDRESS: 'disabled:', CORDBOARD_NO_DIALOG: '1' };
}

async function askListeners(data: string): Promise<Listeners> {
  // Asked before the workstation is up, the command line would open the database itself.
  for (let waitedMs = 0; !existsSync(join(data, 'control.json')); waitedMs += 20) {
    if (waitedMs > 20_000) throw new Error('The app wrote no control.json within 20 s.');
    await wait(20);
  }
  try {
    const status = JSON.parse(await runCli(data, 'status', '--json')) as { listeners: Listeners };
    return status.listeners;
  } catch (error) {
    if (String(error).includes('SECRETS_LOCKED')) return { http: null, sip: null };
    throw error;
  }
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the stories with "npm run journeys".`);
  return value;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
