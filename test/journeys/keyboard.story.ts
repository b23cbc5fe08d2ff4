import { editorText, phoneRow } from '../support/window-steps';
import { expect, test } from '../support/window';

test('everything about a phone is reached from the keyboard alone', async ({ workstation, phones }) => {
  const { page, cli, url } = workstation;
  for (const [index, name] of ['Ward A', 'Ward B', 'Kitchen'].entries()) {
    await cli('phones', 'add', '--mac', `0080F0A1000${index}`, '--model', 'KX-UT670', '--name', name);
  }
  await cli('config', 'publish', '--message', 'Three phones');
  await phones.bootAll({ mac: '0080F0A10000', url, count: 3 });
  await expect(page.getByRole('button', { name: /^3 In sync/ })).toBeVisible();
  const { keyboard } = page;

  await keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Filter phones' })).toBeFocused();
  await keyboard.type('ward');
  await expect(phoneRow(page, 'Kitchen')).toBeHidden();
  await expect(page.getByText('2 of 3')).toBeVisible();

  // From the filter into the table: its head, then its rows.
  const rows = page.getByRole('grid', { name: 'Phones of this site' });
  await expect(async () => {
    await keyboard.press('Tab');
    await expect(rows.locator(':focus')).toHaveCount(1, { timeout: 200 });
  }).toPass();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Ward B' });
  await expect(panel).toBeVisible();

  await keyboard.press('r');
  await expect(panel.getByRole('listitem').filter({ hasText: /^Done/ })).toContainText(/\d s$/);
  await expect(phoneRow(page, 'Ward B')).toContainText('In sync');

  await keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await keyboard.press('Escape');
  await expect(phoneRow(page, 'Kitchen')).toBeVisible();

  await phoneRow(page, 'Ward B').getByText('Ward B').click();
  await keyboard.press('e');
  await expect(editorText(page)).toBeVisible();
  for (const [key, name] of [
    ['2', 'Files'],
    ['3', 'Schedules'],
    ['4', 'Activity'],
    ['5', 'Server'],
    ['1', 'Phones'],
  ] as const) {
    await keyboard.press(`ControlOrMeta+${key}`);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
});
