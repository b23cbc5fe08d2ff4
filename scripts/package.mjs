// `npm run package`: the app as users get it, unpacked, in dist/. On the fallback Electron the result is for tests only.
// Installers are built by electron-builder itself, with the same electron-builder.yml.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { fallbackFolder } from './electron-fallback.mjs';
import { findElectron } from './electron.mjs';
import { fail, ready, root } from './setup.mjs';

await ready();
await ensureBuilt();
const electron = await findElectron().catch((error) => fail(error.message));
const { build, Platform } = await import('electron-builder');

/** The fallback brings its own SQLite, and its own default app must not stand beside ours. */
const forFallback = {
  electronVersion: electron.version,
  files: [
    '!node_modules/better-sqlite3/**',
    { from: join(fallbackFolder(), 'node_modules'), to: 'node_modules', filter: ['**/*'] },
  ],
  // Playwright looks into the packaged app through it.
  electronFuses: { enableNodeCliInspectArguments: true },
  afterExtract: ({ appOutDir }) =>
    rmSync(join(appOutDir, 'resources/default_app.asar'), { recursive: true, force: true }),
};

await build({
  projectDir: root,
  targets: Platform.current().createTarget('dir'),
  publish: 'never',
  config: {
    extends: join(root, 'electron-builder.yml'),
    electronDist: electron.dist,
    ...(electron.fallback ? forFallback : {}),
  },
});
