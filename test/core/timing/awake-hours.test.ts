// When a laptop is usually awake, learnt from when it was.
import 'temporal-polyfill/global';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asleepStretch, isInAwakeHours, learnAwakeHours } from '../../../electron/core/timing/awake-hours';
import type { TimeSpan } from '../../../electron/core/timing/time-spans';

const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
/** Nights in which clocks are moved lie within two weeks of some of them. */
const firstDays = ['2026-01-05', '2026-03-23', '2026-03-30', '2026-10-19', '2026-10-26'];

/** An instant, from what the clock on the wall shows `days` after the first day. */
function at(firstDay: string, days: number, minute: number, zone: string): number {
  const day = Temporal.PlainDate.from(firstDay).add({ days: days + Math.floor(minute / 1440) });
  const time = Temporal.PlainTime.from('00:00').add({ minutes: minute % 1440 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** The gaps between spans of being awake, within what is known. */
function asleepBetween(awake: readonly TimeSpan[], known: TimeSpan): TimeSpan[] {
  const edges = [known.from, ...awake.flatMap(({ from, to }) => [from, to]), known.to];
  const gaps: TimeSpan[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const [from = 0, to = 0] = edges.slice(index, index + 2);
    if (to > from) gaps.push({ from, to });
  }
  return gaps;
}

/** Awake on these days from minute to minute of the wall's clock. */
function learn(
  days: readonly number[],
  spans: readonly (readonly [from: number, to: number])[],
  zone = 'Europe/Berlin',
  firstDay = '2026-01-05',
): ReturnType<typeof learnAwakeHours> {
  const awake = days.flatMap((day) =>
    spans.map(([from, to]) => ({ from: at(firstDay, day, from, zone), to: at(firstDay, day, to, zone) })),
  );
  const known = {
    from: at(firstDay, 0, 0, zone),
    to: Math.max(at(firstDay, 14, 0, zone), ...awake.map(({ to }) => to)),
  };
  return learnAwakeHours(asleepBetween(awake, known), known, zone);
}

function text(minute: number): string {
  const day = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(day / 60)).padStart(2, '0')}:${String(day % 60).padStart(2, '0')}`;
}

test('the same hours each day are learnt to the quarter of an hour, in any zone, over midnight and over nights the clock is moved', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...firstDays),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 30, max: 22 * 60 }),
      (zone, firstDay, from, length) => {
        const days = Array.from({ length: 14 }, (_, day) => day);
        const hours = learn(days, [[from, from + length]], zone, firstDay);
        const slotFrom = Math.ceil(from / 15) * 15;
        const slotTo = Math.floor((from + length) / 15) * 15;
        expect(hours).toEqual({ from: text(slotFrom), to: text(slotTo), days: expect.any(Number) });
        // Half an hour that comes twice, or not at all, is a day less.
        expect(hours?.days).toBeGreaterThanOrEqual(13);
        expect(hours?.days).toBeLessThanOrEqual(15);
      },
    ),
    { numRuns: 300 },
  );
});

test('weekends it slept through say nothing of the hours', () => {
  const workdays = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
  expect(learn(workdays, [[8 * 60, 18 * 60]])).toEqual({ from: '08:00', to: '18:00', days: 10 });
});

test('a late evening now and then is not usual; two days of three are', () => {
  const evenings = (often: number): ReturnType<typeof learnAwakeHours> => {
    const awake = Array.from({ length: 12 }, (_, day) => ({
      from: at('2026-01-05', day, 8 * 60, 'UTC'),
      to: at('2026-01-05', day, (day < often ? 22 : 17) * 60, 'UTC'),
    }));
    const known = { from: at('2026-01-05', 0, 0, 'UTC'), to: at('2026-01-05', 12, 0, 'UTC') };
    return learnAwakeHours(asleepBetween(awake, known), known, 'UTC');
  };
  expect(evenings(7)).toEqual({ from: '08:00', to: '17:00', days: 12 });
  expect(evenings(8)).toEqual({ from: '08:00', to: '22:00', days: 12 });
});

test('three days are enough, but of every hour: a day and a half touches three of them', () => {
  const known = { from: at('2026-01-05', 0, 20 * 60, 'UTC'), to: at('2026-01-05', 2, 8 * 60, 'UTC') };
  expect(learnAwakeHours([], known, 'UTC')).toBeNull();
  expect(learnAwakeHours([], { ...known, to: known.from + 3 * 86_400_000 }, 'UTC')?.days).toBe(4);
});

test('on the day clocks go forward the wall counts', () => {
  const [zone, friday] = ['Europe/Berlin', '2026-03-28'];
  const awake = [
    [0, 9, 17],
    [1, 8, 18],
    [2, 8, 18],
  ].map(([day = 0, from = 0, to = 0]) => ({
    from: at(friday, day, from * 60, zone),
    to: at(friday, day, to * 60, zone),
  }));
  const known = { from: at(friday, 0, 0, zone), to: at(friday, 3, 0, zone) };
  expect(learnAwakeHours(asleepBetween(awake, known), known, zone)).toEqual({ from: '08:00', to: '18:00', days: 3 });
});

test('of an hour that comes twice both must have been awake', () => {
  const [zone, friday] = ['Europe/Berlin', '2026-10-23'];
  const known = { from: at(friday, 0, 0, zone), to: at(friday, 3, 0, zone) };
  const twoOnSunday = at(friday, 2, 2 * 60, zone);
  const asleep = [
    { from: at(friday, 0, 2 * 60, zone), to: at(friday, 0, 3 * 60, zone) },
    { from: twoOnSunday, to: twoOnSunday + 3_600_000 },
  ];
  expect(learnAwakeHours(asleep, known, zone)).toEqual({ from: '03:00', to: '02:00', days: 3 });
  expect(learnAwakeHours(asleep.slice(1), known, zone)).toEqual({ from: '00:00', to: '00:00', days: 3 });
});

test('half an hour of sleep at noon does not cut the day in two; an hour does, and the longer half is told', () => {
  const days = [0, 1, 2, 3, 4];
  const around = (minutes: number): (readonly [number, number])[] => [
    [8 * 60, 12 * 60],
    [12 * 60 + minutes, 18 * 60],
  ];
  expect(learn(days, around(30))).toEqual({ from: '08:00', to: '18:00', days: 5 });
  expect(learn(days, around(60))).toEqual({ from: '13:00', to: '18:00', days: 5 });
});

test('a laptop that never sleeps is awake all day long', () => {
  const known = { from: at('2026-01-05', 0, 0, 'UTC'), to: at('2026-01-05', 5, 0, 'UTC') };
  expect(learnAwakeHours([], known, 'UTC')).toEqual({ from: '00:00', to: '00:00', days: 5 });
});

test('of two days nothing is learnt, nor of hours that are different each day', () => {
  expect(learn([0, 1], [[8 * 60, 18 * 60]])).toBeNull();
  const awake = Array.from({ length: 9 }, (_, day) => ({
    from: at('2026-01-05', day, day * 150, 'UTC'),
    to: at('2026-01-05', day, day * 150 + 120, 'UTC'),
  }));
  const known = { from: at('2026-01-05', 0, 0, 'UTC'), to: at('2026-01-05', 9, 0, 'UTC') };
  expect(learnAwakeHours(asleepBetween(awake, known), known, 'UTC')).toBeNull();
});

test('nothing known, nothing learnt', () => {
  expect(learnAwakeHours([], { from: 0, to: 0 }, 'UTC')).toBeNull();
  expect(learnAwakeHours([{ from: 0, to: Infinity }], { from: 0, to: 14 * 86_400_000 }, 'UTC')).toBeNull();
});

test('the night around an instant, or the coming one', () => {
  const hours = { from: '08:00', to: '18:00' };
  const zone = 'Europe/Berlin';
  const night = (day: number): TimeSpan => ({
    from: at('2026-01-05', day, 18 * 60, zone),
    to: at('2026-01-05', day + 1, 8 * 60, zone),
  });
  expect(asleepStretch(hours, zone, at('2026-01-05', 1, 12 * 60, zone))).toEqual(night(1));
  expect(asleepStretch(hours, zone, at('2026-01-05', 1, 18 * 60, zone))).toEqual(night(1));
  expect(asleepStretch(hours, zone, at('2026-01-05', 2, 3 * 60, zone))).toEqual(night(1));
  expect(asleepStretch(hours, zone, at('2026-01-05', 2, 8 * 60, zone))).toEqual(night(2));
  expect(asleepStretch({ from: '00:00', to: '00:00' }, zone, 0)).toBeNull();
});

test('hours over midnight: it sleeps through the day', () => {
  const zone = 'Europe/Berlin';
  expect(asleepStretch({ from: '18:00', to: '02:30' }, zone, at('2026-03-27', 1, 20 * 60, zone))).toEqual({
    // 02:30 is left out in the night to 29 March; as if the clock had not been moved, that is 03:30.
    from: at('2026-03-27', 2, 3 * 60 + 30, zone),
    to: at('2026-03-27', 2, 18 * 60, zone),
  });
});

test('every minute of an ordinary day lies either in the hours or in the night', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  fc.assert(
    fc.property(minute, minute, minute, (from, to, now) => {
      const hours = { from: text(from), to: text(to) };
      const nowAt = at('2026-01-07', 0, now, 'Asia/Kathmandu');
      const night = asleepStretch(hours, 'Asia/Kathmandu', nowAt);
      expect(isInAwakeHours(hours, now)).toBe(night === null || nowAt < night.from);
    }),
  );
});
