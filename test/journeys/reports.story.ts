// Daily checks spread over a window, and on paper who has the new times and who does not.
import { startLooking } from '../support/axe-findings';
import { goTo } from '../support/window-steps';
import { expect, test } from '../support/window';

const macs = ['0080F0A10000', '0080F0A10001', '0080F0A10002'];

test('phones get minutes of their own, and a report tells on screen and on paper who has them', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url, carrier } = workstation;
  const { findings, look } = await startLooking(page, carrier);
  await cli('site', 'set', 'name=Northgate Clinic', 'ntp=127.0.0.1', 'checkTime=02:00');
  for (const [index, mac] of macs.entries())
    await cli(
      'phones',
      'add',
      '--mac',
      mac,
      '--model',
      'KX-UT136',
      '--name',
      `Desk ${index + 1}`,
      '--extension',
      `20${index}`,
    );
  await cli('config', 'publish', '--message', 'First three');
  const [first] = await phones.bootAll({ mac: macs[0] ?? '', url, count: macs.length });

  const plan = JSON.parse(await cli('checks', 'stagger', '--between', '23:30-00:30', '--apply', '--json')) as {
    phones: { mac: string; time: string }[];
    peakPerMinute: { before: number; after: number };
  };
  expect(plan.peakPerMinute.before).toBe(3);
  expect(plan.phones.map(({ mac }) => mac).toSorted()).toEqual(macs);
  expect(plan.phones.every(({ time }) => time >= '23:30' || time < '00:30')).toBe(true);
  await cli('config', 'publish', '--message', 'Daily checks spread');

  await goTo(page, 'Files');
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: 'More for r2' }).click();
  await page.getByRole('menuitem', { name: 'Who has it' }).click();
  const table = page.getByRole('table', { name: 'Phones and revision r2' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(page.getByText('0 of 3 phones have it')).toBeVisible();
  await expect(table.getByRole('row').nth(1)).toContainText('It asks next on');
  await expect(table.getByRole('row').nth(1)).toContainText('daily at 02:00');
  await look('who has a revision');

  // Paper: the sheet alone, black on white.
  await page.emulateMedia({ media: 'print' });
  await expect(table).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Site' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  const sheet = await table.evaluate((element) => {
    const { color } = getComputedStyle(element);
    const { backgroundColor, overflow } = getComputedStyle(document.documentElement);
    return {
      color,
      backgroundColor,
      overflow,
      rows: getComputedStyle(element.querySelector('tr') ?? element).breakInside,
    };
  });
  expect(sheet).toEqual({
    color: 'rgb(0, 0, 0)',
    backgroundColor: 'rgb(255, 255, 255)',
    overflow: 'visible',
    rows: 'avoid',
  });
  if (carrier === 'chromium') {
    // One sheet, and none empty after it.
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/MediaBox/g)).toHaveLength(1);
  }
  await page.emulateMedia({ media: 'screen' });

  await first?.powerCycle();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByText('1 of 3 phones have it')).toBeVisible();
  expect(JSON.parse(await cli('report', 'revision', '--json'))).toMatchObject({ revision: 2, have: 1, total: 3 });

  await page.getByRole('link', { name: 'Day', exact: true }).click();
  await expect(page.getByRole('table', { name: 'What happened, in order of time' })).toContainText(
    'Daily checks spread',
  );
  await look('a day');
  expect(findings).toEqual([]);
});
