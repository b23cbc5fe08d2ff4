// What was said over SIP: seen in the window as arrows, read in full, and saved as a file others open.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLooking } from '../support/axe-findings';
import { goTo } from '../support/window-steps';
import { expect, test } from '../support/window';

test('the messages of a resync are shown as a ladder, read in full and saved', async ({
  workstation,
  phones,
  folder,
}) => {
  const { page, cli, url, carrier } = workstation;
  const { findings, look } = await startLooking(page, carrier);
  const mac = '0080F0A10000';
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Reception', '--extension', '200');
  await cli('config', 'publish', '--message', 'One phone');
  await goTo(page, 'Activity');
  await page.getByRole('button', { name: 'SIP', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was said yet' })).toBeVisible();
  await look('nothing said');

  await phones.bootAll({ mac, url, count: 1 });
  await cli('resync', '--all', '--wait', '20');
  const ladder = page.getByRole('table', { name: 'SIP messages, oldest first' });
  const notify = ladder.getByRole('button', { name: /to .*: NOTIFY check-sync/ }).first();
  await expect(ladder.getByRole('button', { name: /from .*: 200 OK/ }).first()).toBeVisible();
  await notify.click();
  await expect(page.getByRole('region', { name: 'The message in full' })).toContainText('Event: check-sync');
  await look('a message');

  const file = join(folder, 'talk.pcapng');
  expect(await cli('sip', 'trace', '--phone', mac, '--out', file)).toContain(`written to ${file}`);
  const bytes = await readFile(file);
  expect(bytes.readUInt32BE(0)).toBe(0x0a0d0d0a);
  expect(bytes.toString('latin1')).toContain('NOTIFY sip:');
  const [download] = await Promise.all([
    carrier === 'chromium' ? page.waitForEvent('download') : null,
    page.getByRole('button', { name: 'Save as text' }).click(),
  ]);
  if (download) expect(await readFile(await download.path(), 'utf8')).toContain('Event: check-sync');
  await expect(page.getByText(/messages? saved/)).toBeVisible();

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was said yet' })).toBeVisible();
  expect(findings).toEqual([]);
});
