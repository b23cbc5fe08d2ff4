// Fifty power cuts, one after the other, in the same data folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killInAStorm } from '../support/kill-in-a-storm';

const rounds = Number(process.env['SOAK_KILLS'] ?? 50);

test('kill -9 in a storm loses no row older than a second and no body, however often', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-soak-'));
  let answered = 0;
  let old = 0;
  try {
    for (let round = 1; round <= rounds; round++) {
      // Long enough for answers older than a second; never at the same place of a batch.
      const aftermath = await killInAStorm(folder, round, 1100 + ((round * 337) % 900));
      expect(aftermath).toMatchObject({ lost: [], integrity: 'ok', wrongBodies: [] });
      expect(aftermath.old).toBeGreaterThan(0);
      expect(aftermath.bodies).toBeGreaterThan(0);
      answered += aftermath.answered;
      old += aftermath.old;
    }
    console.table({ kills: rounds, answered, 'older than a second when killed': old, lost: 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
