import { goTo, openFile, publish, reviewChanges, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a draft is compared with what is served, published in part, and an earlier revision comes back', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  const mac = '0080F0A1B2C3';
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk', '--group', 'Reception');
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'HOST_NAME="first"\n');
  await openFile(page, 'site');
  await typeConfig(page, '# Everyone\nTIME_QUERY_INTVL="600"\n');
  await publish(page, 'First');
  const phone = await phones.boot({ mac, url });
  await typeConfig(page, 'DISPLAY_NAME_REPLACE="N"\n');
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE="N"\n');

  await page
    .getByRole('group', { name: 'How the file is shown' })
    .getByRole('link', { name: /Changes/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible();
  const files = page.getByRole('tablist', { name: 'Files that differ' });
  await expect(files.getByRole('tab')).toHaveCount(2);
  await files.getByRole('tab', { name: /Reception/ }).click();
  const now = page.getByRole('textbox', { name: /^Right: / });
  await expect(now).toContainText('POUND_KEY_DELIMITER_ENABLE="N"');
  await expect(page.getByRole('textbox', { name: /^Left: / })).not.toContainText('POUND_KEY');
  await page.getByRole('button', { name: 'Next change' }).click();
  await expect(page.getByRole('status').filter({ hasText: '1 of 1' })).toBeVisible();
  await page.getByRole('combobox', { name: 'What stands left' }).selectOption('Phone');
  await page.getByRole('combobox', { name: 'What stands right' }).selectOption('Phone');
  await expect(files.getByRole('tab', { name: /standard/ })).toBeVisible();

  // Only the site file goes; the group's change stays a draft.
  await openFile(page, 'group:Reception');
  const dialog = await reviewChanges(page);
  await dialog.getByRole('checkbox', { name: /Reception/ }).uncheck();
  await expect(dialog).toContainText('The rest stays a draft');
  await dialog.getByLabel('Note').fill('Site only');
  await dialog.getByRole('button', { name: 'Publish and resync 1 phone' }).click();
  await expect(page.getByText('1 of 1 done')).toBeVisible();
  expect(phone.settings.get('DISPLAY_NAME_REPLACE')).toBe('N');
  expect(phone.settings.has('POUND_KEY_DELIMITER_ENABLE')).toBe(false);
  expect(await cli('config', 'get', '--scope', 'group:Reception')).toContain('POUND_KEY_DELIMITER_ENABLE="N"');

  await goTo(page, 'Files');
  await page.getByRole('navigation', { name: 'Files or history' }).getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'r2' })).toContainText('served now');
  await page.getByRole('button', { name: 'More for r1' }).click();
  await page.getByRole('menuitem', { name: 'Roll back to it…' }).click();
  const rollback = page.getByRole('dialog', { name: 'Roll back to r1?' });
  await expect(rollback).toContainText('1 file or set of facts changes');
  await rollback.getByRole('button', { name: 'Roll back as r3' }).click();
  await expect(page.getByText('Back to r1, as r3')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'r3' })).toContainText('served now');
  expect(await cli('config', 'get', '--scope', 'site', '--revision', '3')).toBe(
    await cli('config', 'get', '--scope', 'site', '--revision', '1'),
  );
  // The draft is still there, with all of its lines.
  expect(await cli('config', 'get', '--scope', 'group:Reception')).toContain('POUND_KEY_DELIMITER_ENABLE="N"');
});
