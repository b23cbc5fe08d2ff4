import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RequestView } from '../../../electron/contract/activity';
import { foldRepeats } from '../../../renderer/features/activity/fold-repeats';

type Row = Pick<RequestView, 'id' | 'at' | 'remote' | 'reason'>;

const rows = (reasons: readonly (readonly [remote: string, reason: Row['reason']])[]): Row[] =>
  reasons.map(([remote, reason], index) => ({
    id: 1000 - index,
    at: new Date(1_000_000_000 - index * 1000).toISOString(),
    remote,
    reason,
  }));

test('a flood of one blocked peer becomes two lines and one for the rest', () => {
  const flood = rows([
    ['a', 'served'],
    ...Array.from({ length: 40 }, () => ['b', 'guarded'] as const),
    ['a', 'served'],
  ]);
  const folded = foldRepeats(flood, new Set());
  expect(folded.map(({ remote, lines }) => [remote, lines])).toEqual([
    ['a', 1],
    ['b', 1],
    ['b', 1],
    ['b', 38],
    ['a', 1],
  ]);
  expect(folded[3]?.from).toBe(flood[40]?.at);
});

test('a peer that was opened is shown line by line', () => {
  const flood = rows(Array.from({ length: 40 }, () => ['b', 'guarded'] as const));
  expect(foldRepeats(flood, new Set(['b']))).toHaveLength(40);
});

test('no line is lost or told twice, and only guarded ones are folded', () => {
  const row = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom<Row['reason']>('served', 'guarded', 'unknown-mac'));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (list) => {
      const all = rows(list);
      const folded = foldRepeats(all, new Set());
      expect(folded.reduce((sum, { lines }) => sum + lines, 0)).toBe(all.length);
      expect(folded.every(({ lines, reason }) => lines === 1 || reason === 'guarded')).toBe(true);
      expect(folded.map(({ id }) => id)).toEqual(folded.map(({ id }) => id).toSorted((x, y) => y - x));
    }),
  );
});
