// Every page and dialog without a finding of axe: light in Electron, dark in Chromium.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startLooking } from '../support/axe-findings';
import { importFolder } from '../support/import-folder';
import { goTo, goToLine, openFile, openPhone, phoneRow, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

test('axe finds nothing on any page', async ({ workstation, phones }) => {
  const { page, cli, url, carrier } = workstation;
  const { findings, look } = await startLooking(page, carrier);
  await expect(page.getByRole('button', { name: 'Add a phone' })).toBeVisible();
  await look('phones, empty');
  await page.getByRole('button', { name: 'Add a phone' }).click();
  await expect(page.getByRole('dialog').getByLabel('MAC address')).toBeVisible();
  await look('add a phone');
  await page.keyboard.press('Escape');

  for (const [index, name] of ['Reception', 'Ward A', 'Kitchen'].entries()) {
    const mac = `0080F0A1000${index}`;
    await cli(
      'phones',
      'add',
      '--mac',
      mac,
      '--model',
      'KX-UT670',
      '--name',
      name,
      '--group',
      'Wards',
      '--extension',
      `20${index}`,
    );
  }
  await cli('config', 'publish', '--message', 'Three phones');
  await phones.bootAll({ mac: '0080F0A10000', url, count: 2 });
  await phones.boot({ mac: '0080F0FFEE01', url });
  await cli('schedules', 'add', '--cron', '0 2 * * *', '--do', 'resync', '--all');
  await openPhone(page, 'Reception');
  await expect(phoneRow(page, 'Ward A')).toContainText('In sync');
  await look('phones with a panel');

  await goTo(page, 'Files');
  await look('files');
  await page.getByRole('link', { name: 'Site file' }).click();
  await typeConfig(page, 'POUND_KEY_DELIMITER_ENABLE="N"\nbroken\n');
  await expect(page.getByRole('region', { name: 'Problems of this file' })).toContainText('1 error');
  await look('editor');
  await page.getByRole('main').getByRole('button', { name: 'Review and publish' }).click();
  await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible();
  await look('publish dialog');
  await page.keyboard.press('Escape');

  await cli('resync', '--all', '--wait', '1').catch(() => undefined);
  await goTo(page, 'Activity');
  await expect(page.getByRole('grid', { name: 'Requests, newest first' })).toBeVisible();
  await look('activity');
  await page.evaluate(() => (window.location.hash = '#/resync/1'));
  await expect(page.getByRole('heading', { name: 'Resync run 1' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Done' }).getByRole('listitem')).toHaveCount(2);
  await look('run');
  await goTo(page, 'Schedules');
  await expect(page.getByRole('table', { name: 'Schedules' })).toBeVisible();
  await look('schedules');
  await goTo(page, 'Server');
  await expect(page.getByRole('table', { name: 'Listening' })).toBeVisible();
  await look('server');
  expect(findings).toEqual([]);
});

test('axe finds nothing in any state of the editor, in publishing and comparing', async ({ workstation, phones }) => {
  const { page, cli, url, carrier } = workstation;
  const mac = '0080F0A1B2C3';
  await page.setViewportSize({ width: 1440, height: 900 });
  const { findings, look } = await startLooking(page, carrier);
  for (const [at, name] of [
    [mac, 'Desk'],
    ['0080F0A1B2C4', 'Door'],
  ] as const) {
    await cli('phones', 'add', '--mac', at, '--model', 'KX-UT670', '--name', name, '--group', 'Reception');
  }
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'TIME_QUERY_INTVL="600"\nSYSLOG_ADDR="192.0.2.9"\nHOST_NAME="group"\n');
  await cli('config', 'publish', '--message', 'First');
  await phones.boot({ mac, url });

  await goToLine(page, 2);
  await page.keyboard.press('ControlOrMeta+Shift+k');
  await expect(page.getByRole('group', { name: 'What happens to SYSLOG_ADDR on the phone' })).toBeVisible();
  await openFile(page, `phone:${mac}`);
  await typeConfig(page, '# Own\nTIME_QUERY_INTVL="900"\nADMIN_PASS="Orchard-7"\nHOUSE_RULE="x"\n');
  await goToLine(page, 2);
  const inspector = page.getByRole('complementary', { name: 'Effective value' });
  await expect(inspector).toContainText('you are here');
  await look('text with inspector');
  await openFile(page, 'group:Reception');
  await expect(page.getByRole('group', { name: 'What happens to SYSLOG_ADDR on the phone' })).toBeVisible();
  await look('line taken away');
  await openFile(page, `phone:${mac}`);
  await page.keyboard.press('ControlOrMeta+e');
  const form = page.getByRole('region', { name: 'Form of Desk' });
  await form.getByRole('searchbox').fill('INTVL');
  await form.getByRole('textbox', { name: /^Interval between time/ }).click();
  await expect(inspector).toContainText('you are here');
  await look('form with inspector');
  await form.getByRole('button', { name: /^Not in catalogue/ }).click();
  await look('form, not in catalogue');
  await form.getByRole('searchbox').fill('ADMIN_PASS');
  await form.getByRole('button', { name: /^All/ }).click();
  await form.getByRole('button', { name: 'Move ADMIN_PASS to the vault' }).click();
  await expect(page.getByRole('dialog', { name: 'Move ADMIN_PASS into the vault?' })).toBeVisible();
  await look('move to the vault');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+e');

  await page.getByRole('main').getByRole('button', { name: 'Review and publish' }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await expect(dialog.getByRole('combobox', { name: 'What happens to SYSLOG_ADDR' })).toBeVisible();
  await expect(dialog.getByRole('tablist', { name: 'Files that differ' })).toBeVisible();
  await look('publish dialog');
  await page.keyboard.press('Escape');
  await page.evaluate(() => (window.location.hash = '#/compare'));
  await expect(page.getByRole('tablist', { name: 'Files that differ' })).toBeVisible();
  await look('compare');

  expect(findings).toEqual([]);
});

test('axe finds nothing in the dialogs of files and of many phones', async ({ workstation, folder }) => {
  const { page, cli, carrier } = workstation;
  const { findings, look } = await startLooking(page, carrier);
  for (const [index, name] of ['Desk', 'Door'].entries()) {
    await cli('phones', 'add', '--mac', `0080F0A1B2C${index}`, '--model', 'KX-UT670', '--name', name);
  }
  await cli('config', 'publish', '--message', 'First');
  await goTo(page, 'Files');
  await page.getByRole('button', { name: 'New file' }).first().click();
  await expect(page.getByRole('dialog', { name: 'New config file' })).toBeVisible();
  await look('new file');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: 'More for r1' }).click();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await look('history with a menu');
  await page.keyboard.press('Escape');

  const old = join(folder, 'old-server');
  for (const [path, bytes] of importFolder()) {
    await mkdir(dirname(join(old, path)), { recursive: true });
    await writeFile(join(old, path), bytes);
  }
  await goTo(page, 'Files');
  await page.getByRole('button', { name: 'Read a folder…' }).click();
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a folder…' }).click(),
  ]);
  await picker.setFiles(old);
  await expect(page.getByRole('dialog')).toContainText('28 files taken');
  await look('import preview');
  await page.keyboard.press('Escape');

  await goTo(page, 'Phones');
  for (const name of ['Desk', 'Door']) await phoneRow(page, name).getByRole('checkbox').check();
  const bulk = page.getByRole('toolbar', { name: '2 phones selected' });
  await bulk.getByRole('button', { name: 'Edit shared values' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit shared values of 2 phones' })).toBeVisible();
  await look('bulk edit');
  expect(findings).toEqual([]);
});
