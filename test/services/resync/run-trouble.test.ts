// What a full disk and a crash may do to a run at the worst moment.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import type { RunSummary } from '../../../electron/services/resync/resync-service';
import { mac, minute, openSite, second, settled, valueOf, type SiteOptions, type TestSite } from '../../support/site';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function booted(phones: number, options: SiteOptions = {}): Promise<TestSite> {
  const site = await openSite(options);
  for (const number of numbers(phones)) {
    site.add(number);
    site.boot(number);
  }
  site.clock.advance(second);
  return site;
}

async function resync(site: TestSite, count: number): Promise<RunSummary> {
  const run = valueOf(site.services.resync.start({ macs: numbers(count).map(mac) }, 'test'));
  await settled();
  return run;
}

function runOf(site: TestSite, id: number): RunSummary {
  return valueOf(site.services.resync.run(id)).run;
}

/** Nothing can be written until the returned function is called: another program has the file. */
function blockWrites(site: TestSite): () => void {
  const other = new Database(join(site.database.folder, 'cordboard.db'));
  other.exec('BEGIN IMMEDIATE');
  return () => other.exec('ROLLBACK').close();
}

describe('a disk that takes nothing', () => {
  test('throws nothing out of a timer, leaves no run open, and is all kept as soon as there is room', async () => {
    const site = await booted(2);
    const { id } = await resync(site, 2);
    const release = blockWrites(site);
    site.clock.advance(minute);
    expect(site.services.resync.isInRun(site.phone(1).id)).toBe(false);
    expect(site.view(1).reason?.problem.code).toBe('RESYNC_NEVER_CAME');
    release();
    site.database.clock.advance(2 * second);
    expect(runOf(site, id)).toMatchObject({ state: 'ended', failed: 2 });
    expect(site.restart().view(2).reason?.problem.code).toBe('RESYNC_NEVER_CAME');
  });
});

const oneFile: SiteOptions = { facts: { served: 'one-file' } };

describe('a crash', () => {
  test('between the steps of two phones under way: the one that fetched does not close the run over the other', async () => {
    const site = await booted(2, oneFile);
    const { id } = await resync(site, 2);
    site.services.resync.stop();
    site.takeFiles(1);
    const again = site.restart(oneFile);
    expect(runOf(again, id)).toMatchObject({ state: 'running', done: 1, endedAt: null });
    expect(again.services.resync.isInRun(again.phone(2).id)).toBe(true);
    again.takeFiles(2);
    expect(runOf(again, id)).toMatchObject({ state: 'ended', done: 2 });
  });

  test('right after a run took phones of a paused one over: they stay with the new one', async () => {
    const site = await booted(12);
    const paused = await resync(site, 12);
    valueOf(site.services.resync.pause(paused.id));
    for (const number of numbers(10)) site.takeFiles(number);
    // What kill -9 leaves: the new run is on the disk, steps of the last 50 ms are not.
    const { resync: store } = site.services.stores;
    const lost = vi.spyOn(store, 'step').mockImplementation(() => undefined);
    const other = valueOf(site.services.resync.start({ macs: [mac(12)] }, 'test'));
    await settled();
    lost.mockRestore();
    const again = site.restart();
    expect(runOf(again, paused.id)).toMatchObject({ state: 'paused', failed: 1 });
    valueOf(again.services.resync.goOn(paused.id));
    await settled();
    expect(again.notifies.map(({ target }) => target.user)).toEqual(['2111']);
    again.takeFiles(12);
    again.clock.advance(5 * second);
    expect(runOf(again, other.id)).toMatchObject({ state: 'ended', done: 1 });
  });
});
