import { describe, expect, test } from 'vitest';
import type { ScheduleRunRecord, ScheduleWork } from '../../../electron/services/schedules/schedule-store';
import { mac, minute, openSite, settled, valueOf, type TestSite } from '../../support/site';

/** Done by hand, to its end unless it waits for phones. */
async function done(site: TestSite, work: ScheduleWork): Promise<ScheduleRunRecord> {
  const { schedules } = site.services;
  const wanted = { name: 'Job', trigger: { cron: '0 2 * * *' }, work, missed: 'skip' } as const;
  const { record } = valueOf(schedules.add(wanted));
  valueOf(schedules.run(record.id));
  for (let turn = 0; turn < 20; turn++) await settled();
  const [run] = valueOf(schedules.history(record.id, 1));
  if (!run) throw new Error('no run');
  return run;
}

async function openWithPhones(count: number, group: string | null = null): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin' } });
  for (let phone = 1; phone <= count; phone++) {
    site.add(phone, { group });
    site.boot(phone);
  }
  site.services.schedules.start();
  return site;
}

describe('publish', () => {
  test('the draft becomes a revision under its message', async () => {
    const site = await openWithPhones(2);
    site.file('site', 'SIP_SESSION_TIME="300"');
    const before = site.services.publishing.revision;
    expect(await done(site, { do: 'publish', phones: null, message: 'Tonight' })).toMatchObject({
      state: 'done',
      outcome: `r${before + 1}, 2 phones changed`,
    });
    expect(site.services.configs.history()[0]).toMatchObject({ message: 'Tonight', author: 'schedule' });
    expect(await done(site, { do: 'publish', phones: null })).toMatchObject({
      state: 'done',
      outcome: `Nothing new to publish, still r${before + 1}`,
    });
  });

  test('chosen scopes alone', async () => {
    const site = await openWithPhones(2);
    site.file('site', 'SIP_SESSION_TIME="300"');
    site.file(`phone:${mac(1)}`, 'SIP_SESSION_TIME="600"');
    expect((await done(site, { do: 'publish', phones: null, layers: [`phone:${mac(1)}`] })).outcome).toMatch(
      /, 1 phone changed$/,
    );
    expect(site.services.state.layers.drafts()).toEqual([{ kind: 'file', scope: 'site' }]);
  });

  test('then phones it changed are resynced, and no other', async () => {
    const site = await openWithPhones(3);
    site.file(`phone:${mac(2)}`, 'SIP_SESSION_TIME="600"');
    site.file(`phone:${mac(3)}`, 'SIP_SESSION_TIME="600"');
    const run = await done(site, { do: 'publish', phones: { macs: [mac(1), mac(2)] } });
    expect(run).toMatchObject({ state: 'running', outcome: 'r4, 2 phones changed. Resync run 1 over 1 phone' });
    expect(site.notifies).toHaveLength(1);
    site.takeFiles(2);
    await settled();
    site.clock.advance(minute);
    await settled();
    expect(valueOf(site.services.schedules.history(run.scheduleId, 1))).toMatchObject([
      { state: 'done', outcome: 'r4, 2 phones changed. Resync run 1 over 1 phone: all done', resyncRunId: 1 },
    ]);
  });

  test('errors refuse: the row has the message and the remedy, and nothing is published', async () => {
    const site = await openWithPhones(1);
    const before = site.services.publishing.revision;
    site.file('site', 'CFG_RESYNC_TIME="25:00"');
    const run = await done(site, { do: 'publish', phones: { all: true } });
    expect(run.state).toBe('failed');
    expect(run.outcome).toMatch(/^site, line 1: .+ Nothing was published\.$/);
    expect([site.services.publishing.revision, site.notifies]).toEqual([before, []]);
  });
});

test('a resync of phones that are behind, when none is, is done', async () => {
  const site = await openWithPhones(1);
  expect(await done(site, { do: 'resync', phones: { behind: true } })).toMatchObject({
    state: 'done',
    outcome: 'Nothing to resync: no phone is behind',
  });
});

test('a resync nobody answers has failed, and says how many', async () => {
  const site = await openWithPhones(1);
  site.onNotify = () => ({ kind: 'answered', status: 489, reason: 'Bad Event' });
  const run = await done(site, { do: 'resync', phones: { all: true } });
  for (let turn = 0; turn < 20; turn++) {
    site.clock.advance(minute);
    await settled();
  }
  expect(valueOf(site.services.schedules.history(run.scheduleId, 1))).toMatchObject([
    { state: 'failed', outcome: 'Resync run 1 over 1 phone: 0 done, 1 failed' },
  ]);
});

test('a backup is named by the time on the wall of the site', async () => {
  const site = await openWithPhones(0);
  expect(await done(site, { do: 'backup', phones: null })).toMatchObject({
    state: 'done',
    outcome: 'backups/cordboard-2026-01-05-100000.db, 4.2 MB',
  });
});

test('a report tells who has the newest revision; with nothing published it says so', async () => {
  const site = await openWithPhones(0);
  expect((await done(site, { do: 'report', phones: null })).state).toBe('failed');
  site.add(1);
  site.boot(1);
  site.add(2);
  const run = await done(site, { do: 'report', phones: null });
  expect(run).toMatchObject({
    state: 'done',
    outcome: expect.stringMatching(/^1 of 2 phones have it: reports\/.+\.csv$/) as string,
  });
  expect(site.reports[0]?.text).toContain(mac(1));
});

test('a clean-up tidies the request log and keeps the newest 1,000 runs of each schedule', async () => {
  const site = await openWithPhones(0);
  const { scheduleId, ...run } = await done(site, { do: 'backup', phones: null });
  const { schedules } = site.services.stores;
  site.database.inOneTransaction(() => {
    for (let more = 0; more < 1_003; more++) schedules.beginRun({ ...run, scheduleId }, 0);
  });
  expect((await done(site, { do: 'clean-up', phones: null })).outcome).toBe(
    'Request log tidied, 4 old schedule runs removed',
  );
  expect(schedules.runs(scheduleId, 2_000)).toHaveLength(1_000);
  expect(site.tidied).toBe(1);
});

test('a catch-up with nobody to catch up with is done', async () => {
  const site = await openWithPhones(1);
  expect(await done(site, { do: 'catch-up', phones: null })).toMatchObject({
    state: 'done',
    outcome: 'No phone found nobody',
  });
});

describe('firmware wave', () => {
  const wave: ScheduleWork = {
    do: 'firmware-wave',
    phones: null,
    firmware: { file: 'ut670-01.133.fw', group: 'Ward' },
  };

  async function withFirmware(site: TestSite, version: string | null): Promise<void> {
    const { library } = site.services;
    const bytes = new TextEncoder().encode('firmware');
    const id = valueOf(await library.begin('ut670-01.133.fw', 'firmware', bytes.length));
    valueOf(await library.append(id, bytes));
    valueOf(await library.finish(id, { models: ['KX-UT670'], version: null }));
    const [file] = await library.list();
    if (file && version !== null) valueOf(library.assign(file.id, { models: ['KX-UT670'], version, groups: ['Desk'] }));
    site.publish();
  }

  test('tells the group of the firmware, publishes that, and resyncs the group', async () => {
    const site = await openWithPhones(2, 'Ward');
    site.add(3, { group: 'Desk' });
    await withFirmware(site, '01.133');
    expect(await done(site, wave)).toMatchObject({
      state: 'running',
      outcome: expect.stringMatching(/^r\d+\. Resync run 1 over 2 phones$/) as string,
    });
    expect(site.services.state.layers.siteFacts('published').firmware).toMatchObject([
      { version: '01.133', groups: ['Desk', 'Ward'] },
    ]);
    expect(site.services.state.layers.drafts()).toEqual([]);
  });

  test('never publishes what else is drafted for the site', async () => {
    const site = await openWithPhones(1, 'Ward');
    site.add(3, { group: 'Desk' });
    await withFirmware(site, '01.133');
    site.file('site', 'SIP_SESSION_TIME="300"');
    expect(await done(site, wave)).toMatchObject({
      state: 'failed',
      outcome: expect.stringContaining('changes that are not published yet') as string,
    });
    expect(site.notifies).toEqual([]);
  });

  test.each([
    ['without a version', null, 'Give its version'],
    ['that the library does not have', undefined, 'The library has no such file'],
  ])('of a file %s fails with the reason', async (_what, version, words) => {
    const site = await openWithPhones(1, 'Ward');
    if (version !== undefined) await withFirmware(site, version);
    expect(await done(site, wave)).toMatchObject({
      state: 'failed',
      outcome: expect.stringContaining(words) as string,
    });
    expect(site.services.state.layers.drafts()).toEqual([]);
  });
});
