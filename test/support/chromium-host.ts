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

/** `nodeArgs` are for the runtime, e.g. what a soak test looks inside it with; `environment` is put on top of our own. */
export async function startHost(
  folder: string,
  args: string[] = [],
  nodeArgs: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningHost> {
  const all = [...nodeArgs, serveFile, '--data', join(folder, 'data'), ...freePorts, ...args];
  const child = spawn(process.execPath, all, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
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
