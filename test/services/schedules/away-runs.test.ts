// What was due while phones could not find this laptop: never sent into the void, and neither lost nor done twice.
import { describe, expect, test } from 'vitest';
import type { NewSchedule } from '../../../electron/services/schedules/schedule-service';
import { TestClock } from '../../support/test-clock';
import { hour, minute, openSite, second, settled, valueOf, type TestSite } from '../../support/site';

const everybody = { do: 'resync', phones: { all: true } } as const;
const tidy = { do: 'clean-up', phones: null } as const;
const year = 365 * 24 * hour;

/** A phone, at 2026-01-05 09:00 UTC, a Monday, in London. */
async function openStarted(clock = new TestClock()): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'Europe/London' }, clock });
  site.add(1);
  site.boot(1);
  site.services.schedules.start();
  return site;
}

function add(site: TestSite, more: Partial<NewSchedule> = {}): number {
  const wanted = { name: '', trigger: { cron: '0 2 * * *' }, work: everybody, missed: 'run-on-wake', ...more } as const;
  return valueOf(site.services.schedules.add(wanted)).record.id;
}

/** Lets time pass with room for everything else. */
async function pass(site: TestSite, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= hour) {
    site.clock.advance(Math.min(left, hour));
    await settled();
  }
}

function runs(site: TestSite): string[] {
  const time = (at: number | null): string => new Date(at ?? 0).toISOString().slice(5, 16);
  return valueOf(site.services.schedules.history(undefined, 500))
    .toReversed()
    .map(({ state, dueAt, startedAt }) => `${state} ${time(dueAt)} ${time(startedAt)}`);
}

/** Nobody finds us from then on. */
function leave(site: TestSite, from = site.clock.now(), cause: 'asleep' | 'listener-down' = 'asleep'): void {
  site.away = [{ from, to: Infinity, cause }];
}

/** The network is there again. */
function comeBack(site: TestSite): void {
  const [{ from, cause } = { from: 0 }] = site.away;
  site.away = [];
  site.wakeFrom(from, cause);
}

describe('awake, and the network not there yet', () => {
  const moment = { at: Date.parse('2026-01-06T02:00Z') };

  test.each([
    ['run-on-wake', { cron: '0 2 * * *' }, 'running 01-06T02:00 01-06T07:02'],
    ['run-on-wake', moment, 'running 01-06T02:00 01-06T07:02'],
    ['skip', { cron: '0 2 * * *' }, 'skipped 01-06T02:00 01-06T07:01'],
    ['skip', moment, 'skipped 01-06T02:00 01-06T07:01'],
  ] as const)('a schedule about phones, %s, %j', async (missed, trigger, expected) => {
    const site = await openStarted();
    add(site, { missed, trigger });
    site.clock.advance(14 * hour);
    leave(site);
    site.clock.sleep(8 * hour);
    site.clock.advance(2 * minute);
    await settled();
    expect(site.notifies).toEqual([]);
    comeBack(site);
    await settled();
    expect(runs(site)).toEqual([expected]);
    expect(site.notifies).toHaveLength(missed === 'skip' ? 0 : 1);
  });

  test('one that is not about phones does not wait for it', async () => {
    const site = await openStarted();
    add(site, { work: tidy });
    leave(site);
    site.clock.advance(18 * hour);
    await settled();
    expect(runs(site)).toEqual(['done 01-06T02:00 01-06T02:00']);
  });

  test('at the start of the program it waits as well, and says so', async () => {
    const site = await openStarted();
    const id = add(site);
    site.services.schedules.stop();
    const closedAt = site.clock.now();
    site.clock.advance(22 * hour);
    const away = [{ from: closedAt, to: Infinity, cause: 'closed' as const }];
    const again = site.restart({ facts: { timeZone: 'Europe/London' }, away });
    again.services.schedules.start();
    again.clock.advance(2 * minute);
    await settled();
    expect(again.services.schedules.list()).toMatchObject([
      { record: { id }, nextRunNote: 'It waits until phones can find this laptop.' },
    ]);
    expect(runs(again)).toEqual([]);
    comeBack(again);
    expect(runs(again)).toEqual(['running 01-06T02:00 01-06T07:02']);
    again.services.schedules.stop();
  });

  test('a port that was closed for seconds leaves nothing out', async () => {
    const site = await openStarted();
    add(site, { missed: 'skip' });
    site.clock.advance(17 * hour - second);
    leave(site, site.clock.now(), 'listener-down');
    site.clock.advance(5 * second);
    comeBack(site);
    expect(runs(site)).toEqual(['running 01-06T02:00 01-06T02:00']);
  });
});

describe('asleep while a run waits for the end of a maintenance window', () => {
  const night = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' };

  async function asleepWaiting(): Promise<TestSite> {
    const site = await openStarted();
    valueOf(site.services.maintenance.set([night]));
    add(site, { trigger: { cron: '0 23 * * *' } });
    site.clock.advance(14 * hour + 30 * minute);
    site.clock.sleep(8 * hour);
    return site;
  }

  test('it runs at waking', async () => {
    const site = await asleepWaiting();
    site.wakeFrom(site.clock.now() - 8 * hour);
    expect(runs(site)).toEqual(['running 01-05T23:00 01-06T07:30']);
  });

  test('it runs a minute after a waking that nobody tells of', async () => {
    const site = await asleepWaiting();
    site.clock.advance(minute);
    expect(runs(site)).toEqual(['running 01-05T23:00 01-06T07:31']);
  });

  test('it waits on until the network is there', async () => {
    const site = await asleepWaiting();
    leave(site, site.clock.now() - 8 * hour);
    site.clock.advance(2 * minute);
    expect(runs(site)).toEqual([]);
    comeBack(site);
    expect(runs(site)).toEqual(['running 01-05T23:00 01-06T07:32']);
    expect(site.services.schedules.list()).toMatchObject([{ nextRunAt: Date.parse('2026-01-06T23:00Z') }]);
  });
});

describe('a clock that was wrong and is put right while the program runs', () => {
  class SetClock extends TestClock {
    private byMs = 0;

    set(byMs: number): void {
      this.byMs += byMs;
    }

    override now(): number {
      return super.now() + this.byMs;
    }
  }

  test('a year ahead, then right: every night again, and a moment at its time', async () => {
    const clock = new SetClock();
    const site = await openStarted(clock);
    add(site, { work: tidy });
    const moment = add(site, { work: tidy, trigger: { at: Date.parse('2026-01-07T03:00Z') } });
    add(site, { work: tidy, trigger: { on: 'wake' } });
    clock.set(year);
    clock.advance(5 * minute);
    site.wakeFrom(clock.now() - minute);
    await settled();
    clock.set(-year);
    const before = runs(site).length;
    await pass(site, 72 * hour);
    expect(runs(site).slice(before)).toEqual([
      'done 01-06T02:00 01-06T02:00',
      'done 01-07T02:00 01-07T02:00',
      'done 01-07T03:00 01-07T03:00',
      'done 01-08T02:00 01-08T02:00',
    ]);
    expect(valueOf(site.services.schedules.history(moment, 9))).toHaveLength(2);
  });

  test('a wait that a wrong clock began is given up', async () => {
    const clock = new SetClock();
    const site = await openStarted(clock);
    valueOf(site.services.maintenance.set([{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '05:00' }]));
    add(site);
    clock.set(year + 17 * hour + 30 * minute);
    clock.advance(2 * minute);
    expect(site.services.schedules.list()[0]?.nextRunNote).toBe('It waits for the end of a maintenance window.');
    clock.set(-year - 17 * hour - 30 * minute);
    clock.advance(8 * hour);
    expect(runs(site)).toEqual([]);
    clock.advance(12 * hour + minute);
    expect(runs(site)).toEqual(['running 01-06T02:00 01-06T05:00']);
  });

  test('an hour ahead, then right: what ran is not run again, what comes then is', async () => {
    const clock = new SetClock(Date.parse('2026-01-06T01:30Z'));
    const site = await openStarted(clock);
    add(site, { work: tidy, trigger: { cron: '0 2,3,4 * * *' } });
    clock.set(hour);
    clock.advance(5 * minute);
    await settled();
    clock.set(-hour);
    await pass(site, 3 * hour);
    expect(runs(site)).toEqual([
      'done 01-06T02:00 01-06T02:31',
      'done 01-06T03:00 01-06T03:00',
      'done 01-06T04:00 01-06T04:00',
    ]);
  });
});
