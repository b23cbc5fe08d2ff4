import { expect, test } from 'vitest';
import type { DayReport } from '../../../electron/services/reports/day-report';
import { hour, mac, minute, openSite, settled, valueOf, type TestSite } from '../../support/site';

const atOnce = async (steps: Iterable<void>): Promise<void> => {
  for (const _ of steps);
};
const reported = (site: TestSite, day?: string): Promise<DayReport> => site.services.reports.day(day, atOnce);
const figure = ({ figures }: DayReport, label: string): string => {
  const found = figures.find((each) => each.label === label);
  return found ? `${found.value}${found.detail === '' ? '' : ` (${found.detail})`}` : 'no such figure';
};

test('a day tells what phones took, what was published and resynced, and when nobody served', async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin', ntp: '192.0.2.1', checkTime: '02:00' } });
  site.add(1, { ip: '192.0.2.1' });
  site.add(2);
  site.boot(1);
  site.boot(2);
  site.away = [{ from: site.clock.now() - 3 * hour, to: site.clock.now() - hour, cause: 'closed' }];
  site.clock.advance(minute);
  valueOf(site.services.resync.start({ macs: [mac(1)] }, 'asked for in the window'));
  await settled();
  site.takeFiles(1);
  await settled();
  site.clock.advance(minute);
  const report = await reported(site);
  expect(report).toMatchObject({ site: 'Harbour office', day: '2026-01-05', timeZone: 'Europe/Berlin' });
  expect(figure(report, 'In sync now')).toBe(`2 of 2 (r${site.services.configs.revision} is published)`);
  expect(figure(report, 'Need you now')).toBe('0');
  expect(figure(report, 'Downloads by themselves')).toMatch(/^[1-9]/);
  expect(figure(report, 'Requests served')).toMatch(/^\d+ \(\d+ KB\)$/);
  expect(figure(report, 'Requests refused')).toBe('0');
  expect(figure(report, 'Published')).toBe('2 (r1, r2)');
  expect(figure(report, 'Not serving')).toBe('2 h');
  expect(report.away).toMatchObject([{ cause: 'closed' }]);
  const words = report.happened.map((event) => event.words);
  expect(words[0]).toBe('r1 was published by the test: test (1 phone changed)');
  expect(words.some((text) => /^Resync run \d+, asked for in the window: 1 of 1 done$/.test(text))).toBe(true);
  expect(report.happened.map(({ at }) => at)).toEqual(report.happened.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('phones that nothing will mend by itself need somebody', async () => {
  const site = await openSite();
  site.add(1);
  site.add(2);
  site.boot(1);
  site.file('site', 'DSCP_SIP_1="46"');
  site.publish();
  const report = await reported(site);
  // It has neither a daily check nor an interval; the other has not come yet, which is no news.
  expect(report.needYou).toMatchObject([{ mac: mac(1), state: 'pending' }]);
  expect(figure(report, 'Need you now')).toBe('1 (listed below, as of now)');
});

test('another day is its own midnight to midnight, in the zone of the site', async () => {
  const site = await openSite({ facts: { timeZone: 'Pacific/Auckland' } });
  site.add(1);
  site.boot(1);
  // 09:00 in UTC on the 5th is 22:00 there.
  expect((await reported(site)).day).toBe('2026-01-05');
  site.clock.advance(3 * hour);
  const today = await reported(site);
  expect(today.day).toBe('2026-01-06');
  expect(figure(today, 'Requests served')).toBe('0');
  const yesterday = await reported(site, '2026-01-05');
  expect(figure(yesterday, 'Requests served')).not.toBe('0');
  expect(figure(yesterday, 'Published')).toBe('1 (r1)');
});

test('an absence that has no end yet counts up to now', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC' } });
  site.away = [{ from: site.clock.now() - 90 * minute, to: Infinity, cause: 'listener-down' }];
  expect(figure(await reported(site), 'Not serving')).toBe('1 h 30 min');
});

test('a day without anything is a day of zeros', async () => {
  const site = await openSite();
  const report = await reported(site, '2025-01-01');
  expect(report).toMatchObject({ needYou: [], away: [], happened: [] });
  expect(figure(report, 'Not serving')).toBe('never');
  expect(figure(report, 'Downloads after a resync')).toBe('0 (no resync run)');
});
