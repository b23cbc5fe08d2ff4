import { expect, test } from 'vitest';
import type { ScheduleWork } from '../../../electron/services/schedules/schedule-store';
import { ProblemError } from '../../../electron/core/shared/problem';
import { hour, mac, minute, openSite, settled, valueOf, TestSite } from '../../support/site';
import { TestClock } from '../../support/test-clock';

const everybody: ScheduleWork = { do: 'resync', phones: { all: true } };
const tidy: ScheduleWork = { do: 'clean-up', phones: null };
function runs(site: TestSite): string[] {
  const time = (at: number | null): string => (at === null ? 'by hand' : new Date(at).toISOString().slice(5, 16));
  return valueOf(site.services.schedules.history(undefined, 500)).toReversed()
    .map(({ state, dueAt, startedAt, outcome }) => `${state} ${time(dueAt)} ${time(startedAt)} ${outcome}`);
}
async function pass(site: TestSite, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= hour) { site.clock.advance(Math.min(left, hour)); await settled(); }
}
async function open(): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'UTC' }, clock: new TestClock() });
  return site;
}
const add = (site: TestSite, more: object) => valueOf(site.services.schedules.add({ name: '', trigger: { cron: '0 2 * * *' }, work: tidy, missed: 'run-on-wake', ...more } as never));

test('A: full disk when its time comes does not end the program', async () => {
  const site = await open();
  site.services.schedules.start();
  add(site, {});
  const { schedules } = site.services.stores as any;
  const before = schedules.beginRun;
  let fails = true;
  (schedules as any).beginRun = (...args: unknown[]) => {
    if (fails) throw new ProblemError({ code: 'DISK_FULL', message: 'm', remedy: 'r' });
    return before(...args);
  };
  let thrown: unknown = null;
  for (let n = 0; n < 20 * 60; n++) { try { site.clock.advance(minute); } catch (e) { thrown = e; } await settled(); }
  fails = false;
  await pass(site, 2 * hour);
  console.log('A', String(thrown), runs(site));
});

test('B: waits for the end of a window through a sleep', async () => {
  const site = await open();
  site.services.schedules.start();
  site.add(1); site.boot(1);
  valueOf(site.services.maintenance.set([{ weekdays: [1,2,3,4,5,6,7], from: '22:00', to: '06:00' }]));
  add(site, { trigger: { cron: '0 23 * * *' }, work: everybody });
  await pass(site, 14.5 * hour); // 23:30
  const from = site.clock.now();
  site.clock.sleep(8 * hour); // 07:30
  site.wakeFrom(from, 'asleep');
  await pass(site, hour);
  console.log('B after 1h', runs(site));
  await pass(site, 7 * hour);
  console.log('B later', runs(site));
});

test('C: missed resync while the network is not there yet', async () => {
  const site = await open();
  site.services.schedules.start();
  site.add(1, { ip: '192.0.2.1' } as never); site.boot(1);
  site.onNotify = () => ({ kind: 'unreachable', detail: 'ENETUNREACH' }) as never;
  add(site, { trigger: { cron: '0 2 * * *' }, work: everybody });
  await pass(site, 14 * hour);
  const from = site.clock.now();
  site.clock.sleep(8 * hour);
  site.away = [{ from, to: Infinity, cause: 'asleep' }];
  site.clock.advance(minute); await settled();
  await pass(site, minute);
  console.log('C', runs(site), site.view(1).state, site.view(1).reason?.problem.code, site.view(1).reason?.problem.message);
});

test('D: clock set far forward then back while running', async () => {
  const site = await open();
  site.services.schedules.start();
  add(site, {});
  site.clock.sleep(365 * 24 * hour);
  await pass(site, 2 * hour);
  (site.clock as any).timeMs -= 365 * 24 * hour;
  for (const entry of (site.clock as any).waiting) entry.atMs -= 365 * 24 * hour;
  await pass(site, 72 * hour);
  console.log('D', runs(site), new Date(site.clock.now()).toISOString());
});

test('E: removed phone in a scheduled run', async () => {
  const site = await open();
  site.services.schedules.start();
  site.add(1); site.boot(1); 
  site.onNotify = () => new Promise(() => undefined) as never;
  const s = add(site, { work: everybody });
  await pass(site, 17 * hour + minute);
  console.log('E1', runs(site));
  valueOf((site.services.phones as any).remove([mac(1)], 'test'));
  await settled();
  await pass(site, 24 * hour);
  console.log('E2', runs(site));
});

test('F: blame before the record began', async () => {
  const site = await open();
  site.add(1); site.facts({ checkTime: '02:00', ntp: '192.0.2.9' } as never); site.publish(); site.boot(1);
  site.services.state.phones.all();
  await pass(site, 3 * 24 * hour);
  site.recordedSince = site.clock.now() - hour;
  console.log('F', site.view(1).state, site.services.timing.outlook().absence(site.phone(1)));
});
