import { describe, expect, test } from 'vitest';
import type { ScheduleWork } from '../../../electron/services/schedules/schedule-store';
import type { NewSchedule, ScheduleState } from '../../../electron/services/schedules/schedule-service';
import { TestClock } from '../../support/test-clock';
import { hour, mac, minute, openSite, second, settled, TestSite, valueOf } from '../../support/site';

const tidy: ScheduleWork = { do: 'clean-up', phones: null };
const everybody: ScheduleWork = { do: 'resync', phones: { all: true } };

function add(site: TestSite, more: Partial<NewSchedule> = {}): ScheduleState {
  const wanted = { name: '', trigger: { cron: '0 2 * * *' }, work: tidy, missed: 'run-on-wake', ...more } as const;
  return valueOf(site.services.schedules.add(wanted));
}

/** `state due→began outcome` of every run, oldest first, times as in UTC. */
function runs(site: TestSite): string[] {
  const time = (at: number | null): string => (at === null ? 'by hand' : new Date(at).toISOString().slice(5, 16));
  return valueOf(site.services.schedules.history(undefined, 500))
    .toReversed()
    .map(({ state, dueAt, startedAt }) => `${state} ${time(dueAt)} ${time(startedAt)}`);
}

/** At 2026-01-05 09:00 UTC, a Monday, in London. */
async function openStarted(from?: string): Promise<TestSite> {
  const clock = from === undefined ? new TestClock() : new TestClock(Date.parse(from));
  const site = await openSite({ facts: { timeZone: 'Europe/London' }, clock });
  site.services.schedules.start();
  return site;
}

/** Lets time pass with room for everything else. */
async function pass(site: TestSite, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= hour) {
    site.clock.advance(Math.min(left, hour));
    await settled();
  }
}

function restart(site: TestSite): TestSite {
  const again = site.restart({ facts: { timeZone: 'Europe/London' } });
  again.services.schedules.start();
  return again;
}

/** The program is closed for so long. */
function closedFor(site: TestSite, ms: number): TestSite {
  site.services.schedules.stop();
  site.clock.advance(ms);
  return restart(site);
}

describe('times', () => {
  test('cron is planned in the zone of the site, runs when its time comes, and again the next day', async () => {
    const site = await openStarted();
    const added = add(site, { trigger: { cron: ' 0  2 * * * ' } });
    expect(added).toMatchObject({
      record: { trigger: { cron: '0 2 * * *' } },
      timeZone: 'Europe/London',
      nextRunAt: Date.parse('2026-01-06T02:00Z'),
      nextRunNote: null,
      lastRun: null,
    });
    expect(site.announced).toContain('schedules');
    await pass(site, 48 * hour);
    await settled();
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T02:00', 'done 01-07T02:00 01-07T02:00']);
    expect(site.tidied).toBe(2);
  });

  test('a moment comes once', async () => {
    const site = await openStarted();
    const at = Date.parse('2026-02-14T03:00Z');
    expect(add(site, { trigger: { at } })).toMatchObject({ nextRunAt: at });
    await pass(site, 60 * 24 * hour);
    expect(runs(site)).toEqual(['done 02-14T03:00 02-14T03:00']);
    expect(site.services.schedules.list()).toMatchObject([{ nextRunAt: null }]);
  });

  test('on wake comes after every sleep and start of the program, not after a cable was out', async () => {
    const site = await openStarted();
    add(site, { trigger: { on: 'wake' } });
    await pass(site, 8 * hour);
    site.wakeFrom(site.clock.now() - hour, 'asleep');
    await settled();
    await pass(site, hour);
    site.wakeFrom(site.clock.now() - minute, 'address-gone');
    await pass(site, hour);
    site.wakeFrom(site.clock.now() - minute, 'crashed');
    await settled();
    expect(runs(site)).toEqual(['done 01-05T17:00 01-05T17:00', 'done 01-05T19:00 01-05T19:00']);
  });

  test('another time zone moves every job, and makes up for nothing', async () => {
    const site = await openStarted();
    add(site);
    site.facts({ timeZone: 'Asia/Tokyo' });
    site.services.schedules.replan();
    expect(site.services.schedules.list()).toMatchObject([{ nextRunAt: Date.parse('2026-01-05T17:00Z') }]);
    await pass(site, 24 * hour);
    expect(runs(site)).toEqual(['done 01-05T17:00 01-05T17:00']);
  });

  test('another time zone that nobody tells of moves every job within a minute', async () => {
    const site = await openStarted();
    add(site);
    site.facts({ timeZone: 'Asia/Tokyo' });
    await pass(site, 24 * hour);
    expect(runs(site)).toEqual(['done 01-05T17:00 01-05T17:00']);
  });

  test('a change of the site that leaves its time zone makes no time seen to', async () => {
    const site = await openStarted();
    add(site);
    const again = closedFor(site, 20 * hour - 30 * second);
    again.services.schedules.replan();
    await settled();
    expect(runs(again)).toEqual(['done 01-06T02:00 01-06T04:59']);
    site.clock.sleep(24 * hour);
    again.services.schedules.replan();
    again.clock.advance(minute);
    await settled();
    expect(runs(again)).toHaveLength(2);
  });

  test('what was and what will be, for a picture of the day', async () => {
    const site = await openStarted();
    add(site, { trigger: { cron: '0 */6 * * *' } });
    const paused = add(site, { trigger: { cron: '30 10 * * *' } });
    valueOf(site.services.schedules.pause(paused.record.id, true));
    await pass(site, 4 * hour);
    await settled();
    const day = Date.parse('2026-01-05T00:00Z');
    const times = site.services.schedules.timesBetween(day, day + 24 * hour);
    expect(times.map(({ at, state }) => `${new Date(at).toISOString().slice(11, 16)} ${state}`)).toEqual([
      '12:00 done',
      '18:00 due',
    ]);
    const next = site.services.schedules.timesBetween(day + 24 * hour, day + 36 * hour);
    expect(next.map(({ at, state }) => `${new Date(at).toISOString().slice(11, 16)} ${state}`)).toEqual([
      '00:00 due',
      '06:00 due',
      '10:30 paused',
    ]);
  });

  test('paused, its times pass and are not made up for', async () => {
    const site = await openStarted();
    const { record } = add(site);
    const moment = add(site, { trigger: { at: site.clock.now() + hour } });
    valueOf(site.services.schedules.pause(record.id, true));
    valueOf(site.services.schedules.pause(moment.record.id, true));
    await pass(site, 30 * hour);
    expect(runs(site)).toEqual([]);
    expect(valueOf(site.services.schedules.pause(record.id, false))).toMatchObject({
      nextRunAt: Date.parse('2026-01-07T02:00Z'),
    });
    valueOf(site.services.schedules.pause(moment.record.id, false));
    await pass(site, 12 * hour);
    expect(runs(site)).toEqual(['done 01-07T02:00 01-07T02:00']);
  });

  test('changed, it comes at its new time and does its new work', async () => {
    const site = await openStarted();
    const { record } = add(site);
    const work: ScheduleWork = { do: 'backup', phones: null };
    valueOf(site.services.schedules.change(record.id, { trigger: { cron: 'every hour' }, work, name: ' Copies ' }));
    await pass(site, 90 * minute);
    await settled();
    expect(site.backups).toEqual(['2026-01-05-100000']);
    expect(site.services.schedules.list()).toMatchObject([
      { record: { name: 'Copies', trigger: { cron: '0 * * * *' } }, nextRunAt: Date.parse('2026-01-05T11:00Z') },
    ]);
  });

  test('a removed schedule never runs again', async () => {
    const site = await openStarted();
    const { record } = add(site);
    valueOf(site.services.schedules.remove(record.id));
    await pass(site, 48 * hour);
    expect(site.tidied).toBe(0);
    expect(restart(site).services.schedules.list()).toEqual([]);
  });
});

test('a lab clock stands between milliseconds', async () => {
  const site = await openSite({ clock: new TestClock(Date.UTC(2026, 0, 5, 9) + 0.625) });
  const { schedules, maintenance } = site.services;
  schedules.start();
  valueOf(maintenance.set([{ weekdays: [1, 2], from: '10:00', to: '12:00' }]));
  add(site, { trigger: { cron: '0 * * * *' }, work: { do: 'backup', phones: null } });
  add(site, { trigger: { cron: '0 11 * * *' }, work: everybody });
  expect(schedules.read('tonight at 3').ok).toBe(true);
  await pass(site, 5 * hour);
  expect(schedules.list()).toMatchObject([{ lastRun: { state: 'done' } }, { lastRun: { state: 'done' } }]);
  expect(site.backups).toHaveLength(5);
});

describe('away', () => {
  test.each([
    ['run-on-wake', ['done 01-08T02:00 01-08T09:00', 'done 01-09T02:00 01-09T02:00']],
    ['skip', ['skipped 01-08T02:00 01-08T09:00', 'done 01-09T02:00 01-09T02:00']],
  ] as const)('closed for three nights, %s: one row, and the next night as ever', async (missed, expected) => {
    const site = await openStarted();
    add(site, { missed });
    const again = closedFor(site, 72 * hour);
    await settled();
    expect(runs(again)).toEqual([expected[0]]);
    const twice = restart(again);
    await settled();
    expect(runs(twice)).toEqual([expected[0]]);
    twice.clock.advance(24 * hour);
    await settled();
    expect(runs(twice)).toEqual(expected);
  });

  test('what was left out says how often', async () => {
    const site = await openStarted();
    add(site, { missed: 'skip', trigger: { cron: '0 * * * *' } });
    add(site, { missed: 'skip', trigger: { cron: '*/5 * * * *' } });
    const again = closedFor(site, 10 * hour);
    expect(valueOf(again.services.schedules.history(undefined, 9)).map(({ outcome }) => outcome)).toEqual([
      'Its time passed 100 times or more while this laptop was away, and it is not made up for',
      'Its time passed 10 times while this laptop was away, and it is not made up for',
    ]);
  });

  test('a moment missed is made up for once, or left out', async () => {
    const site = await openStarted();
    const at = site.clock.now() + hour;
    add(site, { trigger: { at } });
    add(site, { trigger: { at }, missed: 'skip' });
    const again = closedFor(site, 5 * hour);
    await settled();
    expect(runs(again).toSorted()).toEqual(['done 01-05T10:00 01-05T14:00', 'skipped 01-05T10:00 01-05T14:00']);
    expect(runs(closedFor(again, 5 * hour))).toHaveLength(2);
  });

  test.each([
    ['run-on-wake', 'done 01-06T02:00 01-06T07:00'],
    ['skip', 'skipped 01-06T02:00 01-06T07:00'],
  ] as const)('asleep over its time, %s: once at waking, though its timer comes late as well', async (missed, row) => {
    const site = await openStarted();
    add(site, { missed });
    site.clock.advance(14 * hour);
    site.clock.sleep(8 * hour);
    site.wakeFrom(site.clock.now() - 8 * hour);
    await settled();
    expect(runs(site)).toEqual([row]);
    site.clock.advance(12 * hour);
    expect(runs(site)).toEqual([row]);
  });

  test('after a sleep nobody told of, the next look makes up for it', async () => {
    const site = await openStarted();
    add(site);
    site.clock.advance(14 * hour);
    site.clock.sleep(8 * hour);
    site.clock.advance(2 * minute);
    await settled();
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T07:01']);
  });

  test('on wake itself runs when the program was closed, once for each waking', async () => {
    const site = await openStarted();
    add(site, { trigger: { on: 'wake' } });
    const again = closedFor(site, 9 * hour);
    again.wakeFrom(again.clock.now() - 9 * hour, 'closed');
    again.wakeFrom(again.clock.now() - 9 * hour, 'closed');
    await settled();
    expect(runs(again)).toEqual(['done 01-05T18:00 01-05T18:00']);
  });

  test('a clock that was set back does not run a schedule twice; a lab that begins again does', async () => {
    const site = await openStarted('2026-01-06T01:59Z');
    add(site);
    site.clock.advance(2 * minute);
    const back = new TestClock(Date.parse('2026-01-06T01:58Z'));
    const again = new TestSite(site.database, back, site.services.state.site.id, {});
    again.services.schedules.start();
    back.advance(10 * minute);
    expect(runs(again)).toHaveLength(1);
    again.services.schedules.stop();
    const lab = new TestClock(Date.parse('2025-01-01T00:00Z'));
    const anew = new TestSite(site.database, lab, site.services.state.site.id, {});
    anew.services.schedules.start();
    lab.advance(24 * hour);
    anew.services.schedules.stop();
    expect(runs(anew)).toHaveLength(2);
  });
});

describe('runs', () => {
  test('a run is over when its resync run is, and says how it ended', async () => {
    const site = await openStarted();
    for (const phone of [1, 2]) {
      site.add(phone);
      site.boot(phone);
    }
    const { record } = add(site, { work: everybody, name: 'Nightly' });
    const { clock } = site;
    clock.advance(17 * hour + 1000);
    await settled();
    expect(site.services.schedules.list()).toMatchObject([
      { lastRun: { state: 'running', outcome: 'Resync run 1 over 2 phones', resyncRunId: 1, endedAt: null } },
    ]);
    expect(site.services.resync.runs(1)).toMatchObject([{ cause: `Schedule ${record.id}: Nightly` }]);
    for (const phone of [1, 2]) site.takeFiles(phone);
    await settled();
    clock.advance(minute);
    await settled();
    const [run] = valueOf(site.services.schedules.history(record.id, 1));
    expect(run).toMatchObject({ state: 'done', outcome: 'Resync run 1 over 2 phones: all done' });
    expect((run?.endedAt ?? 0) - (run?.startedAt ?? 0)).toBeGreaterThan(0);
  });

  test('overlap is forbidden: still busy, it is left out, and by hand refused', async () => {
    const site = await openStarted();
    site.add(1);
    site.boot(1);
    site.onNotify = () => new Promise(() => undefined);
    const { record } = add(site, { work: everybody, trigger: { cron: '*/5 * * * *' } });
    site.clock.advance(11 * minute);
    await settled();
    expect(
      valueOf(site.services.schedules.history(record.id, 9)).map(({ state, outcome }) => [state, outcome]),
    ).toEqual([
      ['skipped', 'Still busy with the run that began on Monday 5 January 2026 at 09:05'],
      ['running', 'Resync run 1 over 1 phone'],
    ]);
    expect(site.services.schedules.run(record.id)).toMatchObject({ ok: false, problem: { code: 'SCHEDULE_BUSY' } });
    expect(site.notifies).toHaveLength(1);
  });

  test('by hand it runs beside its times', async () => {
    const site = await openStarted();
    const { record, nextRunAt } = add(site);
    expect(valueOf(site.services.schedules.run(record.id))).toMatchObject({ dueAt: null, state: 'running' });
    await settled();
    expect(site.services.schedules.list()).toMatchObject([{ nextRunAt, lastRun: { state: 'done', dueAt: null } }]);
  });

  test('killed in the middle: the row says so, and it is not begun again', async () => {
    const site = await openStarted();
    const { record } = add(site, { work: { do: 'backup', phones: null } });
    site.clock.advance(17 * hour);
    const again = restart(site);
    await settled();
    expect(valueOf(again.services.schedules.history(record.id, 9))).toMatchObject([
      { state: 'interrupted', outcome: 'The program ended in the middle of it' },
    ]);
  });

  test('a resync run that goes on after a restart is followed on to its end', async () => {
    const site = await openStarted();
    for (const phone of [1, 2]) {
      site.add(phone);
      site.boot(phone);
    }
    site.onNotify = () => new Promise(() => undefined);
    const { record } = add(site, { work: everybody });
    site.clock.advance(17 * hour);
    await settled();
    const again = restart(site);
    expect(valueOf(again.services.schedules.history(record.id, 9))).toMatchObject([
      { state: 'running', outcome: 'Resync run 1 over 2 phones' },
    ]);
    for (const phone of [1, 2]) again.takeFiles(phone);
    await pass(again, 2 * hour);
    const [run, ...others] = valueOf(again.services.schedules.history(record.id, 9));
    expect(others).toEqual([]);
    expect(run?.state).toMatch(/^(done|failed)$/);
    expect(run?.outcome).toMatch(/^Resync run 1 over 2 phones: .*(done|failed)$/);
  });
});

describe('maintenance windows', () => {
  const quietNights = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '05:00' };

  test('a schedule about phones waits for the end, then runs once; others do not wait', async () => {
    const site = await openStarted();
    site.add(1);
    site.boot(1);
    valueOf(site.services.maintenance.set([quietNights]));
    add(site, { work: everybody, trigger: { cron: '30 1,2,3 * * *' } });
    add(site);
    expect(site.services.schedules.list()).toMatchObject([
      { nextRunNote: 'That is in a maintenance window: it waits for its end on Tuesday 6 January 2026 at 05:00.' },
      { nextRunNote: null },
    ]);
    site.clock.advance(18 * hour);
    await settled();
    expect(site.services.schedules.list()[0]).toMatchObject({
      nextRunAt: Date.parse('2026-01-06T05:00Z'),
      nextRunNote: 'It waits for the end of a maintenance window.',
    });
    site.clock.advance(3 * hour);
    await settled();
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T02:00', 'running 01-06T01:30 01-06T05:00']);
  });

  test('a window that is taken away lets what waits begin at once', async () => {
    const site = await openStarted();
    site.add(1);
    site.boot(1);
    valueOf(site.services.maintenance.set([quietNights]));
    add(site, { work: everybody });
    site.clock.advance(18 * hour);
    expect(runs(site)).toEqual([]);
    valueOf(site.services.maintenance.set([]));
    expect(runs(site)).toEqual(['running 01-06T02:00 01-06T03:00']);
  });

  test('closed while it waited: after the next start it runs, once the window is over', async () => {
    const site = await openStarted();
    site.add(1);
    site.boot(1);
    valueOf(site.services.maintenance.set([quietNights]));
    add(site, { work: everybody });
    site.clock.advance(18 * hour);
    const again = closedFor(site, hour);
    expect(runs(again)).toEqual([]);
    again.clock.advance(2 * hour);
    expect(runs(again)).toEqual(['running 01-06T02:00 01-06T05:00']);
  });

  test('windows are kept over a restart; ones that leave no minute are refused', async () => {
    const site = await openStarted();
    valueOf(site.services.maintenance.set([quietNights]));
    const always = { ...quietNights, from: '00:00', to: '00:00' };
    expect(site.services.maintenance.set([always])).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
    expect(restart(site).services.maintenance.windows()).toEqual([quietNights]);
  });
});

describe('refused', () => {
  test.each([
    [{ trigger: { cron: 'whenever' } }, 'SCHEDULE_INVALID'],
    [{ trigger: { cron: '61 2 * * *' } }, 'SCHEDULE_INVALID'],
    [{ trigger: { at: Date.UTC(2026, 0, 5, 9) } }, 'SCHEDULE_INVALID'],
    [{ work: { do: 'resync', phones: null } }, 'VALUE_INVALID'],
    [{ work: { do: 'firmware-wave', phones: null } }, 'VALUE_INVALID'],
    [{ work: { do: 'publish', phones: null, layers: ['planet'] } }, 'SCOPE_INVALID'],
  ] as const)('%j: %s, and nothing is kept', async (more, code) => {
    const site = await openStarted();
    const wanted = { name: '', trigger: { cron: '0 2 * * *' }, work: tidy, missed: 'skip', ...more } as const;
    expect(site.services.schedules.add(wanted)).toMatchObject({ ok: false, problem: { code } });
    expect(site.services.schedules.list()).toEqual([]);
  });

  test('a schedule that is none', async () => {
    const { schedules } = (await openStarted()).services;
    const unknown = { ok: false, problem: { code: 'SCHEDULE_UNKNOWN' } };
    expect(schedules.run(7)).toMatchObject(unknown);
    expect(schedules.remove(7)).toMatchObject(unknown);
    expect(schedules.pause(7, true)).toMatchObject(unknown);
    expect(schedules.change(7, {})).toMatchObject(unknown);
    expect(schedules.history(7, 5)).toMatchObject(unknown);
  });
});

test('what somebody types is read as cron, or as one moment', async () => {
  const { schedules } = (await openStarted()).services;
  expect(schedules.read('every weekday at 7 in the morning')).toMatchObject({
    value: {
      cron: '0 7 * * 1-5',
      at: null,
      next: [Date.parse('2026-01-06T07:00Z'), Date.parse('2026-01-07T07:00Z'), {}],
    },
  });
  expect(schedules.read('1 2 3 4 5')).toMatchObject({ value: { cron: '1 2 3 4 5' } });
  const at = Date.parse('2026-01-06T03:00Z');
  expect(schedules.read('tonight at 3')).toEqual({ ok: true, value: { cron: '0 3 6 1 *', at, next: [at] } });
  expect(schedules.read('now and then')).toMatchObject({ ok: false, problem: { code: 'SCHEDULE_INVALID' } });
});

test('phones removed since are left out; with none left the run says so', async () => {
  const site = await openStarted();
  site.add(1);
  site.add(2);
  const { record } = add(site, { work: { do: 'resync', phones: { macs: [mac(1), mac(2)] } } });
  valueOf(site.services.phones.remove([mac(1)], 'Ann'));
  expect(valueOf(site.services.schedules.run(record.id)).outcome).toBe('Resync run 1 over 1 phone');
  await settled();
  valueOf(site.services.resync.stopRun(1));
  await settled();
  site.clock.advance(5 * minute);
  await settled();
  valueOf(site.services.phones.remove([mac(2)], 'Ann'));
  expect(valueOf(site.services.schedules.run(record.id))).toMatchObject({
    state: 'failed',
    resyncRunId: null,
    outcome: expect.stringContaining('There is no phone') as string,
  });
});
