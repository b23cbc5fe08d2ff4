// The harness of the stories: `test` gives each story a workstation of its own with its window open, in Electron or in
// Chromium, so that one story proves both.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, test as base, chromium } from '@playwright/test';
import { openWindow, startHost } from './chromium-host';
import { startElectron } from './electron-app';
import { type HostOutput, type Listeners, runCli } from './running-host';

export interface CarrierOption {
  carrier: 'electron' | 'chromium';
}

export interface Workstation {
  carrier: 'electron' | 'chromium';
  page: Page;
  listeners: Listeners;
  output: HostOutput;
  /** The data folder. */
  data: string;
  /** Runs the command line against this workstation; rejects when it exits with anything but 0. */
  cli(...args: string[]): Promise<string>;
}

interface Fixtures {
  /** Further options of the host, for `test.use({ hostArgs: ['--open-lab'] })`. */
  hostArgs: string[];
  workstation: Workstation;
}

interface WorkerFixtures extends CarrierOption {
  sharedBrowser: Browser | undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  carrier: ['electron', { option: true, scope: 'worker' }],
  hostArgs: [[], { option: true }],

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

  workstation: async ({ carrier, sharedBrowser, hostArgs }, provide, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-story-'));
    const data = join(folder, 'data');
    const cli = (...args: string[]): Promise<string> => runCli(data, ...args);
    const running = sharedBrowser
      ? await startInChromium(sharedBrowser, folder, hostArgs)
      : await startElectron(folder, hostArgs);
    const { page, listeners, output } = running;
    try {
      await provide({ carrier, page, listeners, output, data, cli });
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('window', { body: await page.screenshot(), contentType: 'image/png' });
        await testInfo.attach('host', { body: output.stderr.join('\n'), contentType: 'text/plain' });
      }
    } finally {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

export { expect } from '@playwright/test';

async function startInChromium(
  browser: Browser,
  folder: string,
  args: string[],
): Promise<{ page: Page; listeners: Listeners; output: HostOutput; stop(): Promise<void> }> {
  const host = await startHost(folder, args);
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
