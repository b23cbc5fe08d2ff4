import { test } from '../support/window';
test('look', async ({ workstation }) => {
  const { page, cli, carrier } = workstation;
  await page.setViewportSize({ width: 1440, height: 900 });
  page.on('console', (m) => console.log('CONSOLE', m.text()));
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `.cache/look/${carrier}-1-empty.png` });
  await cli('site', 'set', 'name=Northgate Clinic', 'sip.server=192.168.20.2');
  for (let i = 0; i < 8; i++)
    await cli(
      'phones',
      'add',
      '--mac',
      `0080F0A1B2C${i}`,
      '--model',
      'KX-UT670',
      '--name',
      `Reception ${i}`,
      '--group',
      i % 2 ? 'Reception' : 'Wards',
      '--extension',
      `200${i}`,
      '--password',
      'secret12',
    );
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `.cache/look/${carrier}-2-phones.png` });
});
