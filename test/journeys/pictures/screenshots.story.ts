// Not a check: `npm run screenshots` fills a site with phones and writes pictures of every page to .cache/screenshots,
// and the one of the README.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { editorText, goTo, openPhone, phoneRow, typeConfig } from '../../support/window-steps';
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
