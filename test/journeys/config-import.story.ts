import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { importFolder, importedMac } from '../support/import-folder';
import { goTo, phoneRow } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a folder of thirty files is looked at, taken as drafts, and taken back with one press', async ({
  workstation,
  folder,
}) => {
  const { page, cli } = workstation;
  const old = join(folder, 'old-server');
  for (const [path, bytes] of importFolder()) {
    await mkdir(dirname(join(old, path)), { recursive: true });
    await writeFile(join(old, path), bytes);
  }
  await goTo(page, 'Files');
  const listed = async (): Promise<number> =>
    (JSON.parse(await cli('phones', 'list', '--json')) as { phones: unknown[] }).phones.length;

  await page.getByRole('button', { name: 'Read a folder…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read a folder of config files' });
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Choose a folder…' }).click(),
  ]);
  await picker.setFiles(old);
  await expect(dialog).toContainText('30 files');
  await expect(dialog).toContainText('28 files taken');
  await expect(dialog).toContainText('25 phones');
  await expect(dialog).toContainText('2 left out');
  const row = (path: string) => dialog.getByRole('row').filter({ hasText: path });
  await expect(row('ConfigCommon.cfg')).toContainText('Site file');
  await expect(row(`Config${importedMac(3)}.cfg`)).toContainText('Desk 3');
  await expect(row(`Config${importedMac(3)}.cfg`)).toContainText('2103 · KX-UT670');
  await expect(row('photo.jpg')).toContainText('left out');
  await expect(row(`Config${importedMac(26)}.cfg`)).toContainText('Shift-JIS');
  await expect(dialog.getByRole('list', { name: 'What else you should know' })).toContainText('prov.example.com');
  // No password of the old files is shown, and so far nothing happened.
  await expect(dialog).not.toContainText('Secret-3-x');
  expect(await listed()).toBe(0);

  await dialog.getByRole('button', { name: 'Take 28 files' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('25 phones read from the folder')).toBeVisible();
  expect(await listed()).toBe(25);
  expect(await cli('config', 'get', '--scope', 'site')).not.toContain('Orchard-7');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Taken back')).toBeVisible();
  expect(await listed()).toBe(0);
  await goTo(page, 'Phones');
  await expect(phoneRow(page, 'Desk 3')).toBeHidden();
  await expect(page.getByText('No phones yet')).toBeVisible();
});
