// Every story runs twice: in real Electron and in Chromium over the headless host. Start with `npm run journeys`, which
// finds both programs and a display.
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { CarrierOption } from '../support/window';

export default defineConfig<CarrierOption>({
  testDir: '.',
  testMatch: '**/*.story.ts',
  outputDir: join(import.meta.dirname, '../../.cache/journeys'),
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    { name: 'electron', use: { carrier: 'electron' } },
    { name: 'chromium', use: { carrier: 'chromium' } },
  ],
});
