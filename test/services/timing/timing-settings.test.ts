// Grace, catching up and keeping awake, as a person set them for a site.
import { expect, test } from 'vitest';
import { timingSettingsHandlers } from '../../../electron/adapters/window-calls/timing-settings-handlers';
import { calls } from '../../../electron/contract/contract';
import { auditOf } from '../../support/audit';
import { hour, minute, openSite, valueOf, type TestSite } from '../../support/site';

const usual = {
  graceBeforeMinutes: 10,
  graceAfterMinutes: 15,
  catchUp: 'always',
  keepAwake: false,
  comfortablePerMinute: 12,
  cyclicCountsFrom: 'start-up',
};

function context(site: TestSite): { actor: string; services: TestSite['services'] } {
  return { actor: 'window', services: site.services };
}

test('what was set is there after a restart, the rest is as usual, and the audit says what changed', async () => {
  const site = await openSite();
  expect(site.services.timingSettings.current).toEqual(usual);
  const { settings } = valueOf(
    await timingSettingsHandlers['timing.set']({ graceAfterMinutes: 20, catchUp: 'ask' }, context(site)),
  );
  expect(settings).toEqual({ ...usual, graceAfterMinutes: 20, catchUp: 'ask' });
  expect(site.restart().services.timingSettings.current).toEqual(settings);
  expect(site.announced).toContain('phones');
  expect(auditOf(site)).toContainEqual({
    actor: 'window',
    action: 'timing-changed',
    detail: 'minutes of grace after: 15 → 20; catch up: always → ask',
  });
});

test('setting what is set already is no change', async () => {
  const site = await openSite();
  let told = 0;
  site.services.timingSettings.watch(() => told++);
  site.services.timingSettings.change({ catchUp: 'always', keepAwake: undefined }, 'test');
  expect(told).toBe(0);
  expect(auditOf(site).map(({ action }) => action)).not.toContain('timing-changed');
  const stop = site.services.timingSettings.watch(() => told++);
  stop();
  site.services.timingSettings.change({ keepAwake: true }, 'test');
  expect(told).toBe(1);
});

test('grace follows the settings and the rate of the clock, and is the same object until one of them changes', async () => {
  const site = await openSite();
  const { timingSettings } = site.services;
  expect(timingSettings.grace).toEqual({ beforeMs: 10 * minute, afterMs: 15 * minute });
  expect(timingSettings.grace).toBe(timingSettings.grace);
  timingSettings.change({ graceBeforeMinutes: 0, graceAfterMinutes: 1 }, 'test');
  expect(timingSettings.grace).toEqual({ beforeMs: 0, afterMs: minute });
  site.labRate = 240;
  expect(timingSettings.grace).toEqual({ beforeMs: 0, afterMs: 2 * hour });
});

test('the page is told the settings, what is kept awake, and the hours learnt', async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin', ntp: '192.0.2.9', checkTime: '02:00' } });
  site.add(1, { model: 'KX-UT136' });
  site.boot(1);
  site.recordedSince = site.clock.now() - 5 * 24 * hour;
  const shown = valueOf(await timingSettingsHandlers['timing.settings']({}, context(site)));
  expect(calls['timing.settings'].output.parse(shown)).toEqual(shown);
  expect(shown).toMatchObject({
    settings: usual,
    keepAwake: { supported: true, enabled: false, holding: false, from: null, to: null, phones: 0, onMains: true },
    awakeHours: { from: '00:00', to: '00:00', days: 6 },
  });
  site.recordedSince = null;
  site.clock.advance(20 * minute);
  expect(
    valueOf(await timingSettingsHandlers['timing.set']({ keepAwake: true }, context(site))).keepAwake,
  ).toMatchObject({
    enabled: true,
    from: '2026-01-06T01:55:00.000+01:00',
    to: '2026-01-06T02:20:00.000+01:00',
    phones: 1,
  });
});

test('settings nobody can mean are refused at the edge', () => {
  const { input } = calls['timing.set'];
  for (const bad of [
    { graceAfterMinutes: 0 },
    { graceBeforeMinutes: 121 },
    { graceAfterMinutes: 2.5 },
    { catchUp: 'perhaps' },
    { comfortablePerMinute: 0 },
  ])
    expect(input.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
});
