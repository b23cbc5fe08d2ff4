// Not a check: `npm run screenshots -- -g "resync run"` writes pictures of a run with every kind of row to .cache/screenshots.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VirtualPhoneOptions } from '../../../electron/adapters/virtual-phone/virtual-phone-options';
import { expect, test } from '../../support/window';

const pictures = join(import.meta.dirname, '../../../.cache/screenshots');

const wards: readonly (readonly [ward: string, faults: VirtualPhoneOptions['faults'] | null, count: number])[] = [
  ['Ward A room', null, 20],
  ['Ward B room', null, 12],
  ['Consulting room', { answerNotify: 'silence' }, 1],
  ['Pharmacy desk', { answerNotify: 403 }, 1],
  ['Chapel', { challenge: { authId: 'other', password: 'Other-1' } }, 1],
  ['Laundry', { ignoreAfterAnswer: true }, 2],
];

// A minute of patience passes in twelve seconds.
test.use({ hostArgs: ['--clock', '2026-11-24T18:29:30Z@5'] });

test('a resync run under way and over, light and dark, wide and narrow', async ({ workstation, phones }) => {
  const { page, cli, url } = workstation;
  test.setTimeout(180_000);
  await mkdir(pictures, { recursive: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await cli('site', 'set', 'name=Northgate Clinic', 'timeZone=Europe/London');
  const macOf = (ward: number, index: number): string =>
    `0080F0A${ward + 1}00${index.toString(16).toUpperCase().padStart(2, '0')}`;
  const rows = wards.flatMap(([ward, , count], place) =>
    Array.from({ length: count }, (_, index) => {
      const name = count > 1 ? `${ward} ${index + 1}` : ward;
      return `${macOf(place, index)},KX-UT670,${name},${ward},${2101 + place * 100 + index},${name}`;
    }),
  );
  const csv = join(pictures, 'resync.csv');
  await writeFile(csv, ['mac,model,name,group,line1_extension,line1_name', ...rows, ''].join('\n'));
  await cli('phones', 'import', csv);
  await cli('config', 'publish', '--message', 'The clinic');
  for (const [place, [, faults, count]] of wards.entries())
    await phones.bootAll({ mac: macOf(place, 0), url, count, ...(faults ? { faults } : {}) });
  const { run } = JSON.parse(await cli('resync', '--all', '--rate', '1', '--at-once', '8', '--json')) as {
    run: { id: number };
  };
  await page.evaluate((hash) => (window.location.hash = hash), `#/resync/${run.id}`);
  await expect(page.getByText(/^2[0-9] of 37 done/)).toBeVisible({ timeout: 60_000 });
  await shoot('run-under-way');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await shoot('run-paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Finished, 5 need you')).toBeVisible({ timeout: 120_000 });
  await shoot('run-over');
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('button', { name: 'Change' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot('run-pace-dialog');

  async function shoot(name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [width, height] of [
        [1440, 900],
        [1100, 720],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: join(pictures, `${name}-${colorScheme}-${width}.png`) });
      }
    }
  }
});
