// How late a phone may be, on real clocks and on those of a lab.
import { expect, test } from 'vitest';
import { scaledGrace, usualGrace } from '../../../electron/core/timing/grace';

const minute = 60_000;
const hour = 60 * minute;

test('in real time, and in a lab that is slower, grace is as set', () => {
  expect(scaledGrace(usualGrace, 1)).toEqual(usualGrace);
  expect(scaledGrace(usualGrace, 0.1)).toEqual(usualGrace);
});

test('a fast clock leaves half a minute of real time, and no less than was set', () => {
  expect(scaledGrace(usualGrace, 30).afterMs).toBe(15 * minute);
  expect(scaledGrace(usualGrace, 60).afterMs).toBe(30 * minute);
  expect(scaledGrace(usualGrace, 600).afterMs).toBe(5 * hour);
  expect(scaledGrace({ beforeMs: 0, afterMs: 4 * hour }, 60)).toEqual({ beforeMs: 0, afterMs: 4 * hour });
});

test('however fast, no grace is stretched over a quarter of a day; what phones may be early is never stretched', () => {
  expect(scaledGrace(usualGrace, 100_000)).toEqual({ beforeMs: usualGrace.beforeMs, afterMs: 6 * hour });
});
