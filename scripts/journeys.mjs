// `npm run journeys`: whole-app stories in Chromium and in real Electron, under Xvfb on Linux so that no window
// disturbs. Further arguments go to Playwright: `npm run journeys -- --project electron -g resync`.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { installDebian, missingLibraries, onPath } from './debian.mjs';
import { findElectron, programName, stageApp } from './electron.mjs';
import { fail, ready, root, run, say } from './setup.mjs';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const findChromium = () => process.env.CHROME_PATH ?? chromiumNames.map(onPath).find(Boolean);

/**
 * Everything the stories need beside the build: an Electron with its libraries, a browser, a display.
 * @param {{ browser: boolean }} needs
 */
export async function prepareJourneys({ browser }) {
  const electron = await findElectron().catch((error) => fail(error.message));
  const linux = process.platform === 'linux';
  const packages = missingLibraries(join(electron.dist, programName));
  if (linux && !(onPath('xvfb-run') && onPath('xauth'))) packages.push('xvfb', 'xauth');
  if (linux && browser && !findChromium()) packages.push('chromium');
  installDebian(packages, 'the journeys');
  if (browser && !findChromium()) fail('The journeys need Chromium or Chrome: install it, or set CHROME_PATH to it.');
  return electron;
}

/**
 * What tests that start the app in Electron need to know; see test/support.
 * @param {import('./electron.mjs').Electron} electron
 */
export const electronEnvironment = (electron) => ({
  CORDBOARD_ELECTRON: join(electron.dist, programName),
  CORDBOARD_APP: stageApp(electron),
});

/**
 * On Linux a command gets a display of its own, so that no window disturbs.
 * @param {string[]} command
 */
export const underDisplay = (command) =>
  process.platform === 'linux' ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command] : command;

/**
 * @param {import('./electron.mjs').Electron} electron
 * @param {string[]} args for Playwright
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runJourneys(electron, args, env = {}) {
  say(`Journeys run on Electron ${electron.version}${electron.fallback ? ' (the fallback)' : ''}.`);
  const playwright = [process.execPath, join(root, 'node_modules/@playwright/test/cli.js'), 'test'];
  const [command = '', ...rest] = underDisplay([...playwright, '--config', 'test/journeys', ...args]);
  return run(command, rest, {
    cwd: root,
    env: {
      ...process.env,
      ...electronEnvironment(electron),
      CHROME_PATH: findChromium(),
      ...env,
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ready();
  await ensureBuilt();
  const args = process.argv.slice(2);
  const electron = await prepareJourneys({ browser: !args.join(' ').includes('electron') });
  process.exitCode = await runJourneys(electron, args);
}
