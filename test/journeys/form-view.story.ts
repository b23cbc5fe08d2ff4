import { editorText, openFile, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a value changed in the form changes its one line of the text and nothing else', async ({ workstation }) => {
  const { page, cli } = workstation;
  await page.setViewportSize({ width: 1440, height: 900 });
  await cli('phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--name', 'Desk');
  await openFile(page, 'site');
  await typeConfig(
    page,
    '# Clock\n\nTIME_QUERY_INTVL="600"\n# Dialling, as agreed\nPOUND_KEY_DELIMITER_ENABLE="Y"\nHOUSE_RULE="x"\n',
  );
  await cli('config', 'publish', '--message', 'First');
  const before = (await cli('config', 'get', '--scope', 'site')).split('\n');

  const view = page.getByRole('group', { name: 'How the file is shown' });
  await view.getByRole('button', { name: 'Form' }).click();
  const form = page.getByRole('region', { name: 'Form of Site file' });
  await form.getByRole('button', { name: /^Not in catalogue/ }).click();
  await expect(form.getByRole('textbox', { name: 'HOUSE_RULE' })).toHaveValue('x');
  await form.getByRole('button', { name: /^All/ }).click();
  await form.getByRole('searchbox', { name: 'Search parameters' }).fill('# key ends dialling');
  const key = form.getByRole('switch');
  await expect(key).toBeChecked();
  await key.click();
  await expect(key).not.toBeChecked();
  await expect(form.getByRole('button', { name: 'Changed 1' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^Draft saved/ })).toBeVisible();

  await view.getByRole('button', { name: 'Text' }).click();
  await expect(editorText(page)).toContainText('POUND_KEY_DELIMITER_ENABLE="N"');
  const after = (await cli('config', 'get', '--scope', 'site')).split('\n');
  expect(after).toEqual(
    before.map((line) => line.replace('POUND_KEY_DELIMITER_ENABLE="Y"', 'POUND_KEY_DELIMITER_ENABLE="N"')),
  );
  await view.getByRole('link', { name: 'Changes 1' }).click();
  await expect(page.getByRole('tab', { name: 'Site file +1 −1' })).toBeVisible();

  // Reset in the form takes the line out; the published one comes back with undo.
  await openFile(page, 'site');
  await view.getByRole('button', { name: 'Form' }).click();
  await form.getByRole('searchbox').fill('POUND_KEY');
  await form.getByRole('button', { name: 'Reset POUND_KEY_DELIMITER_ENABLE to inherited' }).click();
  await view.getByRole('button', { name: 'Text' }).click();
  await expect(editorText(page)).not.toContainText('POUND_KEY_DELIMITER_ENABLE=');
  await expect(editorText(page)).toContainText('# Dialling, as agreed');
});
