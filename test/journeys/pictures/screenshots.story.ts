// Not a check: `npm run screenshots` fills a site with phones and writes pictures of every page to .cache/screenshots,
// and the one of the README.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { importFolder } from '../../support/import-folder';
import { playServerScene, sceneArgs, sceneEnvironment } from '../../support/server-scene';
import {
  editorText,
  goTo,
  goToActivity,
  goToLine,
  openFile,
  openPhone,
  phoneRow,
  requestRow,
  reviewChanges,
  typeConfig,
} from '../../support/window-steps';
import { expect, test } from '../../support/window';

const root = join(import.meta.dirname, '../../..');
const pictures = join(root, '.cache/screenshots');

const groups: readonly (readonly [group: string, model: string, names: readonly string[]])[] = [
  ['Reception', 'KX-UT670', ['Front desk left', 'Front desk right', 'Admissions', 'Waiting area']],
  ['Ward A', 'KX-UT670', numbered('Ward A room', 12)],
  ['Ward B', 'KX-UT248', numbered('Ward B room', 10)],
  [
    'Offices',
    'KX-UT136',
    ['Dr Hartmann', 'Dr Okafor', 'Dr Lindqvist', 'Accounts', 'Purchasing', 'Head nurse', 'Facility desk'],
  ],
  ['Public', 'KX-UT123', ['Lobby', 'Cafeteria', 'Parking', 'Pharmacy', 'Chapel', 'Laundry', 'Gate']],
];

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

// One after the other: both want the port that the pictures show.
test.describe.configure({ mode: 'default' });

test.use({
  // With a passphrase, so that no picture warns of a missing keychain.
  hostArgs: async ({ folder }, provide) => {
    await writeFile(join(folder, 'passphrase'), 'correct horse battery\n');
    await provide(['--http-port', '8088', '--passphrase-file', join(folder, 'passphrase')]);
  },
});

test('every page, light and dark, wide and narrow', async ({ workstation, phones }) => {
  test.setTimeout(240_000);
  const { page, cli, url } = workstation;
  await mkdir(pictures, { recursive: true });
  await mkdir(join(root, 'docs/images'), { recursive: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await shoot(page, 'phones-empty');

  await cli(
    'site',
    'set',
    'name=Northgate Clinic',
    'timeZone=Europe/Berlin',
    'sip.server=192.168.20.2',
    'ntp=192.168.20.1',
    'checkTime=02:00',
  );
  const all = groups.flatMap(([group, model, names]) => names.map((name) => ({ group, model, name })));
  const macs = all.map((_, index) => `0080F0A1B2${(0x10 + index).toString(16).toUpperCase()}`);
  const csv = join(pictures, 'phones.csv');
  const rows = all.map(
    ({ group, model, name }, index) =>
      `${macs[index]},${model},${name},${group},${2001 + index},${name},secret-${index}`,
  );
  await writeFile(csv, ['mac,model,name,group,line1_extension,line1_name,line1_password', ...rows, ''].join('\n'));
  await cli('phones', 'import', csv);
  await cli('config', 'publish', '--message', 'First list of phones');
  // The last three never plug in.
  const running = all.slice(0, -3);
  const booted = new Map<string, Awaited<ReturnType<typeof phones.boot>>>();
  for (const [index, { model }] of running.entries()) {
    const mac = macs[index] ?? '';
    booted.set(mac, await phones.boot({ mac, model, url }));
  }
  await phones.bootAll({ mac: '0080F0FFEE01', url, count: 2 });
  await expect(page.getByRole('button', { name: new RegExp(`^${running.length} In sync`) })).toBeVisible();
  await cli('schedules', 'add', '--cron', '0 2 * * *', '--do', 'resync', '--behind');
  await cli('schedules', 'add', '--cron', '30 6 * * 1-5', '--do', 'resync', '--group', 'Reception');

  // A change for two wards that half of them have fetched; one phone that was reset.
  const change = join(pictures, 'ward.cfg');
  await writeFile(change, 'POUND_KEY_DELIMITER_ENABLE="N"\r\nDISPLAY_NAME_REPLACE="N"\r\n');
  for (const ward of ['Ward A', 'Ward B']) await cli('config', 'set', '--scope', `group:${ward}`, '--file', change);
  await cli('config', 'publish', '--message', 'Wards dial without #');
  await cli('resync', '--group', 'Ward A', '--wait', '20');
  await booted.get(macs.at(-7) ?? '')?.stop();

  await openPhone(page, 'Ward B room 3');
  await shoot(page, 'phones');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  if (workstation.carrier === 'electron') await page.screenshot({ path: join(root, 'docs/images/phones-window.png') });

  const panel = page.getByRole('complementary', { name: 'Ward B room 3' });
  await panel.getByRole('button', { name: 'Resync' }).click();
  await expect(phoneRow(page, 'Ward B room 3')).toContainText('In sync');
  await shoot(page, 'phones-resynced');

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^2 Waiting/ }).click();
  await expect(page.getByRole('button', { name: 'Add 0080F0FFEE01' })).toBeVisible();
  await shoot(page, 'waiting');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add phones' }).click();
  await shoot(page, 'add-phone');
  await page.keyboard.press('Escape');

  await goTo(page, 'Files');
  await shoot(page, 'files');
  await openPhone(page, 'Front desk left');
  await page.keyboard.press('e');
  await expect(editorText(page)).toBeVisible();
  await typeConfig(
    page,
    '# Louder ringer for the front desk\nRINGER_VOLUME="8"\nDISPLAY_DATE_PATTERN="2"\nPOUND_KEY_DELIMITER_ENABLE = "N"\n',
  );
  await expect(page.getByRole('region', { name: 'Problems of this file' })).toContainText('1 error');
  await shoot(page, 'editor');
  await cli('config', 'set', '--scope', 'phone:0080F0A1B210', '--file', change);
  await expect(page.getByRole('region', { name: 'Problems of this file' })).toContainText('No problems');
  await page.getByRole('main').getByRole('button', { name: 'Review and publish' }).click();
  await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible();
  await shoot(page, 'publish');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish and resync/ })
    .click();
  await expect(page.getByRole('heading', { name: /^Resync run/ })).toBeVisible();
  await shoot(page, 'run');

  for (const name of ['Schedules', 'Activity', 'Server'] as const) {
    await goTo(page, name);
    await shoot(page, name.toLowerCase());
  }
  await goTo(page, 'Activity');
  await page.getByLabel('Answers').selectOption('Refused');
  await page.getByRole('grid', { name: 'Requests, newest first' }).getByRole('row').nth(1).click();
  await shoot(page, 'activity-refused');
});

/** The states of the config editor, in the clinic of the visual specification. */
test('the config editor, light and dark, wide and narrow', async ({ workstation, phones, folder }) => {
  test.setTimeout(240_000);
  const { page, cli, url } = workstation;
  await mkdir(pictures, { recursive: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await cli('site', 'set', 'name=Northgate Clinic', 'timeZone=Europe/London', 'sip.server=192.168.20.5');
  await cli('site', 'set', 'ntp=192.168.20.14', 'checkTime=02:00');
  const names = ['Reception 1', 'Reception 2', 'Reception 3', 'Reception 4', 'Triage desk'];
  const macs = names.map((_, index) => `0080F0A1B2C${index + 3}`);
  for (const [index, name] of names.entries()) {
    const line = `--extension ${2001 + index} --password secret-${index}-x --model KX-UT670 --group Reception`;
    await cli('phones', 'add', '--mac', macs[index] ?? '', '--name', name, ...line.split(' '));
  }
  const [mac = ''] = macs;
  const set = async (scope: string, lines: readonly string[]): Promise<void> => {
    const file = join(folder, 'lines.cfg');
    await writeFile(file, [...lines, ''].join('\n'));
    await cli('config', 'set', '--scope', scope, '--file', file);
  };
  await set('site', ['# Everyone', 'TIME_QUERY_INTVL="3600"', 'CFG_CYCLIC="N"', 'POUND_KEY_DELIMITER_ENABLE="Y"']);
  await set('model:KX-UT670', ['DISPLAY_DATE_PATTERN="2"', 'KEY_PAD_TONE="Y"']);
  const group = [
    '# Reception and triage',
    'CFG_RESYNC_TIME="02:00"',
    'SYSLOG_ADDR="192.168.20.9"',
    'HOST_NAME="front"',
  ];
  await set('group:Reception', group);
  await set(`phone:${mac}`, ['DISPLAY_NAME_REPLACE="N"']);
  await cli('config', 'publish', '--message', 'Move to the new server');
  for (const each of macs.slice(0, -1)) await phones.boot({ mac: each, url });
  await set('site', ['# Everyone', 'TIME_QUERY_INTVL="7200"', 'CFG_CYCLIC="N"', 'POUND_KEY_DELIMITER_ENABLE="N"']);
  await cli('config', 'publish', '--message', 'Dial without #');

  await openFile(page, `phone:${mac}`);
  await openLayer(page, /Reception/);
  await editorText(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await typeConfig(
    page,
    '# Reception and triage\n# Fresh config before the doors open\nCFG_RESYNC_TIME="02:15"\nHOST_NAME = "front"\nCFG_CYCLIC="Y"\nCFG_CYCLIC_INTVL="1440"\nADMIN_PASS="Orchard-7"\n',
  );
  await goToLine(page, 3);
  const inspector = page.getByRole('complementary', { name: 'Effective value' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(inspector).toContainText('you are here');
  await shoot(page, 'editor-text');
  // As a narrow window opens it: the inspector would lie over the text.
  await inspector.getByRole('button', { name: 'Close' }).click();
  await shoot(page, 'editor-text-alone');
  await page.getByRole('main').getByRole('button', { name: 'Effective value' }).click();
  await page.keyboard.press('ControlOrMeta+e');
  const form = page.getByRole('region', { name: 'Form of Reception' });
  await form.getByRole('textbox', { name: /^Daily download time/ }).click();
  await expect(inspector).toContainText('CFG_RESYNC_TIME');
  await shoot(page, 'editor-form');
  await form.getByRole('searchbox').fill('intvl');
  await shoot(page, 'editor-form-search');
  await page.keyboard.press('ControlOrMeta+e');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page
    .getByRole('region', { name: 'Problems of this file' })
    .getByRole('button', { name: 'Remove the blanks', exact: true })
    .click();
  await expect(page.getByRole('region', { name: 'Problems of this file' })).not.toContainText('error');

  const dialog = await reviewChanges(page);
  await dialog.getByLabel('Note').fill('Daily check at 02:15');
  await expect(dialog.getByRole('tablist', { name: 'Files that differ' })).toBeVisible();
  await shoot(page, 'editor-publish');
  await page.keyboard.press('Escape');
  await page.evaluate(() => void (location.hash = '#/compare'));
  await expect(page.getByRole('tablist', { name: 'Files that differ' })).toBeVisible();
  await shoot(page, 'compare');
  await goTo(page, 'Files');
  await expect(page.getByRole('link', { name: 'Site file' })).toBeVisible();
  await shoot(page, 'files-many');

  const old = join(folder, 'old-server');
  for (const [path, bytes] of importFolder()) {
    await mkdir(dirname(join(old, path)), { recursive: true });
    await writeFile(join(old, path), bytes);
  }
  await page.getByRole('button', { name: 'Read a folder…' }).click();
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a folder…' }).click(),
  ]);
  await picker.setFiles(old);
  await expect(page.getByRole('dialog')).toContainText('28 files taken');
  await shoot(page, 'import-preview');
});

test.describe('on a busy morning', () => {
  test.use({
    hostArgs: async ({ folder }, provide) => {
      await writeFile(join(folder, 'passphrase'), 'correct horse battery\n');
      await provide([...sceneArgs, '--passphrase-file', join(folder, 'passphrase')]);
    },
    hostEnvironment: ({ folder }, provide) => sceneEnvironment(folder).then(provide),
  });

  /** Pictures 06 of the visual specification. */
  test('activity and server, light and dark, wide and narrow', async ({ workstation, phones, folder }) => {
    test.setTimeout(120_000);
    const { page } = workstation;
    await mkdir(pictures, { recursive: true });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await playServerScene(workstation, phones, folder);
    await expect(page.getByRole('region', { name: 'Address changed' })).toBeVisible();
    await page.getByRole('heading', { level: 1 }).click();
    await page.getByRole('region', { name: 'Address changed' }).scrollIntoViewIfNeeded();
    await shoot(page, 'server-busy');
    await page.setViewportSize({ width: 1440, height: 2200 });
    await page.screenshot({ path: join(pictures, 'server-busy-whole.png') });

    await goToActivity(page, 'Requests');
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect(page.getByRole('region', { name: 'Blocked address' })).toBeVisible();
    await shoot(page, 'activity-busy');
    await page.setViewportSize({ width: 1440, height: 900 });
    await requestRow(page, 'Reception 1').first().click();
    await expect(page.getByRole('complementary', { name: 'Request in detail' })).toContainText('SHA-256');
    await shoot(page, 'activity-busy-request');
    await goToActivity(page, 'First contacts');
    await shoot(page, 'activity-first-contacts');
    await goToActivity(page, 'Blocked');
    await expect(page.getByRole('table', { name: 'Blocked addresses' })).toBeVisible();
    await shoot(page, 'activity-blocked');
  });
});

async function openLayer(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Layers, weakest first' }).getByRole('link', { name }).first().click();
  await expect(editorText(page)).toBeVisible();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const [width, height] of [
    [1440, 900],
    [1100, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  }
}
