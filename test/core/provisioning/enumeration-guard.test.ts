import { expect, test } from 'vitest';
import { EnumerationGuard } from '../../../electron/core/provisioning/enumeration-guard';

test('the same wrong guess again and again counts once', () => {
  const guard = new EnumerationGuard(2);
  for (let again = 0; again < 50; again++) expect(guard.note('A', 'x', again)).toBe(false);
});

test('one guess too many is told, for that peer alone and until the window is over', () => {
  const guard = new EnumerationGuard(2, 1000);
  expect(['x', 'y', 'z', 'x'].map((guess) => guard.note('A', guess, 0))).toEqual([false, false, true, true]);
  expect(guard.note('B', 'x', 0)).toBe(false);
  expect(guard.note('A', 'x', 1000)).toBe(true);
  expect(guard.note('A', 'x', 1001)).toBe(false);
});

test('a flood from ever new peers pushes out the oldest, no more', () => {
  const guard = new EnumerationGuard(0, 1000, 2);
  for (const peer of ['A', 'B', 'C']) guard.note(peer, 'x', 0);
  expect(guard.note('C', 'x', 0)).toBe(true);
});

test('guesses that are longer than any path of ours are told apart by their beginning only', () => {
  const guard = new EnumerationGuard(1);
  for (const end of ['a', 'b', 'c']) expect(guard.note('A', 'x'.repeat(1000) + end, 0)).toBe(false);
});
