import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../../electron/services/configs/unified-diff';

test('applying a diff to the old text gives the new one', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '-x', '+x', '@@ -1 +1 @@'), { maxLength: 40 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = unifiedDiff(before, after);
      expect(applied(before, diff.text)).toEqual(after);
      expect(after.length - before.length).toBe(diff.added - diff.removed);
    }),
    { numRuns: 500 },
  );
});

test('equal texts have no diff, and only three lines around a change are shown', () => {
  const before = Array.from({ length: 20 }, (_, index) => String(index));
  expect(unifiedDiff(before, before)).toEqual({ added: 0, removed: 0, text: '' });
  expect(unifiedDiff(before, before.with(10, 'x')).text.split('\n')).toEqual([
    '@@ -8 +8 @@',
    ' 7',
    ' 8',
    ' 9',
    '-10',
    '+x',
    ' 11',
    ' 12',
    ' 13',
  ]);
});

test('texts too large to compare line by line are replaced as a whole between what they share', () => {
  const before = ['same', ...Array.from({ length: 2100 }, (_, index) => `old ${index}`), 'end'];
  const after = ['same', ...Array.from({ length: 2100 }, (_, index) => `new ${index}`), 'end'];
  expect(unifiedDiff(before, after)).toMatchObject({ added: 2100, removed: 2100 });
});

function applied(before: readonly string[], diff: string): string[] {
  const after: string[] = [];
  let next = 0;
  let inHunk = false;
  for (const line of diff === '' ? [] : diff.split('\n')) {
    // Lines of a hunk have a sign before them, so that a text line `@@ …` is none of ours.
    const [, start] = /^@@ -(\d+) \+\d+ @@$/.exec(line) ?? [];
    if (start) {
      after.push(...before.slice(next, Number(start) - 1));
      next = Number(start) - 1;
      inHunk = true;
      continue;
    }
    if (!inHunk) throw new Error('a line before the first hunk');
    if (line[0] !== '+') {
      if (before[next] !== line.slice(1)) throw new Error(`${line} is not what stands there`);
      next++;
    }
    if (line[0] !== '-') after.push(line.slice(1));
  }
  return [...after, ...before.slice(next)];
}
