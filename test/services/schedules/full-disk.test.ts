// A disk that is full, or locked by somebody else, at a schedule's time: nothing breaks, and what was due runs once it has room.
import { describe, expect, test, vi } from 'vitest';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { NewSchedule } from '../../../electron/services/schedules/schedule-service';
import type { ScheduleStore } from '../../../electron/services/schedules/schedule-store';
import { hour, minute, openSite, settled, valueOf, type TestSite } from '../../support/site';

const full = new ProblemError({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Make room.' });

interface Bench {
  readonly site: TestSite;
  readonly faults: unknown[];
}

async function bench(): Promise<Bench> {
  const site = await openSite({ facts: { timeZone: 'Europe/London' } });
  const faults: unknown[] = [];
  site.onFault = (error) => faults.push(error);
  site.services.schedules.start();
  return { site, faults };
}

function add(site: TestSite, more: Partial<NewSchedule> = {}): number {
  const work = { do: 'clean-up', phones: null } as const;
  const wanted = { name: '', trigger: { cron: '0 2 * * *' }, work, missed: 'run-on-wake', ...more } as const;
  return valueOf(site.services.schedules.add(wanted)).record.id;
}

function noRoom(site: TestSite, write: 'beginRun' | 'changeRun' | 'update'): { mockRestore(): void } {
  const { schedules }: { schedules: ScheduleStore } = site.services.stores;
  return vi.spyOn(schedules, write).mockImplementation(() => {
    throw full;
  });
}

/** Lets time pass with room for everything else. */
async function pass(site: TestSite, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= hour) {
    site.clock.advance(Math.min(left, hour));
    await settled();
  }
}

/** `state due→began`, oldest first. */
function runs(site: TestSite): string[] {
  const time = (at: number | null): string => new Date(at ?? 0).toISOString().slice(5, 16);
  return valueOf(site.services.schedules.history(undefined, 500))
    .toReversed()
    .map(({ state, dueAt, startedAt }) => `${state} ${time(dueAt)} ${time(startedAt)}`);
}

describe('no room for the row of a run', () => {
  test('the time is not lost: it runs within a minute of there being room, once', async () => {
    const { site, faults } = await bench();
    add(site);
    const disk = noRoom(site, 'beginRun');
    await pass(site, 18 * hour);
    expect(runs(site)).toEqual([]);
    expect(faults).toContain(full);
    disk.mockRestore();
    await pass(site, minute);
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T03:01']);
    await pass(site, 20 * hour);
    expect(runs(site)).toHaveLength(1);
  });

  test('one moment and a waking are made up for likewise', async () => {
    const { site } = await bench();
    add(site, { trigger: { at: site.clock.now() + hour } });
    add(site, { trigger: { on: 'wake' } });
    const disk = noRoom(site, 'beginRun');
    await pass(site, 2 * hour);
    site.wakeFrom(site.clock.now() - hour);
    await pass(site, 10 * minute);
    disk.mockRestore();
    await pass(site, hour);
    expect(runs(site)).toEqual(['done 01-05T10:00 01-05T11:11', 'done 01-05T11:00 01-05T11:11']);
  });

  test('what waits for the end of a maintenance window runs after it all the same', async () => {
    const { site } = await bench();
    site.add(1);
    site.boot(1);
    valueOf(site.services.maintenance.set([{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '05:00' }]));
    add(site, { work: { do: 'resync', phones: { all: true } } });
    await pass(site, 18 * hour);
    const disk = noRoom(site, 'beginRun');
    await pass(site, 3 * hour);
    disk.mockRestore();
    await pass(site, minute);
    expect(runs(site)).toEqual(['running 01-06T02:00 01-06T06:01']);
  });

  test('a schedule that cannot begin keeps no other from beginning', async () => {
    const { site } = await bench();
    const first = add(site);
    add(site);
    const { schedules } = site.services.stores;
    const beginRun = schedules.beginRun.bind(schedules);
    vi.spyOn(schedules, 'beginRun').mockImplementation((run, seenTo) => {
      if (run.scheduleId === first) throw full;
      return beginRun(run, seenTo);
    });
    site.clock.advance(14 * hour);
    site.clock.sleep(8 * hour);
    site.wakeFrom(site.clock.now() - 8 * hour);
    await settled();
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T07:00']);
  });
});

describe('no room for how a run ended', () => {
  test('the end is written within a minute of there being room', async () => {
    const { site, faults } = await bench();
    const id = add(site);
    await pass(site, 16 * hour);
    const disk = noRoom(site, 'changeRun');
    await pass(site, 2 * hour);
    expect(faults).toContain(full);
    expect(runs(site)).toEqual(['running 01-06T02:00 01-06T02:00']);
    disk.mockRestore();
    await pass(site, minute);
    const [run] = valueOf(site.services.schedules.history(id, 1));
    expect(run).toMatchObject({ state: 'done', endedAt: Date.parse('2026-01-06T02:00Z') });
  });

  test('the next time runs, though the end of the run before is not written yet', async () => {
    const { site } = await bench();
    add(site);
    await pass(site, 16 * hour);
    const disk = noRoom(site, 'changeRun');
    await pass(site, 26 * hour);
    disk.mockRestore();
    await pass(site, minute);
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T02:00', 'done 01-07T02:00 01-07T02:00']);
  });

  test('the program starts, and takes up what was left behind', async () => {
    const { site } = await bench();
    const id = add(site, { work: { do: 'backup', phones: null } });
    site.clock.advance(17 * hour);
    const again = site.restart({ facts: { timeZone: 'Europe/London' } });
    const faults: unknown[] = [];
    again.onFault = (error) => faults.push(error);
    const disk = noRoom(again, 'changeRun');
    again.services.schedules.start();
    expect(faults).toContain(full);
    disk.mockRestore();
    await pass(again, minute);
    again.services.schedules.stop();
    expect(valueOf(again.services.schedules.history(id, 1))).toMatchObject([{ state: 'interrupted' }]);
  });
});

test('maintenance windows that could not be written are not in force', async () => {
  const { site } = await bench();
  const always = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00' };
  const disk = vi.spyOn(site.services.stores.sites, 'saveSetting').mockImplementation(() => {
    throw full;
  });
  expect(() => site.services.maintenance.set([always])).toThrow(full);
  disk.mockRestore();
  expect(site.services.maintenance.windows()).toEqual([]);
  expect(site.services.maintenance.isQuiet(site.clock.now())).toBeNull();
});

test('a schedule that could not be removed is there still', async () => {
  const { site } = await bench();
  const id = add(site);
  const disk = vi.spyOn(site.services.stores.schedules, 'remove').mockImplementation(() => {
    throw full;
  });
  expect(() => site.services.schedules.remove(id)).toThrow(full);
  disk.mockRestore();
  await pass(site, 18 * hour);
  expect(runs(site)).toEqual(['done 01-06T02:00 01-06T02:00']);
});
