import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GuardRules } from '../../../electron/core/provisioning/access-settings';
import { EnumerationGuard } from '../../../electron/core/provisioning/enumeration-guard';

const rules: GuardRules = { on: true, guesses: 2, windowSeconds: 10, holdSeconds: 60 };
const guardWith = (change: Partial<GuardRules> = {}, peersKept?: number): EnumerationGuard =>
  new EnumerationGuard(() => ({ ...rules, ...change }), peersKept);

function guess(guard: EnumerationGuard, peer: string, guesses: readonly string[], now = 0): boolean[] {
  return guesses.map((one) => guard.note(peer, one, now));
}

test('the same wrong guess again and again counts once', () => {
  const guard = guardWith();
  for (let again = 0; again < 50; again++) expect(guard.note('A', 'x', again)).toBe(false);
  expect(guard.watched(50)).toBe(1);
});

test('one guess too many holds the peer, and nobody else, until its time is over; then the count begins anew', () => {
  const guard = guardWith();
  expect(guess(guard, 'A', ['x', 'y', 'z', 'x'])).toEqual([false, false, true, true]);
  expect(guard.note('B', 'x', 0)).toBe(false);
  expect(guard.note('A', 'x', 59_999)).toBe(true);
  expect(guess(guard, 'A', ['x', 'y', 'z'], 60_000)).toEqual([false, false, true]);
});

test('guesses are counted within the window only', () => {
  const guard = guardWith();
  guess(guard, 'A', ['x', 'y']);
  expect(guard.note('A', 'z', 10_001)).toBe(false);
  expect(guard.watched(10_001)).toBe(1);
  expect(guard.watched(30_000)).toBe(0);
});

test('who is held is listed with what it did, the last one first', () => {
  const guard = guardWith();
  guess(guard, 'A', ['x', 'y', 'z', 'z'], 1000);
  guess(guard, 'B', ['x', 'y', 'z', 'q'], 2000);
  expect(guard.held(2000)).toEqual([
    { peer: 'B', since: 2000, until: 62_000, guesses: 4, requests: 4, lastAt: 2000, byHand: false },
    { peer: 'A', since: 1000, until: 61_000, guesses: 3, requests: 4, lastAt: 1000, byHand: false },
  ]);
  expect(guard.held(61_500).map(({ peer }) => peer)).toEqual(['B']);
});

test('a block by hand has no end, works with the guard off, and is taken back with its counts', () => {
  const guard = guardWith({ on: false });
  guard.block('A', 5);
  expect(guard.note('A', 'x', 1e9)).toBe(true);
  expect(guard.note('B', 'x', 1e9)).toBe(false);
  expect(guard.held(1e9)).toMatchObject([{ peer: 'A', since: 5, until: null, guesses: 1, requests: 1, byHand: true }]);
  expect(guard.unblock('A')).toBe(true);
  expect(guard.unblock('A')).toBe(false);
  expect(guard.note('A', 'x', 1e9)).toBe(false);
});

test('unblocking forgets what was counted before', () => {
  const guard = guardWith();
  guess(guard, 'A', ['x', 'y', 'z']);
  guard.unblock('A');
  expect(guess(guard, 'A', ['q', 'r', 's'])).toEqual([false, false, true]);
});

test('a flood from ever new peers pushes out the oldest, never a block by hand', () => {
  const guard = guardWith({ guesses: 1 }, 3);
  guard.block('hand', 0);
  for (let peer = 0; peer < 100; peer++) guess(guard, `P${peer}`, ['x', 'y']);
  const held = guard.held(0).map(({ peer }) => peer);
  expect(held).toHaveLength(3);
  expect(held).toContain('hand');
  expect(held).toContain('P99');
});

test('a flood of guesses from many peers stays bounded, and the next guesser is caught all the same', () => {
  const guard = guardWith({ guesses: 10_000 });
  for (let peer = 0; peer < 60; peer++) for (let one = 0; one < 5_000; one++) guard.note(`P${peer}`, `guess ${one}`, 0);
  expect(guard.watched(0)).toBeLessThanOrEqual(40);
  for (let one = 0; one < 10_000; one++) expect(guard.note('A', `guess ${one}`, 0)).toBe(false);
  expect(guard.note('A', 'one more', 0)).toBe(true);
});

test('guesses that are longer than any path of ours are told apart by their beginning only', () => {
  const guard = guardWith({ guesses: 1 });
  expect(
    guess(
      guard,
      'A',
      ['a', 'b', 'c'].map((end) => 'x'.repeat(1000) + end),
    ),
  ).toEqual([false, false, false]);
});

test('a peer is held exactly when it made more different guesses than allowed', () => {
  const guesses = fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(guesses, fc.integer({ min: 1, max: 20 }), (made, allowed) => {
      const guard = guardWith({ guesses: allowed });
      const seen = new Set<string>();
      for (const one of made) {
        seen.add(one);
        expect(guard.note('A', one, 0)).toBe(seen.size > allowed);
      }
    }),
  );
});
