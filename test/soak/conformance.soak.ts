// The timing engine against the virtual phone for 30 virtual days: another seed at each run, printed, and taken with CONFORMANCE_SEED.
import { expect, test } from 'vitest';
import { compareStories } from '../conformance/compare-stories';

const phones = 500;
const days = 30;

test(`${phones} phones do for ${days} days what the engine says`, async () => {
  const seed = Number(process.env['CONFORMANCE_SEED'] ?? Date.now() % 2 ** 31);
  console.log(`CONFORMANCE_SEED=${seed}`);
  const began = performance.now();
  const { checks, differences } = await compareStories(seed, phones, days);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(
    `${phones} phones, ${days} days: ${checks} checks compared in ${seconds} s, ${differences.length} differ`,
  );
  expect(differences.slice(0, 3)).toEqual([]);
});
