// What the system says of its power reaches the workstation, and what the workstation wants reaches the system.
import type { Page } from '@playwright/test';
import { startElectron, type RunningElectron } from '../../support/electron-app';
import { expect, test } from '../../support/window';

type Value = Record<string, unknown>;

async function call({ page }: { readonly page: Page }, name: string, input: object = {}): Promise<Value> {
  const asked = `window.workstation.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
  const answer = await page.evaluate<{ value: Value }>(asked);
  return answer.value;
}

const away = async (running: RunningElectron): Promise<unknown> => (await call(running, 'status.show'))['away'];

test('sleep and waking, and a shutdown that ends the program, are told as what they were', async ({ folder }) => {
  const first = await startElectron(folder);
  expect(await away(first)).toEqual([]);
  await first.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  expect(await away(first)).toMatchObject([{ to: null, cause: 'asleep' }]);
  await first.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  expect(await away(first)).toMatchObject([{ to: expect.any(String), cause: 'asleep' }]);

  const closed = first.app.waitForEvent('close');
  await first.app.evaluate(({ powerMonitor }) => void setTimeout(() => powerMonitor.emit('shutdown'), 100));
  await closed;
  const second = await startElectron(folder);
  expect(await away(second)).toMatchObject([{ cause: 'asleep' }, { to: expect.any(String), cause: 'powered-off' }]);
  await second.stop();
});

test.describe('in the evening', () => {
  test.use({ hostArgs: ['--clock', '2026-01-05T21:00:00Z@1'] });

  test('the laptop is kept awake on mains power for the checks of the night, and let go on battery', async ({
    workstation,
    phones,
  }) => {
    const { cli, url } = workstation;
    await cli('site', 'set', 'timeZone=UTC', 'ntp=192.0.2.1', 'checkTime=02:00');
    await cli('phones', 'add', '--mac', '0080F0A10001', '--model', 'KX-UT136', '--name', 'Desk');
    await cli('config', 'publish', '--message', 'One phone');
    await phones.boot({ mac: '0080F0A10001', model: 'KX-UT136', url });
    const { keepAwake } = await call(workstation, 'timing.set', { keepAwake: true });
    expect(keepAwake).toMatchObject({
      supported: true,
      holding: true,
      from: '2026-01-06T01:55:00.000+00:00',
      to: '2026-01-06T02:20:00.000+00:00',
      phones: 1,
    });
    const { app } = workstation;
    expect(await app?.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0))).toBe(true);

    await app?.evaluate(({ powerMonitor }) => {
      powerMonitor.isOnBatteryPower = () => true;
      powerMonitor.emit('on-battery');
    });
    expect(await call(workstation, 'timing.settings')).toMatchObject({ keepAwake: { holding: false, onMains: false } });
    expect(await app?.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0))).toBe(false);
  });
});
