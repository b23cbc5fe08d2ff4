import { goTo } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a nightly resync says when it runs next, runs at a press, and is there after a restart', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  const mac = '0080F0A1B2C3';
  await cli('site', 'set', 'timeZone=Europe/Berlin');
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Reception');
  await cli('config', 'publish', '--message', 'Reception');
  await phones.boot({ mac, url });

  await goTo(page, 'Schedules');
  await page.getByRole('button', { name: 'New schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New schedule' });
  await dialog.getByLabel('When (cron)').fill('61 2 * * *');
  await expect(dialog.getByRole('button', { name: 'Create schedule' })).toBeDisabled();
  await dialog.getByLabel('When (cron)').fill('0 2 * * *');
  await expect(dialog.getByRole('status')).toContainText('02:00');
  await expect(dialog.getByRole('status')).toContainText('Europe/Berlin');
  await dialog.getByLabel('Which phones').selectOption('all phones');
  await dialog.getByRole('button', { name: 'Create schedule' }).click();

  const row = page.getByRole('table', { name: 'Schedules' }).getByRole('row').filter({ hasText: 'all phones' });
  await expect(row).toContainText('0 2 * * *');
  await expect(row).toContainText('02:00');
  await expect(row).toContainText('not yet');
  await row.getByRole('button', { name: /^Run now/ }).click();
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(page.getByText('1 of 1 done')).toBeVisible();

  const after = await workstation.restart();
  await goTo(after, 'Schedules');
  const kept = after.getByRole('table', { name: 'Schedules' }).getByRole('row').filter({ hasText: 'all phones' });
  await expect(kept).toContainText('02:00');
  await expect(kept).not.toContainText('not yet');
});
