// `npm start`: one command from a fresh clone to the open window; without a display, to the headless host.
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findDisplay } from './display.mjs';
import { installDebian, missingLibraries } from './debian.mjs';
import { findElectron, programName, stageApp } from './electron.mjs';
import { runBuilt } from './run.mjs';
import { fail, ready, run, say } from './setup.mjs';

await ready();
const args = process.argv.slice(2);
const display = await findDisplay(process.env, process.platform);
if (display === 'none') {
  say('No display here: starting without a window. The address of the same window for a browser follows.');
  await runBuilt('serve', args);
} else {
  await openWindow(display);
}

/** @param {'x11' | 'wayland' | 'native'} kind */
async function openWindow(kind) {
  await ensureBuilt();
  const electron = await findElectron().catch((error) => fail(error.message));
  const program = join(electron.dist, programName);
  installDebian(missingLibraries(program), 'Electron');
  const flags = ['--log-level=3'];
  // Chromium's sandbox refuses to run for root; the window's own sandbox settings stay as they are.
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  if (kind === 'wayland') flags.push('--ozone-platform=wayland');
  say(`Opening the window (Electron ${electron.version}) …`);
  process.exitCode = await run(program, [...flags, stageApp(electron), ...args]);
}
