import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { staggerNoteCodes } from '../../../electron/core/timing/stagger-notes';

test('every note is explained in docs/staggering.md, and no other', async () => {
  const page = await readFile('docs/staggering.md', 'utf8');
  const explained = [...page.matchAll(/^\| `(STAGGER_[A-Z_]+)`/gm)].map(([, code]) => code);
  expect(new Set(explained)).toEqual(new Set<string | undefined>(staggerNoteCodes));
  expect(explained).toHaveLength(staggerNoteCodes.length);
});
