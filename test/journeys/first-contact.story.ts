// Done-when 5 of the first issue: what is refused, the window explains, and one press puts right what can be.
import type { Locator, Page } from '@playwright/test';
import { fetchFrom } from '../support/story-clients';
import { fillPhone, goTo, goToActivity, openPhone, phoneRow, toast } from '../support/window-steps';
import { expect, test, type Workstation } from '../support/window';

const mac = '0080F0A1B2C3';

async function addPublished({ cli }: Workstation): Promise<void> {
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Reception', '--extension', '201');
  await cli('config', 'publish', '--message', 'Reception');
}

function firstContacts(page: Page): Locator {
  return page.getByRole('table', { name: 'What came to first addresses' }).getByRole('row');
}

/** In the ledger: the reason in the row of the request, and what it means beside it. */
async function expectRefusal({ page }: Workstation, word: string, means: string): Promise<void> {
  await goTo(page, 'Activity');
  await page.getByLabel('Answers').selectOption('Refused');
  await page
    .getByRole('grid', { name: 'Requests, newest first' })
    .getByRole('row')
    .filter({ hasText: word })
    .first()
    .click();
  await expect(page.getByRole('complementary', { name: 'Request in detail' })).toContainText(means);
}

test('a first contact that two addresses ask for is refused to the second, and the window says so', async ({
  workstation,
  phones,
}) => {
  const { page, url } = workstation;
  await addPublished(workstation);
  const first = await fetchFrom(`${url}first/${mac}.cfg`, { localAddress: phones.address() });
  expect(first.status).toBe(200);
  const second = await phones.boot({ mac, url });
  expect(second.settings.has('PHONE_NUMBER_1')).toBe(false);

  const panel = await openPhone(page, 'Reception');
  await expect(panel).toContainText(`A second address, ${second.address}, asked for its first file and was refused.`);
  await expectRefusal(workstation, 'second address', 'Two devices asked for the same phone.');
  await goToActivity(page, 'First contacts');
  const stolen = firstContacts(page).filter({ hasText: second.address });
  await expect(stolen).toContainText('This first contact already belongs to another address.');

  // The technician knows better: armed again, it is given to whoever comes first.
  await openPhone(page, 'Reception');
  await panel.getByRole('button', { name: 'Arm again' }).click();
  await expect(page.getByText('1 phone armed')).toBeVisible();
  await second.powerCycle();
  await expect(phoneRow(page, 'Reception')).toContainText('In sync');
  expect(second.settings.get('PHONE_NUMBER_1')).toBe('201');
});

test('a revoked token gets nothing, and the window says why', async ({ workstation, phones }) => {
  const { page, url } = workstation;
  await addPublished(workstation);
  const phone = await phones.boot({ mac, url });
  const panel = await openPhone(page, 'Reception');
  await expect(panel).toContainText('In sync');

  await panel.getByRole('button', { name: 'More for this phone' }).click();
  await page.getByRole('menuitem', { name: 'Revoke its token now…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByText('Token revoked')).toBeVisible();
  await phone.powerCycle();

  await expect(phoneRow(page, 'Reception')).toContainText('Failed');
  await expect(panel).toContainText('revoked');
  await expectRefusal(workstation, 'revoked', 'It used an address that was revoked and is no longer served.');
});

test('a stranger waits, gets nothing, and is taken in from there', async ({ workstation, phones }) => {
  const { page, url } = workstation;
  await addPublished(workstation);
  const stranger = await phones.boot({ mac: '0080F0FFEE01', url });
  expect(stranger.settings.has('PHONE_NUMBER_1')).toBe(false);

  await page.getByRole('button', { name: /^1 Waiting/ }).click();
  await page.getByRole('button', { name: 'Add 0080F0FFEE01' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a phone' });
  await expect(dialog.getByLabel('MAC address')).toHaveValue('00:80:F0:FF:EE:01');
  await fillPhone(page, { mac: '00:80:F0:FF:EE:01', name: 'Back office', extension: '202' });
  await page.getByRole('button', { name: 'Unpublished changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(toast(page, 'r2 published')).toBeVisible();

  await stranger.powerCycle();
  await expect(phoneRow(page, 'Back office')).toContainText('In sync');
  await expect(page.getByRole('button', { name: /^0 Waiting/ })).toBeDisabled();
  expect(stranger.settings.get('PHONE_NUMBER_1')).toBe('202');
});

test.describe('with a clock 600 times as fast', () => {
  test.use({ hostArgs: ['--clock', '2026-11-23T09:00:00Z@600'] });

  test('a phone reset to factory settings is armed again with one press', async ({ workstation, phones }) => {
    const { page, url } = workstation;
    await addPublished(workstation);
    const phone = await phones.boot({ mac, url });
    const panel = await openPhone(page, 'Reception');
    await expect(panel).toContainText('In sync');

    // After its first contact its own address has 15 minutes of grace: 1.5 s here.
    await expect(async () => {
      await phone.factoryReset();
      expect(phone.settings.has('PHONE_NUMBER_1')).toBe(false);
    }).toPass();
    await expect(phoneRow(page, 'Reception')).toContainText('Failed');
    await expect(panel).toContainText('armed');
    // Where first contacts are listed it is one press too.
    await goToActivity(page, 'First contacts');
    await expect(firstContacts(page).filter({ hasText: 'not armed' }).first()).toContainText('Reception');
    await page.getByRole('button', { name: 'Arm again: Reception' }).first().click();
    const expected = page.getByRole('table', { name: 'Expected now' }).getByRole('row');
    await expect(expected.filter({ hasText: 'Reception' })).toBeVisible();
    await openPhone(page, 'Reception');
    await expect(panel).toContainText(/Armed until/);

    await phone.powerCycle();
    await expect(phoneRow(page, 'Reception')).toContainText('In sync');
    expect(phone.settings.get('PHONE_NUMBER_1')).toBe('201');
    await expectRefusal(workstation, 'not armed', 'most likely it was reset to factory settings');
  });
});
