import { editorText, goTo, publish, reviewChanges, typeConfig, toast } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a broken line is named with its remedy and blocks publishing until it is right', async ({ workstation }) => {
  const { page, cli } = workstation;
  await cli('phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--name', 'Reception');
  await goTo(page, 'Files');
  await page.getByRole('link', { name: 'Site file' }).click();
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE = "N"\n');

  const problems = page.getByRole('region', { name: 'Problems of this file' });
  await expect(problems).toContainText('1 error');
  await expect(problems).toContainText('Errors block publishing');
  const found = problems.getByRole('listitem').filter({ hasText: 'Error' });
  await expect(found).toContainText('line 1');
  // The lens in the text says the same, with what helps.
  const message = 'A blank stands outside the quotes, so the phone does not take this line.';
  await expect(found).toContainText(message);
  await expect(editorText(page)).toContainText(message);

  const dialog = await reviewChanges(page);
  await expect(dialog).toContainText(message);
  await expect(dialog.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: /Go to line 1/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Line 1, column 27')).toBeVisible();
  await expect(cli('config', 'publish', '--message', 'broken')).rejects.toThrow('CONFIG_HAS_ERRORS');

  await editorText(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE="N"\n');
  await expect(problems).toContainText('No problems');
  await publish(page, 'Now right');
  await expect(toast(page, 'r1 published')).toBeVisible();
  expect(await cli('config', 'get', '--scope', 'site', '--revision', '1')).toContain('POUND_KEY_DELIMITER_ENABLE="N"');
});

test('a MAC that is here already, or none at all, is said at the field', async ({ workstation }) => {
  const { page, cli } = workstation;
  await cli('phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--name', 'Reception');
  await page.getByRole('button', { name: 'Add phones' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a phone' });
  const mac = dialog.getByLabel('MAC address');
  await dialog.getByLabel('Model').fill('KX-UT670');

  await mac.fill('0080F0A1B2');
  await dialog.getByRole('button', { name: 'Add phone' }).click();
  await expect(mac).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('alert')).toContainText('12');

  await mac.fill('00-80-f0-a1-b2-c3');
  await dialog.getByRole('button', { name: 'Add phone' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is already a phone');
  expect(JSON.parse(await cli('phones', 'list', '--json'))).toMatchObject({ phones: [{ mac: '0080F0A1B2C3' }] });
});
