// Activity and Server with all they can hold, and each of their dialogs, without a finding of axe.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLooking } from '../support/axe-findings';
import { playServerScene, sceneArgs, sceneEnvironment } from '../support/server-scene';
import { goToActivity, listenerRow, requestRow } from '../support/window-steps';
import { expect, test } from '../support/window';

const dialogs = '[role=dialog]';
const multicastPeer = join(import.meta.dirname, '../support/multicast-peer.mjs');

test.use({
  hostArgs: sceneArgs,
  hostEnvironment: ({ folder }, provide) => sceneEnvironment(folder).then(provide),
});

test('axe finds nothing on Activity and Server, nor in their dialogs', async ({ workstation, phones, folder }) => {
  const { page, carrier } = workstation;
  await page.setViewportSize({ width: 1440, height: 900 });
  const { findings, look } = await startLooking(page, carrier);
  await playServerScene(workstation, phones, folder);
  await expect(page.getByRole('region', { name: 'Address changed' })).toBeVisible();
  await expect(page.getByText('Failed handshakes')).toBeVisible();
  await look('server');

  await page.getByRole('switch', { name: 'Answer phones that ask by multicast' }).click();
  await expect(page.getByText(/^Listening on/)).toBeVisible();
  await promisify(execFile)(process.execPath, [multicastPeer, '127.0.20.71', '0080F0FFEE02', 'KX-HDV230']);
  await expect(page.getByRole('table', { name: 'Phones that asked by multicast' })).toContainText('0080F0FFEE02');
  await look('plug and play');

  await listenerRow(page, 'TFTP files').getByRole('button', { name: /udp$/ }).click();
  await expect(page.getByRole('textbox', { name: 'Port of TFTP files' })).toBeVisible();
  await look('port of a listener', '.pop');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More about certificates' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await look('menu of certificates', '.menu');
  await page.getByRole('menuitem', { name: 'Import a certificate…' }).click();
  await expect(page.getByRole('dialog', { name: 'Import a certificate' })).toBeVisible();
  await look('Import a certificate…', dialogs);
  await page.keyboard.press('Escape');

  const access = page.getByRole('main').locator('section').filter({ hasText: 'Ask with' });
  for (const [button, dialog] of [
    ['Show the 6 phones', 'Phones told 127.0.20.9'],
    ['Show the command', 'Answer on 127.0.20.9 too'],
    ['For your router…', 'Tell phones how…'],
    ['Set up a name…', 'Tell phones a name'],
    ['Change UT670-01.302.fw', /UT670/],
    ['Import contacts…', 'Import contacts'],
    ['Stop serving', 'Stop serving files?'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
    await look(button, dialogs);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await access.getByRole('button', { name: 'Change…' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Who may have files' })).toBeVisible();
  await look('access', dialogs);
  await page.keyboard.press('Escape');

  await goToActivity(page, 'Requests');
  await expect(page.getByRole('region', { name: 'Blocked address' })).toBeVisible();
  await requestRow(page, 'second address').first().click();
  await expect(page.getByRole('complementary', { name: 'Request in detail' })).toBeVisible();
  await look('requests with a refusal');
  await page.getByRole('button', { name: 'Any phone' }).click();
  await expect(page.getByRole('searchbox', { name: 'Name, extension or MAC' })).toBeVisible();
  await look('choice of a phone', '.pop');
  await page.keyboard.press('Escape');
  await goToActivity(page, 'First contacts');
  await expect(page.getByRole('table', { name: 'What came to first addresses' })).toBeVisible();
  await look('first contacts');
  await goToActivity(page, 'Blocked');
  await expect(page.getByRole('table', { name: 'Blocked addresses' })).toBeVisible();
  await look('blocked');
  expect(findings).toEqual([]);
});
