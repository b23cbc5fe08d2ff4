import { goTo, toast } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a nightly resync is made from words, runs at a press, is paused, and is there after a restart', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  const mac = '0080F0A1B2C3';
  // A daily check needs a clock that somebody sets.
  await cli('site', 'set', 'timeZone=Europe/Berlin', 'checkTime=02:00', 'ntp=192.0.2.1');
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Reception');
  await cli('config', 'publish', '--message', 'Reception');
  await phones.boot({ mac, url });

  await goTo(page, 'Schedules');
  await expect(page.getByText('No schedules yet')).toBeVisible();
  // What the phone holds says when it asks.
  await expect(page.getByRole('table', { name: 'Where check times come from' })).toContainText('CFG_RESYNC_TIME');
  await page.getByRole('button', { name: 'Tomorrow' }).click();
  const timeline = page.getByRole('application', { name: 'Timeline' });
  await timeline.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('status').filter({ hasText: '02:00, 1 phone' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /^Who asks/ }).getByRole('link')).toHaveText('Reception');

  const words = page.getByRole('textbox', { name: 'New schedule in words' });
  await words.fill('whenever');
  await expect(page.getByText(/is no time that is understood/)).toBeVisible();
  await words.fill('every night at 2');
  await expect(page.getByText('0 2 * * *')).toBeVisible();
  await words.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New schedule' });
  await expect(dialog.getByRole('status')).toContainText('Europe/Berlin');
  await dialog.getByLabel('Which phones').selectOption('Whole site');
  await dialog.getByLabel('Name').fill('Nightly');
  await dialog.getByRole('button', { name: 'Create schedule' }).click();
  await expect(dialog).toBeHidden();

  const row = page.getByRole('table', { name: 'Schedules' }).getByRole('row').filter({ hasText: 'Nightly' });
  await expect(row).toContainText('0 2 * * *');
  await expect(row).toContainText('not yet');
  await row.getByRole('button', { name: 'More for Nightly' }).click();
  await page.getByRole('menuitem', { name: 'Run now' }).click();
  await toast(page, 'Resync started').getByRole('button', { name: 'Watch' }).click();
  await expect(page.getByText('1 of 1 done')).toBeVisible();
  await goTo(page, 'Schedules');
  await row.getByRole('switch', { name: 'On: Nightly' }).click();
  await expect(row).toContainText('Paused');

  const after = await workstation.restart();
  await goTo(after, 'Schedules');
  const kept = after.getByRole('table', { name: 'Schedules' }).getByRole('row').filter({ hasText: 'Nightly' });
  await expect(kept).toContainText('Paused');
  await expect(kept).not.toContainText('not yet');
  await kept.getByRole('button', { name: 'More for Nightly' }).click();
  await after.getByRole('menuitem', { name: 'History…' }).click();
  await expect(after.getByRole('dialog', { name: 'History of Nightly' })).toContainText('by hand');
});

test('check times are staggered into a draft, which gives each phone its own minute', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  await cli('site', 'set', 'timeZone=Europe/Berlin', 'checkTime=02:00');
  for (const index of [0, 1, 2])
    await cli('phones', 'add', '--mac', `0080F0A1B2C${index}`, '--model', 'KX-UT670', '--name', `Desk ${index}`);
  await cli('config', 'publish', '--message', 'Desks');
  await phones.bootAll({ mac: '0080F0A1B2C0', url, count: 3 });
  await goTo(page, 'Schedules');
  await page.getByRole('button', { name: 'Stagger checks' }).click();
  const panel = page.getByRole('complementary', { name: 'Stagger check times' });
  await panel.getByRole('textbox', { name: 'From' }).fill('02:00');
  await panel.getByRole('textbox', { name: 'To', exact: true }).fill('03:00');
  await expect(panel).toContainText('3 in one minute');
  await expect(panel).toContainText('at most 1 in any minute');
  await panel.getByRole('button', { name: 'Create draft' }).click();
  await toast(page, 'in the draft').getByRole('button', { name: 'Review and publish' }).click();
  await expect(page.getByRole('dialog', { name: /^Publish/ })).toContainText('CFG_RESYNC_TIME');
});
