// Schedules, the assistant, the absences and every dialog of theirs, without a finding of axe, light and dark. Over the fake
// workstation: a real one would need a night for it.
import { chromium, expect, test } from '@playwright/test';
import { startLooking } from '../../support/axe-findings';
import { type FakeWindow, startFakeWindow } from '../../support/fake-window';

const dialogs = '[role=dialog]';

// One after the other: both would make Vite's store of dependencies.
test.describe.configure({ mode: 'default' });

let window: FakeWindow;
test.beforeAll(async () => {
  window = await startFakeWindow();
});
test.afterAll(() => window.stop());

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing on Schedules, nor about absences, ${scheme}`, async () => {
    test.setTimeout(120_000);
    const executablePath = process.env['CHROME_PATH'];
    const browser = await chromium.launch(executablePath ? { executablePath } : {});
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const { findings, look } = await startLooking(page, scheme === 'light' ? 'electron' : 'chromium');
    const open = async (scene: string, path: string): Promise<void> => {
      await page.goto('about:blank');
      await page.goto(`${window.url}?scene=${scene}#${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
    };

    await open('usual', '/schedules');
    await page.getByRole('button', { name: 'Stagger checks' }).click();
    await expect(page.getByText('at most 2 in any minute')).toBeVisible();
    await look('schedules with the assistant');
    await page.getByRole('button', { name: /^Preview 74/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Ward C room');
    await look('preview', dialogs);
    await page.keyboard.press('Escape');
    await page.getByRole('application', { name: 'Timeline' }).focus();
    for (const key of ['Home', 'PageDown', 'PageDown', 'Enter']) await page.keyboard.press(key);
    await expect(page.getByRole('complementary', { name: 'Who asks 02:00' })).toContainText('Reception 1');
    await page.getByRole('button', { name: 'As table' }).click();
    await look('schedules as a table, with who asks');

    await page.getByRole('button', { name: 'More for Lunch check' }).click();
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await look('menu of a schedule', '.menu');
    await page.getByRole('menuitem', { name: 'Change…' }).click();
    await expect(page.getByRole('dialog')).toContainText('At 12:30');
    await look('change', dialogs);
    await page.getByRole('dialog').getByRole('button', { name: 'Once' }).click();
    await look('once', dialogs);
    await page.keyboard.press('Escape');
    for (const item of ['History…', 'Maintenance windows…', 'Timing settings…']) {
      await page.getByRole('button', { name: 'More about schedules' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(item, dialogs);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }

    await open('blank', '/schedules');
    await expect(page.getByText('No schedules yet')).toBeVisible();
    await look('nothing known');
    await open('asking', '/phones/0080F0C8C39A');
    await expect(page.getByText(/68 phones found nobody/)).toBeVisible();
    await look('a phone that was away, and the question');
    await page.getByRole('button', { name: /^Review/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Triage desk');
    await look('review', dialogs);
    expect(findings).toEqual([]);
    await browser.close();
  });
