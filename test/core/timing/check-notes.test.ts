import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkNoteCodes } from '../../../electron/core/timing/check-notes';

test('docs/checks.md explains every note, and none that is not there', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/checks.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
  expect(new Set(explained)).toEqual(new Set<string | undefined>(checkNoteCodes));
  expect(explained).toHaveLength(checkNoteCodes.length);
});
