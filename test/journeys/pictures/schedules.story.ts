// Not a check: pictures of Schedules and of what the night left behind, over the fake workstation (picture 04 of the visual
// specification). `npm run screenshots -- -g schedules`
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from '@playwright/test';
import { type FakeWindow, startFakeWindow } from '../../support/fake-window';

const pictures = join(import.meta.dirname, '../../..', '.cache/screenshots');

let window: FakeWindow;
test.beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  window = await startFakeWindow();
});
test.afterAll(() => window.stop());

test('schedules and absences, light and dark, wide and narrow', async () => {
  test.setTimeout(180_000);
  const executablePath = process.env['CHROME_PATH'];
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const open = async (scene: string, path: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`${window.url}?scene=${scene}#${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
  };
  const timeline = page.getByRole('application', { name: 'Timeline' });

  await open('usual', '/schedules');
  await page.getByRole('button', { name: 'Stagger checks' }).click();
  await expect(page.getByText('at most 2 in any minute')).toBeVisible();
  await shoot(page, 'schedules-stagger');
  await page.getByRole('button', { name: /^Preview 74/ }).click();
  await shoot(page, 'schedules-stagger-preview');
  await page.keyboard.press('Escape');
  await timeline.focus();
  for (const key of ['Home', 'PageDown', 'PageDown', 'Enter', 'Shift+ArrowRight']) await page.keyboard.press(key);
  await expect(page.getByRole('complementary', { name: /^Who asks/ })).toContainText('Reception 1');
  await shoot(page, 'schedules-who');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await shoot(page, 'schedules-zoomed');
  await page.getByRole('button', { name: 'As table' }).first().click();
  await shoot(page, 'schedules-table');
  await page.getByRole('button', { name: 'As table' }).first().click();
  for (const view of ['Tomorrow', 'Week']) {
    await page.getByRole('button', { name: view }).click();
    await shoot(page, `schedules-${view.toLowerCase()}`);
  }
  await page.getByRole('textbox', { name: 'New schedule in words' }).fill('every weekday at 7 in the morning');
  await expect(page.getByText('0 7 * * 1-5')).toBeVisible();
  await shoot(page, 'schedules-words');
  await page.getByRole('button', { name: 'Create…' }).click();
  await expect(page.getByRole('dialog')).toContainText('At 07:00');
  await shoot(page, 'schedules-dialog');
  await page.keyboard.press('Escape');
  for (const [item, name] of [
    ['History…', 'history'],
    ['Maintenance windows…', 'maintenance'],
    ['Timing settings…', 'timing'],
  ] as const) {
    await page.getByRole('button', { name: 'More about schedules' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(page, `schedules-${name}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }

  await open('blank', '/schedules');
  await expect(page.getByText('No schedules yet')).toBeVisible();
  await shoot(page, 'schedules-blank');

  await open('asking', '/phones/0080F0C8C39A');
  await expect(page.getByText(/68 phones found nobody/)).toBeVisible();
  await shoot(page, 'absence-asking');
  await page.getByRole('button', { name: 'This week' }).click();
  await shoot(page, 'phone-week');
  await page.getByRole('button', { name: /^Review/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Away: this laptop');
  await shoot(page, 'absence-review');
  await open('running', '/phones');
  await expect(page.getByText('Catching up: 40 of 68')).toBeVisible();
  await shoot(page, 'absence-running');
  await browser.close();
});

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const [width, height] of [
    [1440, 900],
    [1100, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}
