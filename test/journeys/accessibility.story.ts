// Every page and dialog without a finding of axe: light in Electron, dark in Chromium.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { goTo, openPhone, phoneRow, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

test('axe finds nothing on any page', async ({ workstation, phones }) => {
  const { page, cli, url, carrier } = workstation;
  await page.emulateMedia({ colorScheme: carrier === 'electron' ? 'light' : 'dark', reducedMotion: 'reduce' });
  await expect(page.getByRole('button', { name: 'Add a phone' })).toBeVisible();
  const findings: string[] = [];
  const look = async (place: string): Promise<void> => {
    for (const finding of await check(page)) findings.push(`${place}: ${finding}`);
  };
  await look('phones, empty');
  await page.getByRole('button', { name: 'Add a phone' }).click();
  await expect(page.getByRole('dialog').getByLabel('MAC address')).toBeVisible();
  await look('add a phone');
  await page.keyboard.press('Escape');

  for (const [index, name] of ['Reception', 'Ward A', 'Kitchen'].entries()) {
    const mac = `0080F0A1000${index}`;
    await cli(
      'phones',
      'add',
      '--mac',
      mac,
      '--model',
      'KX-UT670',
      '--name',
      name,
      '--group',
      'Wards',
      '--extension',
      `20${index}`,
    );
  }
  await cli('config', 'publish', '--message', 'Three phones');
  await phones.bootAll({ mac: '0080F0A10000', url, count: 2 });
  await phones.boot({ mac: '0080F0FFEE01', url });
  await cli('schedules', 'add', '--cron', '0 2 * * *', '--do', 'resync', '--all');
  await openPhone(page, 'Reception');
  await expect(phoneRow(page, 'Ward A')).toContainText('In sync');
  await look('phones with a panel');

  await goTo(page, 'Files');
  await look('files');
  await page.getByRole('link', { name: 'Site file' }).click();
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE="N"\nbroken\n');
  await expect(page.getByRole('region', { name: 'Problems of this file' })).toContainText('1 error');
  await look('editor');
  await page.getByRole('main').getByRole('button', { name: 'Review and publish' }).click();
  await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible();
  await look('publish dialog');
  await page.keyboard.press('Escape');

  await cli('resync', '--all', '--wait', '1').catch(() => undefined);
  await goTo(page, 'Activity');
  await expect(page.getByRole('grid', { name: 'Requests, newest first' })).toBeVisible();
  await look('activity');
  await page.evaluate(() => (window.location.hash = '#/resync/1'));
  await expect(page.getByRole('heading', { name: 'Resync run 1' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Done' }).getByRole('listitem')).toHaveCount(2);
  await look('run');
  await goTo(page, 'Schedules');
  await expect(page.getByRole('table', { name: 'Schedules' })).toBeVisible();
  await look('schedules');
  await goTo(page, 'Server');
  await expect(page.getByRole('table', { name: 'Listening' })).toBeVisible();
  await look('server');
  expect(findings).toEqual([]);
});

/** Legacy mode stays in the page itself: Electron lets no second one be opened. */
async function check(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} ${target.join(' ')} (${any[0]?.message ?? ''})`),
  );
}
