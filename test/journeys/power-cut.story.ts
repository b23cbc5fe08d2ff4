// Done-when 6 of the server issue: phones that bootstrap at every start come back after a power cut, all by themselves.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goToActivity } from '../support/window-steps';
import { expect, test } from '../support/window';

const count = 20;

test(`${count} HDV phones lose their power, start anew from the bootstrap, and are in sync again without a click`, async ({
  workstation,
  phones,
  folder,
}) => {
  const { page, cli, url } = workstation;
  const write = async (name: string, text: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };
  const csv = Array.from({ length: count }, (_, index) => `${mac(index)},KX-HDV130,Desk ${index + 1}`);
  await cli('phones', 'import', await write('phones.csv', ['mac,model,name', ...csv, ''].join('\n')));
  await cli('config', 'publish', '--message', 'The office');
  const booted = await phones.bootAll({ mac: mac(0), model: 'KX-HDV130', url, count });
  await expect(page.getByRole('button', { name: new RegExp(`^${count} In sync`) })).toBeVisible();

  // What is published while they run makes it visible that they came: nobody tells them.
  const file = await write('site.cfg', 'DISPLAY_NAME_REPLACE="N"\r\n');
  await cli('config', 'set', '--scope', 'site', '--file', file);
  await cli('config', 'publish', '--message', 'Before the storm');
  await expect(page.getByRole('button', { name: new RegExp(`^${count} Pending`) })).toBeVisible();

  await Promise.all(booted.map((phone) => phone.powerCycle()));
  await expect(page.getByRole('button', { name: new RegExp(`^${count} In sync`) })).toBeVisible();
  for (const phone of booted) expect(phone.settings.get('DISPLAY_NAME_REPLACE')).toBe('N');
  await expect(page.getByRole('button', { name: /^0 Failed/ })).toBeVisible();

  // Each took its first file twice, and nobody was refused.
  await goToActivity(page, 'First contacts');
  await expect(page.getByText('No phone is armed.')).toBeVisible();
  const came = page.getByRole('table', { name: 'What came to first addresses' });
  await expect(came.getByRole('row').filter({ hasText: 'The file was given out.' })).toHaveCount(2 * count);
  await expect(came.getByRole('row')).toHaveCount(2 * count + 1);
});

function mac(index: number): string {
  return `0080F0A1${(0x1000 + index).toString(16).toUpperCase()}`;
}
