// The laptop as time server: phones get its address, and other files when it has another one.
import { expect, test } from 'vitest';
import { laptopClock } from '../../../electron/core/configs/laptop-clock';
import { openSite, type TestSite } from '../../support/site';

async function siteWithClock(served: 'three-files' | 'one-file' = 'three-files'): Promise<TestSite> {
  const site = await openSite();
  site.facts({ ntp: laptopClock, checkTime: '02:00', served });
  site.publish();
  return site;
}

test.each(['three-files', 'one-file'] as const)('phones are told its address as time server, %s', async (served) => {
  const site = await siteWithClock(served);
  site.add(1);
  expect(site.ask('/KX-UT670.cfg').text).toContain('NTP_ADDR="192.0.2.200"');
  site.boot(1);
  expect(site.held(1).get('NTP_ADDR')).toBe('192.0.2.200');
  expect(site.view(1).state).toBe('inSync');
});

test('a fixed check time has a clock then: nothing is reported', async () => {
  const site = await siteWithClock();
  site.add(1);
  const codes = site.services.problems.of(site.phone(1), 'draft').map(({ code }) => code);
  expect(codes).not.toContain('TIMING_CLOCK_UNSET');
  site.facts({ ntp: '' });
  expect(site.services.problems.of(site.phone(1), 'draft').map(({ code }) => code)).toContain('TIMING_CLOCK_UNSET');
});

test('when the laptop has another address, phones are to fetch it, and are in sync again when it is back', async () => {
  const site = await siteWithClock();
  site.add(1);
  site.boot(1);
  site.baseUrl = 'http://192.0.2.201:8088';
  expect(site.view(1).state).toBe('pending');
  expect(site.ask('/KX-UT670.cfg').text).toContain('NTP_ADDR="192.0.2.201"');
  site.baseUrl = 'http://192.0.2.200:8088';
  expect(site.view(1).state).toBe('inSync');
  site.baseUrl = 'http://192.0.2.201:8099';
  site.takeFiles(1);
  expect(site.held(1).get('NTP_ADDR')).toBe('192.0.2.201');
  expect(site.view(1).state).toBe('inSync');
});

test('without it a move leaves every phone in sync', async () => {
  const site = await openSite();
  site.facts({ ntp: '192.0.2.9' });
  site.add(1);
  site.boot(1);
  site.baseUrl = 'http://192.0.2.201:8088';
  expect(site.view(1).state).toBe('inSync');
});

test('a stronger layer keeps its own time server; variables follow the laptop', async () => {
  const site = await siteWithClock();
  site.add(1);
  site.file('site', 'SYSLOG_ADDR="${site.ntp}"');
  site.file(`phone:${site.phone(1).mac}`, 'NTP_ADDR="pool.example"');
  site.publish();
  site.boot(1);
  expect(site.held(1).get('NTP_ADDR')).toBe('pool.example');
  expect(site.held(1).get('SYSLOG_ADDR')).toBe('192.0.2.200');
  expect(site.view(1).state).toBe('inSync');
});
