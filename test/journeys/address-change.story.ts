// Done-when 7 of the server issue: the laptop gets another address; the phones that do not know are counted, listed and fetched home.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTo, phoneRow } from '../support/window-steps';
import { expect, test } from '../support/window';

const [old, other] = ['127.0.0.2', '127.0.0.3'] as const;

/** The addresses the computer seems to have: a story may not touch the real ones. */
const have = (folder: string, ...addresses: string[]): Promise<void> =>
  writeFile(
    join(folder, 'interfaces.json'),
    JSON.stringify(addresses.map((address) => ({ name: 'eth0', kind: 'ethernet', address, prefix: 24 }))),
  );

test.use({
  hostArgs: ['--bind', old],
  hostEnvironment: async ({ folder }, provide) => {
    await have(folder, old, other);
    await provide({ CORDBOARD_TEST_INTERFACES: join(folder, 'interfaces.json') });
  },
});

test('an address that is gone is noticed, its phones are listed, and answering there too brings them home', async ({
  workstation,
  phones,
  folder,
}) => {
  const { page, cli, url } = workstation;
  const names = ['Ward A', 'Ward B', 'Ward C'];
  for (const [index, name] of names.entries())
    await cli('phones', 'add', '--mac', `0080F0A1000${index}`, '--model', 'KX-UT670', '--name', name);
  await cli('config', 'publish', '--message', 'Three phones');
  const booted = await phones.bootAll({ mac: '0080F0A10000', url, count: 3 });
  for (const phone of booted) expect(phone.settings.get('CFG_STANDARD_FILE_PATH')).toContain(`//${old}:`);

  await have(folder, other);
  const chip = page.getByRole('button', { name: 'Address changed · 3 phones affected' });
  await expect(chip).toBeVisible();
  await chip.click();
  const banner = page.getByRole('region', { name: 'Address changed' });
  await expect(banner).toContainText(`${old} has been gone from this laptop since`);
  await banner.getByRole('button', { name: 'Show the 3 phones' }).click();
  const listed = page.getByRole('dialog', { name: `Phones told ${old}` });
  for (const name of names) await expect(listed.getByRole('link', { name })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: `Serve here… on ${other}` }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Serve on ${other}` })
    .click();
  await expect(page.getByRole('listitem').filter({ hasText: `${other}/24` })).toContainText('serving');
  await expect(banner).toContainText('3 phones are still told that address');

  // The address is not on the laptop: the window hands out the command, and once it was run one press does the rest.
  await banner.getByRole('button', { name: 'Answer there too' }).click();
  const commands = page.getByRole('dialog', { name: `Answer on ${old} too` });
  await expect(commands).toContainText(old);
  await have(folder, old, other);
  await commands.getByRole('button', { name: 'Answer there too' }).click();
  await expect(page.getByText(`Answering on ${old} too`)).toBeVisible();
  await expect(banner).toBeHidden();

  for (const phone of booted) await phone.powerCycle();
  for (const phone of booted) expect(phone.settings.get('CFG_STANDARD_FILE_PATH')).toContain(`//${other}:`);
  await expect(page.getByRole('region', { name: 'Service' })).not.toContainText('3 phones');
  await goTo(page, 'Phones');
  for (const name of names) await expect(phoneRow(page, name)).toContainText('In sync');
});
