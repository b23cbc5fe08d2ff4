import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshPace, takeTurn } from '../../../electron/core/resync/pace';

/** When each of so many turns is had by somebody who comes back exactly when told. */
function turns(count: number, ratePerSecond: number): number[] {
  const had: number[] = [];
  let pace = freshPace(ratePerSecond, 0);
  for (let nowMs = 0; had.length < count;) {
    const turn = takeTurn(pace, ratePerSecond, nowMs);
    pace = turn.pace;
    if (turn.waitMs === 0) had.push(nowMs);
    else nowMs += turn.waitMs;
  }
  return had;
}

test('one second’s worth leaves at once, then they are evenly apart', () => {
  expect(turns(5, 2)).toEqual([0, 0, 500, 1000, 1500]);
});

test('less than one a second is one, then a long wait', () => {
  expect(turns(3, 0.1)).toEqual([0, 10_000, 20_000]);
});

test('never more in any second than twice the rate, and nobody waits for ever', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 200, noNaN: true }), fc.integer({ min: 1, max: 300 }), (rate, count) => {
      const had = turns(count, rate);
      for (const [index, at] of had.entries()) {
        const within = had.slice(index).filter((other) => other < at + 1000).length;
        expect(within).toBeLessThanOrEqual(2 * Math.max(1, rate) + 1);
      }
      expect(had.at(-1)).toBeLessThanOrEqual((count / rate) * 1000 + count);
    }),
  );
});
