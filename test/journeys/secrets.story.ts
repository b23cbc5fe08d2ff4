import { editorText, openFile, openPhone, publish, typeConfig, toast } from '../support/window-steps';
import { expect, test } from '../support/window';

const mac = '0080F0A1B2C3';

test('a line password is seen for 20 s, then a made-up one takes its place', async ({ workstation }) => {
  const { page, cli } = workstation;
  const phone = `--mac ${mac} --model KX-UT670 --name Desk --extension 201 --password phone-secret-1`;
  await cli('phones', 'add', ...phone.split(' '));
  const panel = await openPhone(page, 'Desk');
  // So that the 20 s can pass at once.
  await page.clock.install();
  await panel.getByRole('button', { name: 'More for this phone' }).click();
  await page.getByRole('menuitem', { name: 'Edit phone and lines…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Desk' });
  const password = dialog.getByLabel('SIP password');
  await expect(password).toHaveValue('');
  await dialog.getByRole('button', { name: 'Show the password of line 1 for 20 s' }).click();
  await expect(password).toHaveValue('phone-secret-1');
  await expect(dialog.getByText(/^shown for (20|19) s$/)).toBeVisible();
  await page.clock.fastForward(15_000);
  await expect(password).toHaveValue('phone-secret-1');
  await page.clock.fastForward(6_000);
  await expect(password).toHaveValue('');

  await dialog.getByRole('button', { name: 'Make up the password of line 1' }).click();
  await expect(password).toHaveValue(/^[!-~]{8,}$/);
  const made = await password.inputValue();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await cli('config', 'publish', '--message', 'New password');
  const effective = JSON.parse(await cli('config', 'effective', '--phone', mac, '--json')) as {
    parameters: { name: string; value: string }[];
  };
  expect(effective.parameters.find(({ name }) => name === 'SIP_PASS_1')?.value).toBe(made);
});

test('a password typed into a file moves into the vault, and the phone still gets it', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk');
  await openFile(page, 'site');
  await typeConfig(page, 'ADMIN_PASS="Orchard-7"\n');
  const problems = page.getByRole('region', { name: 'Problems of this file' });
  await problems
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'Move to the vault' }) })
    .getByRole('button', { name: 'Move to the vault' })
    .click();
  await expect(page.getByText(/^Moved into the vault as /)).toBeVisible();
  await expect(editorText(page)).toContainText(/ADMIN_PASS="\$\{secret\.\w+\}"/);
  await expect(editorText(page)).not.toContainText('Orchard-7');
  expect(await cli('config', 'get', '--scope', 'site')).not.toContain('Orchard-7');

  await publish(page, 'Admin password');
  await expect(toast(page, 'r1 published')).toBeVisible();
  const phone = await phones.boot({ mac, url });
  expect(phone.settings.get('ADMIN_PASS')).toBe('Orchard-7');
});
