// Predicted checks follow what phones hold; states follow what phones and this laptop did.
import { expect, test } from 'vitest';
import { ProblemError } from '../../../electron/core/shared/problem';
import { absentPhones } from '../../../electron/services/timing/absence-review';
import { hour, minute, openSite, settled, valueOf, type TestSite } from '../../support/site';

const day = 24 * hour;

async function everyStep(steps: Iterable<void>): Promise<void> {
  for (const _ of steps) await Promise.resolve();
}

/** Site at UTC, one phone that took everything at 09:00. */
async function bootedSite(...lines: string[]): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', ...lines);
  site.add(1, { model: 'KX-UT136' });
  site.boot(1);
  return site;
}

function planned(site: TestSite, number = 1, days = 2): string[] {
  const from = site.clock.now();
  const { checks } = site.services.timing.plan(site.phone(number), { from, to: from + days * day });
  return checks.map(({ at, trigger, outcome }) => `${new Date(at).toISOString().slice(8, 16)} ${trigger} ${outcome}`);
}

test('a published change of CFG_RESYNC_TIME that a phone has not taken does not move its check', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  const before = planned(site);
  expect(before).toEqual(['06T02:00 fixed-time reached', '07T02:00 fixed-time reached']);
  site.file('site', 'CFG_RESYNC_TIME="04:30"');
  site.publish();
  expect(planned(site)).toEqual(before);
  site.takeFiles(1);
  expect(planned(site)).toEqual(['06T04:30 fixed-time reached', '07T04:30 fixed-time reached']);
});

test('a removed CFG_RESYNC_TIME does not either, not even once the phone took the files without it', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  const before = planned(site);
  site.file('site', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="60"');
  site.publish();
  expect(planned(site)).toEqual(before);
  site.takeFiles(1);
  expect(planned(site)).toEqual(before);
});

test('an empty CFG_RESYNC_TIME, taken, brings cyclic checks to life', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1200"');
  site.file('site', 'CFG_RESYNC_TIME=""', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1200"');
  site.publish();
  site.takeFiles(1);
  expect(planned(site)).toEqual(['06T05:00 cyclic reached', '07T01:00 cyclic reached']);
});

test('a phone that was never seen has no checks, and a note that says so', async () => {
  const site = await openSite();
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1);
  const { checks, notes } = site.services.timing.plan(site.phone(1), { from: 0, to: site.clock.now() + day });
  expect(checks).toEqual([]);
  expect(notes.map(({ code }) => code)).toEqual(['START_NOT_KNOWN']);
  expect(site.view(1).nextCheckAt).toBeNull();
});

test('checks while this laptop is away are told unreachable', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  site.away = [{ from: Date.UTC(2026, 0, 5, 23, 50), to: Date.UTC(2026, 0, 6, 7, 30) }];
  expect(planned(site)).toEqual(['06T02:00 fixed-time unreachable', '07T02:00 fixed-time reached']);
});

test('the next check of a phone is told with its view', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  expect(site.view(1)).toMatchObject({
    nextCheckAt: Date.UTC(2026, 0, 6, 2),
    asksByItself: true,
    nextCheck: 'daily at 02:00',
  });
});

test('a phone that nothing sets the clock of does not ask by itself, whatever its time', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1);
  site.boot(1);
  expect(site.view(1)).toMatchObject({ nextCheckAt: null, asksByItself: false });
  expect(site.view(1).nextCheck).toBe('not by itself: nothing sets its clock');
  site.clock.advance(9 * day);
  expect(site.view(1).state).toBe('inSync');
});

test('a phone that does not come is missed once the grace is over, and in sync again when it comes', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  site.clock.advance(17 * hour + 90_000);
  expect(site.view(1).state).toBe('inSync');
  site.clock.advance(15 * minute);
  expect(site.view(1).state).toBe('missed');
  site.takeFiles(1);
  expect(site.view(1).state).toBe('inSync');
});

test('the next check of a phone on an interval that found nobody is its retry', async () => {
  const site = await bootedSite('CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="240"', 'CFG_RTRY_INTVL="30"');
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 5, 13));
  site.clock.advance(4 * hour + 40 * minute);
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 5, 17));
  site.away = [{ from: Date.UTC(2026, 0, 5, 12), to: Date.UTC(2026, 0, 5, 13, 20) }];
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 5, 17));
  site.away = [{ from: Date.UTC(2026, 0, 5, 12), to: Date.UTC(2026, 0, 5, 13, 35) }];
  expect(site.view(1)).toMatchObject({ state: 'away', nextCheckAt: Date.UTC(2026, 0, 5, 14) });
});

test('a phone whose check fell into an away span is away, and missed only after one we were there for', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  site.away = [{ from: Date.UTC(2026, 0, 5, 23, 50), to: Date.UTC(2026, 0, 6, 7, 30) }];
  site.clock.advance(22.5 * hour);
  expect(site.view(1).state).toBe('away');
  site.clock.advance(day);
  expect(site.view(1).state).toBe('missed');
});

test('that time alone made a phone missed is told to whoever looks at phones', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  const { absences } = site.services;
  absences.start();
  site.announced.length = 0;
  site.clock.advance(17 * hour + 14 * minute);
  expect(site.announced).toEqual([]);
  site.clock.advance(2 * minute);
  expect(site.announced).toEqual(['phones']);
  absences.stop();
  expect(site.clock.pending).toBe(0);
});

test('a phone a little before its time is not expected once more', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  site.clock.advance(17 * hour - 4 * minute);
  site.takeFiles(1);
  site.clock.advance(hour);
  expect(site.view(1)).toMatchObject({ state: 'inSync', nextCheckAt: Date.UTC(2026, 0, 7, 2) });
});

test('a KX-UT670, whose zone codes nobody can read, is never missed, but may be away', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1, { model: 'KX-UT670' });
  site.boot(1);
  site.clock.advance(3 * day);
  expect(site.view(1).state).toBe('inSync');
  site.away = [{ from: Date.UTC(2026, 0, 8, 1), to: Date.UTC(2026, 0, 8, 3) }];
  expect(site.view(1).state).toBe('away');
});

test('the clock of a KX-UT670 is learnt from two nights, and kept over a restart', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1, { model: 'KX-UT670' });
  site.boot(1);
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 6, 2));
  // 21:00 UTC is 02:00 five hours east.
  site.clock.advance(12 * hour);
  for (let night = 0; night < 2; night++) {
    site.takeFiles(1);
    site.clock.advance(day);
  }
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 8, 21));
  site.clock.advance(15 * minute);
  expect(site.view(1).state).toBe('missed');
  expect(site.restart().view(1)).toMatchObject({ state: 'missed', nextCheckAt: Date.UTC(2026, 0, 8, 21) });
});

test('a resynced KX-UT670 shows nothing of its clock', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1, { model: 'KX-UT670' });
  site.boot(1);
  for (let night = 0; night < 3; night++) {
    site.clock.advance(day);
    valueOf(site.services.resync.start({ all: true }, 'test'));
    await settled();
    site.takeFiles(1);
    await settled();
  }
  const { notes } = site.services.timing.plan(site.phone(1), { from: 0, to: site.clock.now() });
  expect(notes.map(({ code }) => code)).toContain('ZONE_NOT_KNOWN');
});

test('on a full disk a KX-UT670 gets its files all the same, the resync it is in hears of it, and its clock is learnt', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1, { model: 'KX-UT670' });
  site.boot(1);
  site.services.stores.sites.saveSetting = () => {
    throw new ProblemError({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Free some space.' });
  };
  site.clock.advance(12 * hour);
  for (let night = 0; night < 2; night++) {
    expect(site.takeFiles(1).map(({ status }) => status)).toEqual([200, 200, 200]);
    site.clock.advance(day);
  }
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 8, 21));
});

test('a KX-UT670 whose clock is put back by an hour is not blamed by the old one until the new one is learnt', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  site.add(1, { model: 'KX-UT670' });
  site.boot(1);
  site.clock.advance(12 * hour);
  for (let night = 0; night < 4; night++) {
    site.takeFiles(1);
    site.clock.advance(day);
  }
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 10, 21));
  site.clock.advance(hour);
  site.takeFiles(1);
  site.clock.advance(day - hour + 30 * minute);
  expect(site.view(1).state).toBe('inSync');
  expect(site.restart().view(1).state).not.toBe('missed');
  site.clock.advance(30 * minute);
  site.takeFiles(1);
  expect(site.view(1).nextCheckAt).toBe(Date.UTC(2026, 0, 11, 22));
});

test('of the time before anything was recorded nobody is blamed', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  site.clock.advance(3 * day);
  expect(site.services.states.all()).toMatchObject({ missed: 1 });
  site.recordedSince = site.clock.now() - hour;
  expect(site.services.states.all()).toMatchObject({ missed: 0, inSync: 1 });
  site.clock.advance(18 * hour);
  expect(site.view(1).state).toBe('missed');
});

test('a check a few minutes after the record began may have been made before it', async () => {
  const site = await bootedSite('CFG_RESYNC_TIME="02:00"');
  site.clock.advance(18 * hour);
  site.recordedSince = Date.UTC(2026, 0, 6, 1, 55);
  expect(site.view(1).state).toBe('inSync');
  site.recordedSince = Date.UTC(2026, 0, 6, 1, 45);
  expect(site.view(1).state).toBe('missed');
});

test('a phone on an interval that was resynced counts from its start all the same: what our absence hid is not its fault', async () => {
  const site = await bootedSite('CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1440"', 'CFG_RTRY_INTVL="1440"');
  site.clock.advance(4 * hour);
  site.takeFiles(1);
  site.clock.advance(21.5 * hour);
  // Its own check at 09:00 found nobody; counted from the resync it is due at 13:00.
  site.wakeFrom(Date.UTC(2026, 0, 6, 8, 30));
  site.clock.advance(3 * hour);
  expect(site.view(1).state).toBe('away');
  const review = await absentPhones({ ...site.services, settings: site.services.timingSettings }, everyStep);
  expect(review.map(({ why }) => why)).toEqual(['This laptop was asleep from 08:30 to 10:30.']);
  site.clock.advance(day);
  expect(site.view(1).state).toBe('missed');
});

test('one phone less away and another one more is told as well', async () => {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_RESYNC_TIME="02:00"');
  for (const n of [1, 2]) site.add(n, { model: 'KX-UT136' });
  for (const n of [1, 2]) site.boot(n);
  site.clock.advance(22.5 * hour);
  site.away = [{ from: Date.UTC(2026, 0, 6, 1), to: Date.UTC(2026, 0, 6, 7) }];
  site.takeFiles(2);
  const { absences } = site.services;
  absences.start();
  site.announced.length = 0;
  const states = site.services.state.phones;
  const [one, two] = [site.phone(1).lastFetch, site.phone(2).lastFetch];
  states.note(site.phone(1).id, { lastFetch: two });
  states.note(site.phone(2).id, { lastFetch: one });
  site.clock.advance(30_000);
  expect(site.announced).toEqual(['phones']);
  absences.stop();
});

test('what intervals count from is a setting of the site: after a NOTIFY they begin anew, or they do not', async () => {
  const site = await bootedSite('CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="120"');
  const absentAt = (hours: number): string => {
    site.clock.advance(hours * hour);
    return site.view(1).state;
  };
  site.services.timingSettings.change({ cyclicCountsFrom: 'last-download' }, 'test');
  expect(site.services.timing.outlook().phaseMs(site.phone(1))).toBe(0);
  // Two hours after its last download, with a quarter of an hour of grace: nothing is left to doubt.
  expect(absentAt(2.3)).toBe('missed');
  site.services.timingSettings.change({ cyclicCountsFrom: 'start-up' }, 'test');
  expect(site.services.timing.outlook().phaseMs(site.phone(1))).toBe(2 * hour);
});
