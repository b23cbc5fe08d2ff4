// How long a key takes to reach the screen in the editor, with a file of ten thousand lines, while drafts are saved and checked.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { startElectron } from '../support/electron-app';
import { runCli } from '../support/running-host';

const lineCount = 10_000;
const keysEach = 120;

/** Sections of a comment and parameters, one line in twenty with a problem. */
function longFile(): string {
  const lines: string[] = [];
  for (let at = 0; lines.length < lineCount; at += 1) {
    lines.push(`# Part ${at}`);
    for (let each = 0; each < 18; each += 1) lines.push(`SIP_TIMER_F_${1 + (each % 6)}="${32_000 + at}"`);
    lines.push(at % 2 === 0 ? `UNKNOWN_${at}="x"` : '');
  }
  return `${lines.slice(0, lineCount).join('\n')}\n`;
}

/** From the key as the system reports it to the first task after the frame that shows it. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const spentMs: number[] = [];
    const painted = new MessageChannel();
    let pressedAt = 0;
    painted.port1.addEventListener('message', () => {
      performance.measure('keystroke', { start: pressedAt, end: performance.now() });
      spentMs.push(performance.now() - pressedAt);
    });
    painted.port1.start();
    window.addEventListener(
      'keydown',
      (event) => {
        pressedAt = event.timeStamp;
        requestAnimationFrame(() => painted.port2.postMessage(null));
      },
      { capture: true },
    );
    Object.assign(globalThis, { spentMs });
  });
}

async function typeKeys(page: Page): Promise<number[]> {
  await page.evaluate(() => void ((globalThis as unknown as { spentMs: number[] }).spentMs.length = 0));
  for (let each = 0; each < keysEach; each += 1) {
    await page.keyboard.press('x');
    // Bursts, with pauses in which the text is saved and checked.
    await page.waitForTimeout(each % 20 === 19 ? 900 : 60);
  }
  const spent = await page.evaluate(() => (globalThis as unknown as { spentMs: number[] }).spentMs);
  return spent.toSorted((a, b) => a - b);
}

const part = (sorted: readonly number[], of: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN);

test('a key reaches the screen in a file of 10,000 lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-load-'));
  const electron = await startElectron(folder);
  try {
    const { page } = electron;
    const file = join(folder, 'long.cfg');
    writeFileSync(file, longFile());
    const data = join(folder, 'data');
    await runCli(
      data,
      'phones',
      'add',
      '--mac',
      '0080F0A1B2C3',
      '--model',
      'KX-UT670',
      '--group',
      'Desk',
      '--extension',
      '1',
      '--password',
      'pw12345678',
    );
    await runCli(data, 'config', 'set', '--scope', 'group:Desk', '--file', file);
    await page.setViewportSize({ width: 1440, height: 900 });
    const opened = performance.now();
    await page.evaluate(() => void (location.hash = '/files/group%3ADesk'));
    const text = page.getByRole('textbox', { name: /^Text of/ });
    await text.waitFor();
    const openMs = Math.round(performance.now() - opened);
    await watchKeys(page);

    const rows: Record<string, unknown> = {};
    for (const [where, key] of [
      ['start', 'ControlOrMeta+Home'],
      ['end', 'ControlOrMeta+End'],
    ] as const) {
      await text.click();
      await page.keyboard.press(key);
      await page.waitForTimeout(1500);
      const spent = await typeKeys(page);
      expect(spent.length).toBe(keysEach);
      rows[`keystroke at the ${where}, ms`] = {
        median: part(spent, 0.5),
        p95: part(spent, 0.95),
        p99: part(spent, 0.99),
        worst: part(spent, 1),
      };
    }
    console.table(rows);
    console.table({ 'editor open with 10,000 lines, ms': openMs });
  } finally {
    await electron.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
