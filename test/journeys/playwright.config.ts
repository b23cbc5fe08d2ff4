// Stories in this folder run twice: in real Electron and in Chromium over the headless host. Those in `electron/` and
// `chromium/` are about one of the two, those in `headless/` need no window. Start with `npm run journeys`, which finds
// the programs and a display.
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { CarrierOption } from '../support/window';

// Workers read this file too, with other arguments and the same environment.
if (process.argv.includes('pictures')) process.env['CORDBOARD_PICTURES'] = '1';

export default defineConfig<CarrierOption>({
  testDir: '.',
  outputDir: join(import.meta.dirname, '../../.cache/journeys'),
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    { name: 'electron', testMatch: /journeys\/(electron\/)?[^/]+\.story\.ts$/, use: { carrier: 'electron' } },
    {
      name: 'chromium',
      testMatch: /journeys\/(chromium\/)?[^/]+\.story\.ts$/,
      // What the pages do is the same in both; once is enough where the carrier plays no part.
      testIgnore:
        /journeys\/(config-(import|override|quick-fix|removed-line|revisions)|form-view|secrets|guard|power-cut|address-change|resync-failures|reports|config-problems|first-contact|server-listeners|schedules|keyboard|silent-phone)\.story\.ts$/,
      use: { carrier: 'chromium' },
    },
    { name: 'headless', testMatch: /journeys\/headless\/[^/]+\.story\.ts$/ },
    // Only when asked for: `npm run screenshots`.
    ...(process.env['CORDBOARD_PICTURES']
      ? [{ name: 'pictures', testMatch: /journeys\/pictures\//, use: { carrier: 'electron' as const } }]
      : []),
  ],
});
