import { editorText, openFile, publish, reviewChanges, typeConfig, toast } from '../support/window-steps';
import { expect, test } from '../support/window';

test('an error that blocks publishing is mended by one press, and the phone gets the mended line', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  const mac = '0080F0A1B2C3';
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk');
  await openFile(page, 'site');
  await typeConfig(page, '# Names\nHOST_NAME = "desk"\nDISPLAY_NAME_REPLACE="N"\n');
  const dialog = await reviewChanges(page);
  await expect(dialog.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: /Go to line 2/ }).click();
  await expect(dialog).toBeHidden();

  const problems = page.getByRole('region', { name: 'Problems of this file' });
  const found = problems.getByRole('listitem').filter({ hasText: 'Error' });
  await expect(found).toContainText('Site, line 2');
  await found.getByRole('button', { name: 'Remove the blanks', exact: true }).click();
  await expect(problems).toContainText('No problems');
  await expect(editorText(page)).toContainText('HOST_NAME="desk"');

  await publish(page, 'Mended');
  await expect(toast(page, 'r1 published')).toBeVisible();
  // Only what was wrong is another: comment and neighbour stand as typed.
  const text = await cli('config', 'get', '--scope', 'site', '--revision', '1');
  expect(text.split(/\r?\n/).slice(0, 3)).toEqual(['# Names', 'HOST_NAME="desk"', 'DISPLAY_NAME_REPLACE="N"']);
  const phone = await phones.boot({ mac, url });
  expect(phone.settings.get('HOST_NAME')).toBe('desk');
});
