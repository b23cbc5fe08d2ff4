// Done-when 7 of the server issue: who guesses is held off, seen, and let in again; phones behind the same address notice nothing.
import { fetchFrom } from '../support/story-clients';
import { goTo, goToActivity, phoneRow, requestRow } from '../support/window-steps';
import { expect, test } from '../support/window';

const mac = '0080F0A1B2C3';
const guesses = 21;

test('a peer that guesses is blocked and seen, phones behind it are served, and a person unblocks and blocks', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  const peer = phones.address();
  const guess = (number: number): Promise<number> =>
    fetchFrom(`${url}first/0080F0DEAD${number + 10}.cfg`, { localAddress: peer }).then(({ status }) => status);
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Reception', '--extension', '201');
  await cli('config', 'publish', '--message', 'Reception');
  for (let number = 0; number < guesses; number++) expect(await guess(number)).toBe(404);

  await goToActivity(page, 'Blocked');
  const row = page.getByRole('table', { name: 'Blocked addresses' }).getByRole('row').filter({ hasText: peer });
  await expect(row).toContainText('by the guard');
  await expect(row.getByRole('cell', { name: String(guesses), exact: true })).toBeVisible();

  // Armed, then with its own address: served at once, and the guesser no better off.
  const phone = await phones.boot({ mac, url, address: peer });
  expect(phone.settings.get('PHONE_NUMBER_1')).toBe('201');
  await phone.powerCycle();
  await goTo(page, 'Phones');
  await expect(phoneRow(page, 'Reception')).toContainText('In sync');
  expect(await guess(guesses)).toBe(404);

  await goTo(page, 'Server');
  const guard = page.getByRole('region', { name: 'Guard' });
  await expect(guard).toContainText(`${guesses + 1} tries`);
  await guard.getByRole('button', { name: `Unblock ${peer}` }).click();
  await expect(guard).toContainText('Nobody is blocked');
  expect(await guess(guesses + 1)).toBe(404);

  // By hand, from the line of the log that raised the doubt.
  await goToActivity(page, 'Requests');
  await requestRow(page, 'unknown phone').first().click();
  await page.getByRole('button', { name: `Block ${peer}` }).click();
  const card = page.getByRole('region', { name: 'Blocked address' });
  await expect(card).toContainText('until you unblock it');
  await goToActivity(page, 'Blocked');
  await expect(row).toContainText('by hand');
  await row.getByRole('button', { name: `Unblock ${peer}` }).click();
  await expect(page.getByText('Nobody is blocked')).toBeVisible();
});
