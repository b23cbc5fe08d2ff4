import { expect, test } from 'vitest';
import { absenceAt } from '../../../electron/core/phones/absence';
import { usualGrace } from '../../../electron/core/timing/grace';
import type { PlannedCheck } from '../../../electron/core/timing/phone-circumstances';

const minute = 60_000;
const day = 1440 * minute;
const due: PlannedCheck[] = [1, 2, 3].map((n) => ({ at: n * day, trigger: 'fixed-time', outcome: 'reached' }));
const at = (minutes: number, away: [from: number, to: number][] = [], canMiss = true, phaseMs = 0) =>
  absenceAt(
    day + minutes * minute,
    due,
    away.map(([from, to]) => ({ from: day + from * minute, to: day + to * minute })),
    usualGrace,
    { canMiss, phaseMs, sinceMs: 0 },
  );

test('a phone is missed when its check and the grace are over, and not before', () => {
  expect(at(-1)).toEqual({ absence: null, dueAt: null, until: day });
  expect(at(1.5)).toEqual({ absence: null, dueAt: null, until: day + 15 * minute });
  expect(at(15)).toEqual({ absence: 'missed', dueAt: day, until: Infinity });
});

test('a check that fell into an away span is ours, not its fault, until the next one', () => {
  expect(at(5, [[-120, 4]]).absence).toBe('away');
  expect(at(330, [[-120, 330]])).toEqual({ absence: 'away', dueAt: day, until: 2 * day });
  expect(at(1440 + 15, [[-120, 330]]).absence).toBe('missed');
  expect(
    at(1440 + 15, [
      [-120, 330],
      [1300, 1600],
    ]).absence,
  ).toBe('away');
});

test.each([
  [-20, -5],
  [14, 60],
])('a gap from minute %i to %i leaves room for a phone that was early or late', (from, to) => {
  expect(at(15, [[from, to]]).absence).toBe('away');
  expect(at(3, [[from, to]]).absence).toBeNull();
});

test('a phone that found nobody two nights running was due the second night, one missed since was due the first', () => {
  const nights: [number, number][] = [
    [-120, 330],
    [1300, 1600],
  ];
  expect(at(1440 + 15, nights).dueAt).toBe(2 * day);
  expect(at(2 * 1440 + 15).dueAt).toBe(day);
});

test('a phone whose clock nobody knows is never missed', () => {
  expect(at(9 * 1440, [], false).absence).toBeNull();
  expect(at(5, [[-120, 4]], false).absence).toBe('away');
});

test('a check that may have been up to an interval earlier was ours when any of that time was', () => {
  const gap: [number, number][] = [[-270, -150]];
  expect(at(15, gap).absence).toBe('missed');
  expect(at(15, gap, true, day)).toEqual({ absence: 'away', dueAt: day - 150 * minute, until: 2 * day });
  expect(at(15, gap, true, 120 * minute).absence).toBe('missed');
  expect(at(3, gap, true, day).absence).toBeNull();
  // It came after that gap.
  expect(at(1455, [[-2000, -1500]], true, 9 * day).absence).toBe('missed');
});
