// The harness of the stories: `test` gives each story a workstation of its own with its window open, in Electron or in
// Chromium, so that one story proves both, and simulated phones to go with it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type ElectronApplication, type Page, test as base, chromium } from '@playwright/test';
import { openWindow, startHost } from './chromium-host';
import { startElectron } from './electron-app';
import { type HostOutput, type Listeners, runCli } from './running-host';
import { StoryPhones } from './story-phones';

type Carrier = 'electron' | 'chromium';

export interface CarrierOption {
  carrier: Carrier;
}

/** A workstation that runs with its window open. */
interface Running {
  page: Page;
  listeners: Listeners;
  output: HostOutput;
  app?: ElectronApplication;
  stop: () => Promise<void>;
}

export interface Workstation extends Omit<Running, 'stop'> {
  carrier: Carrier;
  /** The data folder. */
  data: string;
  /** What DHCP would tell a phone. */
  url: string;
  /** Runs the command line against this workstation; rejects when it exits with anything but 0. */
  cli: (...args: string[]) => Promise<string>;
  /** Closes it as a person would and starts it again on the same data; gives the new window. */
  restart: () => Promise<Page>;
}

interface Fixtures {
  /** Further options of the host, for `test.use({ hostArgs: ['--open-lab'] })`. */
  hostArgs: string[];
  /** Further variables of the host's environment. */
  hostEnvironment: Record<string, string>;
  /** An empty folder of the story's own; the data folder is `data` in it. */
  folder: string;
  workstation: Workstation;
  phones: StoryPhones;
}

interface WorkerFixtures extends CarrierOption {
  sharedBrowser: Browser | undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  carrier: ['electron', { option: true, scope: 'worker' }],
  hostArgs: [[], { option: true }],
  hostEnvironment: [{}, { option: true }],

  // Starting a browser takes longer than most stories: one for each worker.
  sharedBrowser: [
    async ({ carrier }, provide) => {
      const executablePath = process.env['CHROME_PATH'];
      const browser =
        carrier === 'chromium' ? await chromium.launch(executablePath ? { executablePath } : {}) : undefined;
      await provide(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],

  // Playwright reads the fixtures a fixture needs from this pattern.
  // oxlint-disable-next-line no-empty-pattern
  folder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-story-'));
    await provide(folder);
    await rm(folder, { recursive: true, force: true });
  },

  // oxlint-disable-next-line no-empty-pattern
  phones: async ({}, provide, testInfo) => {
    const phones = new StoryPhones(testInfo.workerIndex);
    await provide(phones);
    await phones.stop();
  },

  workstation: async ({ carrier, sharedBrowser, hostArgs, hostEnvironment, folder }, provide, testInfo) => {
    const data = join(folder, 'data');
    const start = (): Promise<Running> =>
      sharedBrowser
        ? startInChromium(sharedBrowser, folder, hostArgs, hostEnvironment)
        : startElectron(folder, hostArgs, hostEnvironment);
    let running = await start();
    const workstation = {
      ...running,
      carrier,
      data,
      url: urlOf(running.listeners),
      cli: (...args: string[]) => runCli(data, ...args),
      restart: async () => {
        await running.stop();
        running = await start();
        Object.assign(workstation, running, { url: urlOf(running.listeners) });
        return running.page;
      },
    };
    try {
      await provide(workstation);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('window', { body: await running.page.screenshot(), contentType: 'image/png' });
        await testInfo.attach('host', { body: running.output.stderr.join('\n'), contentType: 'text/plain' });
      }
    } finally {
      await running.stop();
    }
  },
});

export { expect } from '@playwright/test';

function urlOf({ http }: Listeners): string {
  return http ? `http://${http.address}:${http.port}/` : '';
}

async function startInChromium(
  browser: Browser,
  folder: string,
  args: string[],
  environment: Record<string, string>,
): Promise<Running> {
  const host = await startHost(folder, args, [], environment);
  const { context, page } = await openWindow(browser, host.windowUrl);
  return {
    page,
    listeners: host.ready,
    output: host.output,
    stop: async () => {
      await context.close();
      await host.stop();
    },
  };
}
