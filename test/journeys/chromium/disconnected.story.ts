// The window in a browser when the host goes away under it.
import { openWindow, startHost } from '../../support/chromium-host';
import { phoneRow } from '../../support/window-steps';
import { runCli } from '../../support/running-host';
import { expect, test } from '../../support/window';

test('a host that dies leaves the last rows with their time; a new one asks for the new link', async ({
  folder,
  sharedBrowser,
}) => {
  if (!sharedBrowser) throw new Error('this story needs Chromium');
  const host = await startHost(folder);
  const { context, page } = await openWindow(sharedBrowser, host.windowUrl);
  await runCli(
    `${folder}/data`,
    'phones',
    'add',
    '--mac',
    '0080F0A1B2C3',
    '--model',
    'KX-UT670',
    '--name',
    'Reception',
  );
  await expect(phoneRow(page, 'Reception')).toBeVisible();

  await host.kill();
  const banner = page.getByRole('alert').filter({ hasText: 'Not connected to the workstation; trying again.' });
  await expect(banner).toContainText(/What you see is as of \d\d:\d\d/);
  await expect(phoneRow(page, 'Reception')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Asking…' })).toBeDisabled();

  const { port } = new URL(host.windowUrl);
  const again = await startHost(folder, ['--control-port', port]);
  await expect(page.getByRole('alert').filter({ hasText: 'This link is no longer valid.' })).toBeVisible();
  await expect(phoneRow(page, 'Reception')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(again.windowUrl);
  await expect(phoneRow(page, 'Reception')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await context.close();
  await again.stop();
});

test('a wrong token gets a clear page and nothing else', async ({ folder, sharedBrowser }) => {
  if (!sharedBrowser) throw new Error('this story needs Chromium');
  const host = await startHost(folder);
  const { context, page } = await openWindow(sharedBrowser, host.windowUrl.replace(/#.*/, '#token=wrong'));
  const banner = page.getByRole('alert').filter({ hasText: 'This link is no longer valid.' });
  await expect(banner).toContainText('Start Cordboard again and open the address it prints.');
  await context.close();
  await host.stop();
});
