// A run while it runs and after the program has ended: paced, paused, held by maintenance, gone on with, tried again.
import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../../electron/services/resync/resync-service';
import { hour, mac, minute, openSite, second, settled, valueOf, type TestSite } from '../../support/site';

async function booted(phones: number): Promise<TestSite> {
  const site = await openSite();
  for (let number = 1; number <= phones; number++) {
    site.add(number);
    site.boot(number);
  }
  site.clock.advance(second);
  return site;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function resync(
  site: TestSite,
  count: number,
  wishes: Parameters<TestSite['services']['resync']['start']>[2] = {},
): Promise<RunSummary> {
  const run = valueOf(site.services.resync.start({ macs: numbers(count).map(mac) }, 'test', wishes));
  await settled();
  return run;
}

function runOf(site: TestSite, id: number): RunSummary {
  return valueOf(site.services.resync.run(id)).run;
}

describe('the pace', () => {
  test('ten leave at once and ten in each second, twenty are under way at most', async () => {
    const site = await booted(25);
    const run = await resync(site, 25);
    expect(site.notifies).toHaveLength(10);
    site.clock.advance(500);
    expect(site.notifies).toHaveLength(15);
    site.clock.advance(10 * second);
    expect(site.notifies).toHaveLength(20);
    for (const number of numbers(3)) site.takeFiles(number);
    await settled();
    expect(site.notifies).toHaveLength(23);
    expect(run).toMatchObject({ state: 'running', options: { way: 'auto', ratePerSecond: 10, inFlight: 20 } });
  });

  test('is the site’s, and a run keeps what it began with', async () => {
    const site = await booted(3);
    site.services.resync.settings.change({ ratePerSecond: 1, inFlight: 2 });
    const run = await resync(site, 3);
    site.services.resync.settings.change({ ratePerSecond: 100, inFlight: 100 });
    expect(site.notifies).toHaveLength(1);
    site.clock.advance(10 * second);
    expect(site.notifies).toHaveLength(2);
    expect(runOf(site, run.id).options).toMatchObject({ ratePerSecond: 1, inFlight: 2 });
    expect(site.restart().services.resync.settings.all).toEqual({ way: 'auto', ratePerSecond: 100, inFlight: 100 });
  });

  test('groups take turns', async () => {
    const site = await openSite();
    for (const number of numbers(4)) {
      site.add(number, { group: number <= 2 ? 'Bar' : 'Ward' });
      site.boot(number);
    }
    await resync(site, 4);
    expect(site.notifies.map(({ target }) => target.user)).toEqual(['211', '213', '212', '214']);
  });
});

describe('a person', () => {
  test('pauses a run: who is under way may finish, nobody else is sent to until it goes on', async () => {
    const site = await booted(12);
    const { id } = await resync(site, 12);
    expect(valueOf(site.services.resync.pause(id))).toMatchObject({ state: 'paused', note: null });
    site.takeFiles(1);
    site.clock.advance(30 * second);
    await settled();
    expect(site.notifies).toHaveLength(10);
    expect(runOf(site, id)).toMatchObject({ state: 'paused', done: 1, failed: 0, endedAt: null });
    expect(valueOf(site.services.resync.goOn(id))).toMatchObject({ state: 'running' });
    expect(site.notifies).toHaveLength(12);
  });

  test('a run that is over, or stopped, is neither paused nor gone on with', async () => {
    const site = await booted(1);
    const { id } = await resync(site, 1);
    site.takeFiles(1);
    expect(runOf(site, id).state).toBe('ended');
    expect(site.services.resync.pause(id)).toMatchObject({ ok: false, problem: { code: 'RESYNC_OVER' } });
    expect(site.services.resync.goOn(99)).toMatchObject({ ok: false, problem: { code: 'RUN_UNKNOWN' } });
    const second = await resync(site, 1);
    valueOf(site.services.resync.stopRun(second.id));
    expect(site.services.resync.goOn(second.id)).toMatchObject({ ok: false, problem: { code: 'RESYNC_OVER' } });
    site.takeFiles(1);
    expect(runOf(site, second.id)).toMatchObject({ state: 'stopped', done: 1, endedAt: site.clock.now() });
  });

  test('tries the failed ones again: a new run that names the old', async () => {
    const site = await booted(3);
    const { id } = await resync(site, 3);
    site.takeFiles(2);
    expect(site.services.resync.retry(id, 'again')).toMatchObject({ ok: false, problem: { code: 'NOTHING_FAILED' } });
    site.clock.advance(minute);
    const again = valueOf(site.services.resync.retry(id, 'again'));
    expect(again).toMatchObject({ parentId: id, total: 2, cause: 'again', state: 'running' });
    expect(site.services.resync.retry(id, 'again')).toMatchObject({ ok: false, problem: { code: 'RESYNC_UNDER_WAY' } });
    valueOf(site.services.phones.remove([mac(1), mac(3)], 'Ann'));
    expect(site.services.resync.retry(id, 'again')).toMatchObject({ ok: false, problem: { code: 'NOTHING_FAILED' } });
  });

  test('another run takes the phones of a paused one over, except those under way', async () => {
    const site = await booted(12);
    const paused = await resync(site, 12);
    valueOf(site.services.resync.pause(paused.id));
    const other = await resync(site, 12);
    expect(other.total).toBe(2);
    expect(site.notifies).toHaveLength(12);
    expect(runOf(site, paused.id)).toMatchObject({ failed: 2 });
    expect(site.steps.filter(({ problem }) => problem?.code === 'RESYNC_TAKEN_OVER')).toHaveLength(2);
    expect(site.view(12).reason).toBeNull();
    for (const number of numbers(12)) site.takeFiles(number);
    expect(runOf(site, paused.id)).toMatchObject({ done: 10, failed: 2 });
    expect(site.services.resync.retry(paused.id, 'again')).toMatchObject({ problem: { code: 'NOTHING_FAILED' } });
  });

  test('a paused run that lost some of its phones to another goes on with the rest, in its order', async () => {
    const site = await booted(13);
    const { id } = await resync(site, 13);
    valueOf(site.services.resync.pause(id));
    for (const number of numbers(10)) site.takeFiles(number);
    valueOf(site.services.resync.start({ macs: [mac(11), mac(13)] }, 'test'));
    await settled();
    valueOf(site.services.resync.goOn(id));
    site.clock.advance(second);
    expect(site.notifies.slice(10).map(({ target }) => target.user)).toEqual(['2111', '2113', '2112']);
  });
});

describe('maintenance', () => {
  /** Monday 09:00 UTC is when the test clock begins. */
  const from = (time: string, to: string) => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: time, to });

  test('a run waits for its end by itself, and says until when', async () => {
    const site = await booted(2);
    valueOf(site.services.maintenance.set([from('08:00', '18:00')]));
    const { id } = await resync(site, 2);
    expect(site.notifies).toEqual([]);
    expect(runOf(site, id)).toMatchObject({ state: 'waiting', note: 'Waits until 18:00: maintenance.' });
    site.clock.advance(9 * hour - second - 1);
    expect(site.notifies).toEqual([]);
    site.clock.advance(1);
    expect(site.notifies).toHaveLength(2);
    expect(runOf(site, id)).toMatchObject({ state: 'running', note: null });
  });

  test('one that begins under way holds back those who wait, and one that is taken away lets them go', async () => {
    const site = await booted(12);
    valueOf(site.services.maintenance.set([from('09:00', '10:00')]));
    valueOf(site.services.maintenance.set([]));
    const { id } = await resync(site, 12);
    valueOf(site.services.maintenance.set([from('09:00', '10:00')]));
    site.clock.advance(30 * second);
    expect(site.notifies).toHaveLength(10);
    expect(runOf(site, id).state).toBe('waiting');
    expect(valueOf(site.services.resync.pause(id)).state).toBe('paused');
    expect(valueOf(site.services.resync.goOn(id)).state).toBe('waiting');
    valueOf(site.services.maintenance.set([]));
    expect(site.notifies).toHaveLength(12);
  });
});

describe('after the program has ended', () => {
  test('those without a NOTIFY get theirs, those with one never a second', async () => {
    const site = await booted(12);
    const { id } = await resync(site, 12);
    site.takeFiles(1);
    const again = site.restart();
    await settled();
    expect(site.notifies).toHaveLength(10);
    expect(again.notifies.map(({ target }) => target.user)).toEqual(['2111', '2112']);
    expect(runOf(again, id)).toMatchObject({ state: 'running', done: 1, failed: 0, total: 12 });
    for (const number of numbers(12).slice(1)) again.takeFiles(number);
    expect(runOf(again, id)).toMatchObject({ state: 'ended', done: 12, failed: 0 });
  });

  test('a phone that fetched before the end or comes after it is done; one that does not come is not blamed', async () => {
    const site = await booted(4);
    site.file('site', 'DISPLAY_NAME_2="x"');
    site.publish();
    const { id } = await resync(site, 4);
    // What they fetch is in the ledger; that the run saw it is not.
    site.services.resync.stop();
    site.takeFiles(1);
    site.takeFiles(2);
    const again = site.restart();
    again.takeFiles(3);
    again.clock.advance(5 * second);
    for (const number of [1, 2]) expect(again.stepsOf(number)).toEqual(['done']);
    expect(again.stepsOf(3)).toEqual(['fetched', 'fetched', 'fetched', 'done']);
    again.clock.advance(minute);
    expect(again.notifies).toEqual([]);
    expect(runOf(again, id)).toMatchObject({ state: 'ended', done: 3, failed: 1 });
    expect(again.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_INTERRUPTED' } });
    expect(again.view(4)).toMatchObject({ state: 'pending', reason: null });
  });

  test('a claim without a sent step counts as sent: the crash may have come between datagram and record', async () => {
    const site = await booted(2);
    site.onNotify = () => new Promise(() => undefined);
    const { id } = await resync(site, 2);
    // What kill -9 leaves: claims are on the disk, steps of the last 50 ms are not.
    expect([...site.services.stores.resync.claims(id).keys()]).toHaveLength(2);
    const again = site.restart();
    await settled();
    expect(again.notifies).toEqual([]);
    again.clock.advance(minute);
    expect(runOf(again, id)).toMatchObject({ state: 'ended', failed: 2 });
  });

  test('a run that was broken off for long waits for a person; who was under way is followed all the same', async () => {
    const site = await booted(12);
    const { id } = await resync(site, 12);
    site.services.resync.stop();
    site.clock.advance(16 * minute);
    const again = site.restart();
    expect(runOf(again, id)).toMatchObject({ state: 'paused', note: 'Cordboard was not running from 09:00.' });
    expect(again.notifies).toEqual([]);
    again.clock.advance(minute);
    expect(runOf(again, id)).toMatchObject({ failed: 10, endedAt: null });
    valueOf(again.services.resync.goOn(id));
    await settled();
    expect(again.notifies).toHaveLength(2);
    expect(runOf(again, id)).toMatchObject({ state: 'running', note: null });
  });

  test('a run that waited for hours, and was broken off just now, goes on', async () => {
    const site = await booted(1);
    valueOf(site.services.maintenance.set([{ weekdays: [1], from: '08:00', to: '22:00' }]));
    const { id } = await resync(site, 1);
    site.clock.advance(10 * hour);
    site.services.resync.stop();
    const now = site.clock.now();
    const again = site.restart({ away: [{ from: now - minute, to: Infinity }] });
    expect(runOf(again, id)).toMatchObject({ state: 'waiting', note: 'Waits until 22:00: maintenance.' });
  });

  test('a paused run stays paused, a stopped one is closed', async () => {
    const site = await booted(12);
    const paused = await resync(site, 12);
    valueOf(site.services.resync.pause(paused.id));
    const again = site.restart();
    expect(runOf(again, paused.id)).toMatchObject({ state: 'paused', failed: 0 });
    valueOf(again.services.resync.stopRun(paused.id));
    const third = again.restart();
    third.clock.advance(minute);
    expect(runOf(third, paused.id)).toMatchObject({ state: 'stopped', failed: 12 });
    expect(third.notifies).toEqual([]);
  });

  test('nothing of a stopped service waits on the clock, whatever its runs wait for', async () => {
    const site = await booted(12);
    await resync(site, 12);
    site.services.resync.stop();
    expect(site.clock.pending).toBe(0);
  });
});
