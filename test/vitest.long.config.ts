// What is too long for `npm test` or needs more of the machine: real SIP peers, benchmarks, soak.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const minute = 60_000;

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    setupFiles: ['temporal-polyfill/global'],
    // One at a time and unbuffered: figures are measured and printed here.
    fileParallelism: false,
    disableConsoleIntercept: true,
    // As in vitest.config.ts.
    execArgv: [
      '--experimental-transform-types',
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(import.meta.dirname, 'support/typescript-imports.mjs'),
    ],
    projects: [
      { extends: true, test: { name: 'peers', include: ['test/peers/**/*.test.ts'], testTimeout: 2 * minute } },
      { extends: true, test: { name: 'load', include: ['test/load/**/*.bench.ts'], testTimeout: 15 * minute } },
      { extends: true, test: { name: 'soak', include: ['test/soak/**/*.soak.ts'], testTimeout: 180 * minute } },
    ],
  },
});
