// What runs fast: rules, services, adapters on real sockets and SQLite, scripts (Node), and components (jsdom).
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  root,
  test: {
    setupFiles: ['temporal-polyfill/global'],
    // One for each core of a small machine; left to itself it would take one less than there are cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Worker threads of the program run from their sources: they take over the options of their process.
    execArgv: [
      '--experimental-transform-types',
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(root, 'test/support/typescript-imports.mjs'),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/*.test.ts', 'test/{core,services,adapters,contract,scripts,conformance}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          environment: 'jsdom',
          setupFiles: ['test/support/jsdom-gaps.ts'],
          // Above the waits inside a test, so that a wait that ends says what was missing.
          testTimeout: 30_000,
          include: ['test/renderer/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
