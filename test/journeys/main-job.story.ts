// The main job, as a person does it, with nothing but the window and a phone.
import {
  editorText,
  fillPhone,
  goTo,
  openPhone,
  phoneRow,
  publish,
  reviewChanges,
  typeConfig,
  toast,
} from '../support/window-steps';
import { expect, test } from '../support/window';

const mac = '0080F0A1B2C3';

test('from an empty window to a phone in sync, changed, resynced and in sync again', async ({
  workstation,
  phones,
}) => {
  const { page, url } = workstation;
  await page.getByRole('button', { name: 'Add a phone' }).click();
  await fillPhone(page, { mac: '00:80:F0:A1:B2:C3', name: 'Reception', extension: '201' });
  const panel = page.getByRole('complementary', { name: 'Reception' });
  await expect(panel).toContainText('Never seen');

  await panel.getByRole('button', { name: 'Edit config' }).click();
  await typeConfig(page, 'DISPLAY_NAME_REPLACE="N"\n');
  await publish(page, 'First phone');
  await expect(toast(page, 'r1 published')).toBeVisible();

  // The first NOTIFYs get lost, so that the steps can be watched.
  const phone = await phones.boot({ mac, url, faults: { loseNotifies: 2 } });
  await goTo(page, 'Phones');
  await expect(phoneRow(page, 'Reception')).toContainText('In sync');
  expect(phone.settings.get('DISPLAY_NAME_REPLACE')).toBe('N');
  expect(phone.settings.get('PHONE_NUMBER_1')).toBe('201');
  expect(phone.settings.get('SIP_PASS_1')).toBe('phone-secret-1');

  await openPhone(page, 'Reception');
  await panel.getByRole('button', { name: 'Edit config' }).click();
  await expect(editorText(page)).toContainText('DISPLAY_NAME_REPLACE="N"');
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE="N"\n');
  await publish(page, 'Dial without #');
  await openPhone(page, 'Reception');
  await expect(phoneRow(page, 'Reception')).toContainText('Pending');
  expect(phone.settings.has('POUND_KEY_DELIMITER_ENABLE')).toBe(false);

  await panel.getByRole('button', { name: 'Resync' }).click();
  const steps = panel.getByRole('listitem');
  await expect(panel.locator('[aria-current=step]')).toContainText('Answered');
  await expect(phoneRow(page, 'Reception')).toContainText('Resyncing');
  for (const step of ['NOTIFY sent', 'Answered', 'Fetched', 'Done']) {
    await expect(steps.filter({ hasText: step }).filter({ hasText: /\d s$/ })).toBeVisible();
  }
  await expect(phoneRow(page, 'Reception')).toContainText('In sync');
  expect(phone.settings.get('POUND_KEY_DELIMITER_ENABLE')).toBe('N');
});

test('"Publish and resync" leads to the run, and the run to every phone done', async ({ workstation, phones }) => {
  const { page, cli, url } = workstation;
  for (const [index, name] of ['Ward A', 'Ward B', 'Ward C'].entries()) {
    await cli('phones', 'add', '--mac', `0080F0A1000${index}`, '--model', 'KX-UT670', '--name', name);
  }
  await cli('config', 'publish', '--message', 'Three phones');
  const booted = await phones.bootAll({ mac: '0080F0A10000', url, count: 3 });
  await expect(page.getByRole('button', { name: /^3 In sync/ })).toBeVisible();

  await goTo(page, 'Files');
  await page.getByRole('link', { name: 'Site file' }).click();
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE="N"\n');
  const dialog = await reviewChanges(page);
  await dialog.getByLabel('Note').fill('For everyone');
  await dialog.getByRole('button', { name: 'Publish and resync 3 phones' }).click();

  await expect(page.getByRole('heading', { name: /^Resync run \d+$/ })).toBeVisible();
  await expect(page.getByText('3 of 3 done')).toBeVisible();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible();
  const done = page.getByRole('region', { name: 'Done' });
  for (const name of ['Ward A', 'Ward B', 'Ward C']) await expect(done.getByText(name)).toBeVisible();
  for (const phone of booted) expect(phone.settings.get('POUND_KEY_DELIMITER_ENABLE')).toBe('N');
});
