import { expect, test } from 'vitest';
import { readUnifiedDiff } from '../../../renderer/features/configs/unified-diff';
import { writeUnifiedDiff } from '../../../renderer/features/configs/write-unified-diff';

test('two values of one parameter stand beside each other, an addition between them stands alone', () => {
  const [hunk] = readUnifiedDiff('--- a\n+++ b\n@@ -4,2 +4,3 @@\n A="1"\n-B="1"\n+C="3"\n+B="2"\n');
  expect(hunk?.skipped).toBe(3);
  expect(hunk?.rows.map(({ kind, before, after }) => [kind, before?.text, after?.text])).toEqual([
    ['same', 'A="1"', 'A="1"'],
    ['added', undefined, 'C="3"'],
    ['changed', 'B="1"', 'B="2"'],
  ]);
});

test('a parameter that is gone is a removed row, numbered as it was', () => {
  const [hunk] = readUnifiedDiff('@@ -7,1 +6,0 @@\n-VM_NUMBER_1="8500"\n');
  expect(hunk?.rows).toEqual([{ kind: 'removed', before: { number: 7, text: 'VM_NUMBER_1="8500"' }, after: null }]);
});

test('equal lines between changes are counted, not shown', () => {
  const before = Array.from({ length: 30 }, (_, n) => `P${n}="0"`);
  const after = before.with(2, 'P2="1"').with(25, 'P25="1"');
  const hunks = readUnifiedDiff(writeUnifiedDiff(before.join('\n'), after.join('\n')));
  expect(
    hunks.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'changed').map((row) => row.after?.number)),
  ).toEqual([3, 26]);
  expect(hunks.map(({ skipped }) => skipped)).toEqual([0, 16]);
});

test('nothing in common with a diff gives no rows', () => {
  expect(readUnifiedDiff('just some text\nwith lines')).toEqual([]);
  expect(writeUnifiedDiff('same', 'same')).toBe('');
});
