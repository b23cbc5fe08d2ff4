import { expect, test } from 'vitest';
import { hour, mac, openSite, settled, valueOf } from '../../support/site';

test('a schedule is stored, planned in the zone of the site, and planned again after a restart', async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/London' } });
  const added = valueOf(site.services.schedules.add(' 0  2 * * * ', { all: true }));
  expect(added).toMatchObject({
    record: { cron: '0 2 * * *', phones: { all: true } },
    timeZone: 'Europe/London',
    nextRunAt: site.clock.now() + hour,
    lastRun: null,
  });
  expect(site.announced).toContain('schedules');
  const again = site.restart({ facts: { timeZone: 'Europe/London' } });
  expect(site.jobs.every((job) => job.stopped)).toBe(true);
  expect(again.jobs).toEqual([]);
  again.services.schedules.start();
  expect(again.jobs).toMatchObject([{ cron: '0 2 * * *', timeZone: 'Europe/London', stopped: false }]);
});

test('when its time comes it starts a resync run and remembers it as the last', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const { record } = valueOf(site.services.schedules.add('0 2 * * *', { macs: [mac(1)] }));
  site.jobs[0]?.run();
  await settled();
  expect(site.notifies).toHaveLength(1);
  expect(site.services.schedules.list()).toMatchObject([
    { lastRun: { outcome: 'Resync run 1 over 1 phone', resyncRunId: 1, startedAt: site.clock.now() } },
  ]);
  site.takeFiles(1);
  site.clock.advance(hour);
  expect(valueOf(site.services.schedules.run(record.id))).toMatchObject({ resyncRunId: 2 });
  expect(site.restart().services.schedules.list()).toMatchObject([{ lastRun: { resyncRunId: 2 } }]);
});

test('phones removed since are left out; with none left the run says so', async () => {
  const site = await openSite();
  site.add(1);
  site.add(2);
  const { record } = valueOf(site.services.schedules.add('0 2 * * *', { macs: [mac(1), mac(2)] }));
  valueOf(site.services.phones.remove([mac(1)], 'Ann'));
  expect(valueOf(site.services.schedules.run(record.id)).outcome).toBe('Resync run 1 over 1 phone');
  valueOf(site.services.phones.remove([mac(2)], 'Ann'));
  expect(valueOf(site.services.schedules.run(record.id))).toMatchObject({
    resyncRunId: null,
    outcome: expect.stringContaining('There is no phone') as string,
  });
});

test('another time zone moves every job', async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/London' } });
  valueOf(site.services.schedules.add('0 2 * * *', { all: true }));
  site.facts({ timeZone: 'Asia/Tokyo' });
  site.services.schedules.replan();
  expect(site.jobs).toMatchObject([
    { timeZone: 'Europe/London', stopped: true },
    { timeZone: 'Asia/Tokyo', stopped: false },
  ]);
});

test('an expression that is none is refused and not stored; an unknown schedule is no schedule', async () => {
  const site = await openSite();
  const { schedules } = site.services;
  expect(schedules.add('every night', { all: true })).toMatchObject({
    ok: false,
    problem: { code: 'SCHEDULE_INVALID' },
  });
  expect(schedules.list()).toEqual([]);
  expect(schedules.run(7)).toMatchObject({ ok: false, problem: { code: 'SCHEDULE_UNKNOWN' } });
  expect(schedules.remove(7)).toMatchObject({ ok: false, problem: { code: 'SCHEDULE_UNKNOWN' } });
});

test('a removed schedule never runs again', async () => {
  const site = await openSite();
  const { record } = valueOf(site.services.schedules.add('0 2 * * *', { all: true }));
  valueOf(site.services.schedules.remove(record.id));
  expect(site.jobs[0]?.stopped).toBe(true);
  expect(site.restart().services.schedules.list()).toEqual([]);
});
