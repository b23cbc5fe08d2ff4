// What product.md promises for kill -9, on the whole program under load. Fifty times over: `npm run soak`.
import { killInAStorm } from '../../support/kill-in-a-storm';
import { expect, test } from '../../support/window';

test('killed in a storm three times: opens again, no row older than a second is lost, every body is what its hash says', async ({
  folder,
}) => {
  for (const round of [1, 2, 3]) {
    const aftermath = await killInAStorm(folder, round, 1200 + round * 137);
    expect(aftermath).toMatchObject({ lost: [], integrity: 'ok', wrongBodies: [] });
    expect(aftermath.old).toBeGreaterThan(0);
  }
});
