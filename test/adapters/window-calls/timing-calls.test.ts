import { expect, test } from 'vitest';
import { timingHandlers } from '../../../electron/adapters/window-calls/timing-handlers';
import { hour, mac, openSite, valueOf, type TestSite } from '../../support/site';

async function siteWithTwo(...lines: string[]): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin', ntp: '192.0.2.9' } });
  site.file('site', ...lines);
  for (const number of [1, 2]) {
    site.add(number, { model: 'KX-UT136' });
    site.boot(number);
  }
  return site;
}

function plan(site: TestSite, phones: { all: true } | { macs: ReturnType<typeof mac>[] }, days: number) {
  const from = site.clock.now();
  const instant = (at: number): string => new Date(at).toISOString();
  const input = { phones, from: instant(from), to: instant(from + days * 24 * hour) };
  return timingHandlers['checks.plan'](input, { actor: 'test', services: site.services });
}

test('checks of all phones come in order of time, in the zone of the site, with each note once', async () => {
  const site = await siteWithTwo('CFG_RESYNC_TIME="02:00"');
  const { checks, notes } = valueOf(await plan(site, { all: true }, 2));
  const times = ['2026-01-06T02:00:00.000+01:00', '2026-01-07T02:00:00.000+01:00'];
  expect(checks).toEqual(
    times.flatMap((at) => [1, 2].map((n) => ({ mac: mac(n), at, trigger: 'fixed-time', outcome: 'reached' }))),
  );
  expect(notes.every(({ phones }) => phones === 2)).toBe(true);
  expect(new Set(notes.map(({ code }) => code)).size).toBe(notes.length);
});

test('a phone that is not there is a problem', async () => {
  const site = await siteWithTwo();
  expect(await plan(site, { macs: [mac(9)] }, 1)).toMatchObject({ ok: false, problem: { code: 'PHONE_UNKNOWN' } });
});

test('more checks than anybody can read are refused', async () => {
  const site = await siteWithTwo('CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1"');
  expect(valueOf(await plan(site, { macs: [mac(1)] }, 1)).checks).toHaveLength(1439);
  expect(await plan(site, { all: true }, 60)).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
});
