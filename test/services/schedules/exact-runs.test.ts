// Schedules survive restart, sleep and the nights the clock is moved with exactly the promised number of runs, on both schedulers.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NodeCronScheduler } from '../../../electron/adapters/scheduler/node-cron-scheduler';
import type { MissedPolicy } from '../../../electron/core/schedules/schedule';
import type { SiteOptions } from '../../support/site';
import { TestClock } from '../../support/test-clock';
import { hour, minute, openSite, valueOf, type TestSite } from '../../support/site';

interface Night {
  readonly zone: string;
  /** When the clock is moved. */
  readonly movedAt: string;
  /** Every day at a time that does not exist that night, or comes twice. */
  readonly daily: string;
  /** When it comes then. */
  readonly comesAt: string;
}

const forward: readonly Night[] = [
  { zone: 'Europe/Berlin', movedAt: '2026-03-29T01:00', daily: '30 2 * * *', comesAt: '2026-03-29T01:00' },
  { zone: 'Europe/London', movedAt: '2026-03-29T01:00', daily: '30 1 * * *', comesAt: '2026-03-29T01:00' },
  { zone: 'America/New_York', movedAt: '2026-03-08T07:00', daily: '30 2 * * *', comesAt: '2026-03-08T07:00' },
  { zone: 'America/Santiago', movedAt: '2026-09-06T04:00', daily: '30 0 * * *', comesAt: '2026-09-06T04:00' },
  { zone: 'Australia/Lord_Howe', movedAt: '2026-10-03T15:30', daily: '15 2 * * *', comesAt: '2026-10-03T15:30' },
];

const back: readonly Night[] = [
  { zone: 'Europe/Berlin', movedAt: '2026-10-25T01:00', daily: '30 2 * * *', comesAt: '2026-10-25T00:30' },
  { zone: 'Europe/London', movedAt: '2026-10-25T01:00', daily: '30 1 * * *', comesAt: '2026-10-25T00:30' },
  { zone: 'America/New_York', movedAt: '2026-11-01T06:00', daily: '30 1 * * *', comesAt: '2026-11-01T05:30' },
  { zone: 'America/Santiago', movedAt: '2026-04-05T03:00', daily: '30 23 * * *', comesAt: '2026-04-05T02:30' },
  { zone: 'Australia/Lord_Howe', movedAt: '2026-04-04T15:00', daily: '45 1 * * *', comesAt: '2026-04-04T14:45' },
];

/** A laptop that is on, asleep, closed, over a night: the clock of the site and, for node-cron, that of the computer. */
class Laptop {
  site!: TestSite;
  private readonly clock: TestClock;

  constructor(
    private readonly zone: string,
    startAt: number,
    private readonly realTime: boolean,
  ) {
    this.clock = new TestClock(startAt);
    if (realTime) {
      const toFake = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
      vi.useFakeTimers({ now: startAt, toFake: [...toFake] });
    }
  }

  async switchOn(): Promise<void> {
    this.site = this.site ? this.site.restart(this.options) : await openSite({ ...this.options, clock: this.clock });
    this.site.services.schedules.start();
  }

  add(cron: string, missed: MissedPolicy): number {
    const work = { do: 'clean-up', phones: null } as const;
    return valueOf(this.site.services.schedules.add({ name: '', trigger: { cron }, work, missed })).record.id;
  }

  async awake(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 5 * minute) {
      this.clock.advance(5 * minute);
      if (this.realTime) await vi.advanceTimersByTimeAsync(5 * minute);
      // A clean-up needs a few turns, and no time.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  }

  /** Timers stand still, and the waking is told of. */
  asleep(ms: number): void {
    this.clock.sleep(ms);
    if (this.realTime) vi.setSystemTime(this.clock.now());
    this.site.wakeFrom(this.clock.now() - ms);
  }

  async closed(ms: number): Promise<void> {
    this.site.services.schedules.stop();
    this.clock.advance(ms);
    if (this.realTime) await vi.advanceTimersByTimeAsync(ms);
    await this.switchOn();
  }

  /** `done 2026-03-29T01:00` by when it was due, oldest first. */
  runs(id: number): string[] {
    return valueOf(this.site.services.schedules.history(id, 500))
      .toReversed()
      .map(({ state, dueAt }) => `${state} ${new Date(dueAt ?? 0).toISOString().slice(0, 16)}`);
  }

  private get options(): SiteOptions {
    const facts = { timeZone: this.zone };
    return this.realTime ? { facts, scheduler: new NodeCronScheduler() } : { facts };
  }
}

describe.each([
  ['node-cron in real time', true],
  ['croner on a lab clock', false],
] as const)('%s', (_name, realTime) => {
  afterEach(() => void vi.useRealTimers());

  async function evening({ zone, movedAt }: Night): Promise<Laptop> {
    const laptop = new Laptop(zone, Date.parse(`${movedAt}Z`) - 10 * hour, realTime);
    await laptop.switchOn();
    return laptop;
  }

  describe.each([
    ['forward', forward],
    ['back', back],
  ])('the clock goes %s', (_direction, nights) => {
    test.each(nights)('in $zone, started anew every three hours: one daily run, 48 half hours', async (night) => {
      const laptop = await evening(night);
      const daily = laptop.add(night.daily, 'run-on-wake');
      const halves = laptop.add('*/30 * * * *', 'skip');
      for (let part = 0; part < 8; part++) {
        await laptop.awake(3 * hour);
        await laptop.closed(0);
      }
      expect(laptop.runs(daily)).toEqual([`done ${night.comesAt}`]);
      const done = laptop.runs(halves);
      expect([done.length, new Set(done).size]).toEqual([48, 48]);
      expect(done.every((run) => run.startsWith('done '))).toBe(true);
    });

    test.each(nights)('in $zone, asleep over it: one run at waking, or one row that says why not', async (night) => {
      const laptop = await evening(night);
      const daily = laptop.add(night.daily, 'run-on-wake');
      const skipping = laptop.add(night.daily, 'skip');
      const hourly = laptop.add('0 * * * *', 'run-on-wake');
      await laptop.awake(9 * hour);
      laptop.asleep(3 * hour + 5 * minute);
      await laptop.awake(12 * hour - 5 * minute);
      expect(laptop.runs(daily)).toEqual([`done ${night.comesAt}`]);
      expect(laptop.runs(skipping)).toEqual([`skipped ${night.comesAt}`]);
      // Nine before the sleep, one for the hours slept through, twelve after it.
      expect(laptop.runs(hourly)).toHaveLength(9 + 1 + 12);
    });

    test.each(nights)(
      'in $zone, closed over it: one run after the start, or one row that says why not',
      async (night) => {
        const laptop = await evening(night);
        const daily = laptop.add(night.daily, 'run-on-wake');
        const skipping = laptop.add(night.daily, 'skip');
        await laptop.awake(9 * hour);
        await laptop.closed(3 * hour + 5 * minute);
        await laptop.awake(5 * minute);
        await laptop.closed(minute);
        await laptop.awake(11 * hour);
        expect(laptop.runs(daily)).toEqual([`done ${night.comesAt}`]);
        expect(laptop.runs(skipping)).toEqual([`skipped ${night.comesAt}`]);
      },
    );
  });
});
