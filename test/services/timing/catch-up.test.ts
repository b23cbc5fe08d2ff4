// After a night this laptop slept through: who is resynced, who is left alone, and what becomes of a phone that does not answer.
import { expect, test } from 'vitest';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { TimingSettings } from '../../../electron/core/timing/timing-settings';
import { usualGrace } from '../../../electron/core/timing/grace';
import type { NotifyOutcome } from '../../../electron/services/resync/notify-sender';
import { hour, minute, openSite, second, settled, valueOf, type TestSite } from '../../support/site';

const day = 24 * hour;
const silence: NotifyOutcome = { kind: 'silence', tries: 11 };

function full(): ProblemError {
  return new ProblemError({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Free some space.' });
}

/** Phones that took everything at 09:00 and ask daily at 02:00, of a site at UTC. */
async function nightSite(
  phones: number,
  timing: Partial<TimingSettings> = {},
  lines = ['CFG_RESYNC_TIME="02:00"'],
): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', ...lines);
  for (let n = 1; n <= phones; n++) site.add(n, { model: 'KX-UT136' });
  for (let n = 1; n <= phones; n++) site.boot(n);
  site.services.timingSettings.change(timing, 'test');
  site.services.catchUp.start();
  return site;
}

/** Asleep from 23:50 to 07:30, `nights` after the first. */
async function sleepThroughNight(site: TestSite): Promise<void> {
  const from = Math.floor(site.clock.now() / day) * day + 23 * hour + 50 * minute;
  site.clock.advance(from + 7 * hour + 40 * minute - site.clock.now());
  site.wakeFrom(from);
  await settled();
}

async function pass(site: TestSite, ms: number): Promise<void> {
  site.clock.advance(ms);
  await settled();
}

function states(site: TestSite, ...numbers: number[]): string[] {
  return numbers.map((number) => site.view(number).state);
}

test('phones that found nobody are away when the laptop wakes, and caught up with a few seconds later', async () => {
  const site = await nightSite(3);
  await sleepThroughNight(site);
  expect(states(site, 1, 2, 3)).toEqual(['away', 'away', 'away']);
  expect(site.notifies).toEqual([]);
  await pass(site, 10 * second);
  expect(states(site, 1, 2, 3)).toEqual(['resyncing', 'resyncing', 'resyncing']);
  const { state, why, run } = site.services.catchUp.view();
  expect({ state, why, cause: run?.cause }).toEqual({
    state: 'running',
    why: 'This laptop was asleep from 23:50 to 07:30; 3 phones found nobody at their check.',
    cause: 'This laptop was asleep from 23:50 to 07:30; 3 phones found nobody at their check',
  });
  for (let n = 1; n <= 3; n++) site.takeFiles(n);
  await pass(site, minute);
  expect(states(site, 1, 2, 3)).toEqual(['inSync', 'inSync', 'inSync']);
  expect(site.services.catchUp.view()).toMatchObject({ state: 'done', phones: 3, run: { done: 3, failed: 0 } });
});

test('a phone that comes by itself while the laptop settles is not disturbed', async () => {
  const site = await nightSite(2);
  await sleepThroughNight(site);
  site.clock.advance(4 * second);
  site.takeFiles(2);
  await pass(site, 6 * second);
  expect(states(site, 1, 2)).toEqual(['resyncing', 'inSync']);
  expect(site.services.catchUp.view().why).toContain('1 phone found nobody at its check');
});

test('a phone whose own next check is near is left to it, and caught up with when it does not come then', async () => {
  const lines = ['CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="240"', 'CFG_RTRY_INTVL="30"'];
  const site = await nightSite(2, {}, lines);
  // Checks at 13:00, 17:00, …; away around that of 13:00, retries at 13:30 and 14:00.
  const from = site.clock.now() + 3.5 * hour;
  site.clock.advance(4 * hour + 57 * minute);
  site.wakeFrom(from);
  await pass(site, 10 * second);
  expect(states(site, 1, 2)).toEqual(['away', 'away']);
  expect(site.notifies).toEqual([]);
  await pass(site, 3 * minute);
  site.takeFiles(1);
  await pass(site, 3 * minute);
  expect(states(site, 1, 2)).toEqual(['inSync', 'resyncing']);
});

test('asked first, nothing is sent until somebody says yes', async () => {
  const site = await nightSite(2, { catchUp: 'ask' });
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  expect(site.notifies).toEqual([]);
  expect(site.services.catchUp.view()).toMatchObject({ state: 'asking', phones: 2, run: null });
  site.takeFiles(2);
  expect(site.services.catchUp.view().phones).toBe(1);
  expect(valueOf(site.services.catchUp.catchUpNow()).total).toBe(1);
  expect(states(site, 1)).toEqual(['resyncing']);
  expect(site.services.catchUp.view().state).toBe('running');
});

test('not now: nobody is asked about these phones again, also after a restart; a new night counts anew', async () => {
  const site = await nightSite(1, { catchUp: 'ask' });
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  site.services.catchUp.dismiss();
  expect(site.services.catchUp.view().state).toBe('none');
  expect(states(site, 1)).toEqual(['away']);
  const again = site.restart();
  again.away = site.away;
  again.services.catchUp.start();
  again.clock.advance(hour);
  again.wakeFrom(again.clock.now() - minute, 'closed');
  await pass(again, 10 * second);
  expect(again.services.catchUp.view().state).toBe('none');
  await sleepThroughNight(again);
  await pass(again, 10 * second);
  expect(again.services.catchUp.view()).toMatchObject({ state: 'asking', phones: 1 });
});

test('never means never, until a person asks', async () => {
  const site = await nightSite(1, { catchUp: 'never' });
  await sleepThroughNight(site);
  await pass(site, hour);
  expect(site.notifies).toEqual([]);
  expect(site.services.catchUp.view()).toMatchObject({ mode: 'never', state: 'none' });
  expect(valueOf(site.services.catchUp.catchUpNow()).total).toBe(1);
});

test('with nobody to catch up with there is a problem, and a run that goes on already is given back', async () => {
  const site = await nightSite(1);
  const none = site.services.catchUp.catchUpNow();
  expect(none.ok ? null : none.problem.code).toBe('NOTHING_TO_CATCH_UP');
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  expect(valueOf(site.services.catchUp.catchUpNow()).id).toBe(site.services.catchUp.view().run?.id);
});

test('a dead phone has failed: no answer, and stays so over other nights until it fetches', async () => {
  const site = await nightSite(1);
  site.onNotify = () => silence;
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  expect(site.view(1)).toMatchObject({ state: 'failed', reason: { problem: { code: 'RESYNC_NO_ANSWER' } } });
  expect(site.view(1).reason?.problem.message).toMatch(
    /^No answer to the catch-up\. This laptop was asleep from 23:50 to 07:30, and the phone has not come since\. No answer from /,
  );
  const sent = site.notifies.length;
  // Nothing fell into a nap: it is not tried again.
  site.clock.advance(5 * hour);
  site.wakeFrom(site.clock.now() - hour);
  await pass(site, 10 * second);
  expect(site.notifies).toHaveLength(sent);
  for (let night = 0; night < 2; night++) {
    await sleepThroughNight(site);
    expect(states(site, 1)).toEqual(['failed']);
    await pass(site, 10 * second);
    expect(states(site, 1)).toEqual(['failed']);
  }
  expect(site.notifies.length).toBeGreaterThan(sent);
  site.takeFiles(1);
  expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
});

test('that it failed is known after a restart', async () => {
  const site = await nightSite(1);
  site.onNotify = () => silence;
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  const again = site.restart();
  again.away = site.away;
  expect(again.view(1)).toMatchObject({ state: 'failed', reason: { problem: { code: 'RESYNC_NO_ANSWER' } } });
});

test('a catch-up that the end of the program broke off goes on by itself at the next start', async () => {
  const site = await nightSite(25);
  site.onNotify = () => new Promise(() => undefined);
  await sleepThroughNight(site);
  for (let passed = 0; passed < 15; passed++) await pass(site, second);
  const sent = site.notifies.length;
  expect(sent).toBeLessThan(25);
  site.services.catchUp.stop();
  const from = site.clock.now();
  site.clock.advance(20 * minute);
  const again = site.restart();
  again.away = site.away;
  again.onNotify = () => silence;
  again.services.catchUp.start();
  expect(again.services.catchUp.view().run).toMatchObject({ state: 'paused' });
  again.wakeFrom(from, 'closed');
  // What was under way is waited for first.
  for (let passed = 0; passed < 20; passed++) await pass(again, 10 * second);
  expect(again.notifies.length).toBeGreaterThanOrEqual(25 - sent);
  expect(again.view(25)).toMatchObject({ state: 'failed' });
  expect(again.view(25).reason?.problem.message).toMatch(/^No answer to the catch-up\. This laptop was asleep/);
});

test('after a crash the next start catches up', async () => {
  const site = await nightSite(2);
  const from = Date.UTC(2026, 0, 6, 1);
  site.clock.advance(22 * hour);
  const again = site.restart();
  again.services.catchUp.start();
  again.wakeFrom(from, 'crashed');
  await pass(again, 10 * second);
  expect(again.services.catchUp.view()).toMatchObject({
    state: 'running',
    why: 'Cordboard had ended unexpectedly and was not running from 01:00 to 07:00; 2 phones found nobody at their check.',
  });
});

test('while the network is not there yet nothing is sent, and the review says what is waited for', async () => {
  const site = await nightSite(1);
  const from = Date.UTC(2026, 0, 5, 23, 50);
  site.clock.advance(22.5 * hour);
  site.away = [{ from, to: Infinity }];
  await pass(site, hour);
  expect(site.services.catchUp.view()).toMatchObject({ state: 'waiting-for-network', phones: 1 });
  expect(site.notifies).toEqual([]);
  site.away = [];
  site.wakeFrom(from);
  await pass(site, 10 * second);
  expect(site.services.catchUp.view().state).toBe('running');
});

test('phones that were told an address which is gone are left alone: on another network it is not their fault', async () => {
  const site = await nightSite(1);
  site.baseUrl = 'http://198.51.100.7:8088';
  await sleepThroughNight(site);
  await pass(site, minute);
  expect(site.notifies).toEqual([]);
  expect(states(site, 1)).toEqual(['away']);
  expect(site.services.catchUp.view()).toMatchObject({ state: 'waiting-for-network', phones: 1 });
  site.answeredAlso.add('http://192.0.2.200:8088');
  await pass(site, minute);
  expect(states(site, 1)).toEqual(['resyncing']);
});

test('a maintenance window is waited for, also when it is changed meanwhile', async () => {
  const site = await nightSite(1);
  valueOf(site.services.maintenance.set([{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '07:00', to: '09:00' }]));
  await sleepThroughNight(site);
  await pass(site, hour);
  expect(site.services.catchUp.view()).toMatchObject({
    state: 'waiting-for-window',
    phones: 1,
    why: expect.stringMatching(/ They are resynced at 09:00, when the maintenance window is over\.$/) as string,
  });
  expect(site.notifies).toEqual([]);
  await pass(site, 30 * minute);
  expect(site.services.catchUp.view().state).toBe('running');
  site.takeFiles(1);
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  expect(site.services.catchUp.view().state).toBe('waiting-for-window');
  valueOf(site.services.maintenance.set([]));
  await settled();
  expect(site.services.catchUp.view().state).toBe('running');
});

test('a phone that is removed meanwhile leaves the run, and the others go on', async () => {
  const site = await nightSite(3);
  await sleepThroughNight(site);
  site.services.phones.remove([site.phone(1).mac], 'test');
  await pass(site, 10 * second);
  expect(site.services.catchUp.view().phones).toBe(2);
  site.services.phones.remove([site.phone(2).mac], 'test');
  site.takeFiles(3);
  await pass(site, 2 * minute);
  expect(site.services.catchUp.view()).toMatchObject({ state: 'done', run: { done: 1 } });
});

test('waking once more while a run goes on begins no second one for the same phones', async () => {
  const site = await nightSite(2);
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  const { run } = site.services.catchUp.view();
  site.wakeFrom(site.clock.now() - second);
  await pass(site, 20 * second);
  expect(site.services.catchUp.view().run?.id).toBe(run?.id);
  expect(site.services.resync.runs(10)).toHaveLength(1);
});

test('a grace that is set narrower makes phones missed sooner, at once', async () => {
  const site = await nightSite(1);
  site.clock.advance(17 * hour + 5 * minute);
  expect(site.services.states.all()).toMatchObject({ inSync: 1, missed: 0 });
  site.services.timingSettings.change({ graceAfterMinutes: 4 }, 'test');
  expect(site.services.states.all()).toMatchObject({ inSync: 0, missed: 1 });
  expect(states(site, 1)).toEqual(['missed']);
});

test('on a clock sixty times as fast a phone has half a real minute longer', async () => {
  const site = await nightSite(1);
  site.labRate = 60;
  site.clock.advance(17 * hour + usualGrace.afterMs + minute);
  expect(states(site, 1)).toEqual(['inSync']);
  site.clock.advance(15 * minute);
  expect(states(site, 1)).toEqual(['missed']);
});

test('stopped, nothing waits any more', async () => {
  const site = await nightSite(1);
  const before = site.clock.pending;
  await sleepThroughNight(site);
  site.services.catchUp.stop();
  expect(site.clock.pending).toBeLessThanOrEqual(before);
});

test('a run that begins as the disk fills up is known as a catch-up run all the same', async () => {
  const site = await nightSite(1);
  site.onNotify = () => silence;
  site.services.stores.sites.saveSetting = () => {
    throw full();
  };
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  expect(site.view(1).reason?.problem.message).toMatch(/^No answer to the catch-up\./);
  const again = site.restart();
  again.away = site.away;
  expect(again.services.catchUp.view()).toMatchObject({ state: 'done', run: { failed: 1 } });
});

test('on a full disk no run begins, and it does once there is room', async () => {
  const site = await nightSite(2);
  const { resync } = site.services.stores;
  const start = resync.start.bind(resync);
  resync.start = () => {
    throw full();
  };
  await sleepThroughNight(site);
  await pass(site, 10 * minute);
  expect(site.notifies).toEqual([]);
  expect(states(site, 1, 2)).toEqual(['away', 'away']);
  resync.start = start;
  await pass(site, minute);
  expect(states(site, 1, 2)).toEqual(['resyncing', 'resyncing']);
});

test('a phone that was asked as the laptop fell asleep is caught up with once more', async () => {
  const site = await nightSite(1);
  await sleepThroughNight(site);
  let answer: (outcome: NotifyOutcome) => void = () => undefined;
  site.onNotify = () => new Promise((resolve) => (answer = resolve));
  await pass(site, 10 * second);
  const from = site.clock.now() + second;
  site.clock.advance(hour);
  site.wakeFrom(from);
  answer(silence);
  await settled();
  expect(states(site, 1)).toEqual(['away']);
  await pass(site, 10 * second);
  expect(states(site, 1)).toEqual(['resyncing']);
  expect(site.notifies).toHaveLength(2);
});

test('asked first, and then always: it begins at once; never: nobody is asked any more', async () => {
  const site = await nightSite(1, { catchUp: 'ask' });
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  site.services.timingSettings.change({ catchUp: 'never' }, 'test');
  expect(site.services.catchUp.view()).toMatchObject({ mode: 'never', state: 'none' });
  site.services.timingSettings.change({ catchUp: 'ask' }, 'test');
  await sleepThroughNight(site);
  await pass(site, 10 * second);
  expect(site.services.catchUp.view().state).toBe('asking');
  site.services.timingSettings.change({ catchUp: 'always' }, 'test');
  await settled();
  expect(site.services.catchUp.view().state).toBe('running');
});
