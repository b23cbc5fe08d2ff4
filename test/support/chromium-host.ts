// The headless host with the same window in Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type Ended, HostOutput, freePorts, type ReadyLine, runToEnd } from './running-host';

const root = join(import.meta.dirname, '../..');

export interface RunningHost {
  ready: ReadyLine;
  output: HostOutput;
  windowUrl: string;
  /** As a person would: asks it to end, and waits until it has. */
  stop: () => Promise<number | null>;
  /** As a power cut would. */
  kill: () => Promise<void>;
}

const serveFile = join(root, 'out/main/serve.js');

export async function startHost(folder: string, args: string[] = []): Promise<RunningHost> {
  const child = spawn(process.execPath, [serveFile, '--data', join(folder, 'data'), ...freePorts, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = new HostOutput(child);
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    return child.exitCode;
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  try {
    const [ready, windowUrl] = await Promise.all([output.ready(), output.windowUrl()]);
    return { ready, output, windowUrl, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A headless host that should give up at its start. */
export function failToServe(data: string, args: string[] = []): Promise<Ended> {
  return runToEnd(process.execPath, [serveFile, '--data', data, ...freePorts, ...args]);
}

export async function openWindow(browser: Browser, url: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}
