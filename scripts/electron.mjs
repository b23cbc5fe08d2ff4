// Which Electron runs the app, and the folder it is given: an installed one, its own download, or the fallback.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundledModules, fallback, fallbackFolder, installFallback } from './electron-fallback.mjs';
import { cacheFolder, root, say, withLock } from './setup.mjs';

/**
 * @typedef {{ dist: string, version: string, fallback: boolean }} Electron
 *   `dist` is the folder that holds the program; Playwright and `require('electron')` take it from
 *   ELECTRON_OVERRIDE_DIST_PATH.
 */

const packageFolder = join(root, 'node_modules/electron');

/** The program's path inside a dist folder. */
export const programName =
  { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[String(process.platform)] ?? 'electron';

/**
 * The ways to an Electron, in the order they are tried. A fallback that is already there is used without asking the
 * network again at each start; `npx install-electron` or ELECTRON_MIRROR bring the pinned one.
 * @param {{ given: boolean, installed: boolean, fallbackThere: boolean, mirror: boolean, platform: string, arch: string }} facts
 * @returns {('given' | 'installed' | 'download' | 'fallback')[]}
 */
export function electronOrder(facts) {
  if (facts.given) return ['given'];
  if (facts.installed) return ['installed'];
  const hasFallback = facts.platform === 'linux' && facts.arch === 'x64';
  if (hasFallback && facts.fallbackThere && !facts.mirror) return ['fallback'];
  return hasFallback ? ['download', 'fallback'] : ['download'];
}

/** Finds or fetches an Electron; throws with every way that failed and the remedy. @returns {Promise<Electron>} */
export async function findElectron() {
  return withLock('electron', () =>
    firstThatWorks(
      electronOrder({
        given: Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH),
        installed: isInstalled(),
        fallbackThere: existsSync(fallbackFolder()),
        mirror: Boolean(process.env.ELECTRON_MIRROR),
        platform: process.platform,
        arch: process.arch,
      }),
      { given, installed, download, fallback: useFallback },
    ),
  );
}

/**
 * @template {string} Way
 * @param {Way[]} order
 * @param {Record<Way, () => Electron | Promise<Electron>>} ways
 */
export async function firstThatWorks(order, ways) {
  const failures = [];
  for (const [at, way] of order.entries()) {
    try {
      return await ways[way]();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(reason);
      if (at < order.length - 1) say(reason);
    }
  }
  throw new Error(
    `No Electron to run. Tried:\n${failures.map((reason) => `  - ${reason}`).join('\n')}\n` +
      'Remedy: set ELECTRON_MIRROR to a server that has it, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked one.',
  );
}

const pinnedVersion = () => JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;

/** @param {string} dist */
const versionOf = (dist) => readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');

function isInstalled() {
  const dist = join(packageFolder, 'dist');
  // path.txt is what Electron's installer writes last.
  return (
    existsSync(join(packageFolder, 'path.txt')) &&
    existsSync(join(dist, programName)) &&
    versionOf(dist) === pinnedVersion()
  );
}

const given = () => {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '';
  if (!existsSync(join(dist, programName))) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${dist}`);
  return { dist, version: versionOf(dist), fallback: dist === join(fallbackFolder(), 'dist') };
};

const installed = () => ({ dist: join(packageFolder, 'dist'), version: pinnedVersion(), fallback: false });

async function download() {
  say(`Downloading electron@${pinnedVersion()} …`);
  const output = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    child.on('error', reject);
    child.on('exit', () => resolve(text));
  });
  if (!isInstalled())
    throw new Error(`electron@${pinnedVersion()} could not be downloaded: ${downloadFailure(output)}.`);
  return installed();
}

/** What the installer's output says of the cause: the innermost error first. @param {string} output */
export function downloadFailure(output) {
  const cause = /\b(E[A-Z]{2,}_?[A-Z]{3,})\b/.exec(output) ?? /^(?:\s*\w*Error: )(.+)$/m.exec(output);
  return cause?.[1] ?? 'no reason given';
}

async function useFallback() {
  if (!existsSync(fallbackFolder())) await installFallback();
  return { dist: join(fallbackFolder(), 'dist'), version: fallback.electron, fallback: true };
}

/**
 * The folder to hand to an Electron. The pinned one takes the project itself; the fallback needs its own SQLite, so it
 * gets a folder where that one is found.
 * @param {Electron} electron
 */
export function stageApp(electron) {
  return electron.fallback
    ? stage({ project: root, modules: join(fallbackFolder(), 'node_modules'), target: join(cacheFolder, 'app') })
    : root;
}

/**
 * main and preload are copied, because a linked file would find the project's SQLite, which kills this Electron; what
 * loads no native module is linked.
 * @param {{ project: string, modules: string, target: string }} folders
 * @returns {string} target
 */
export function stage({ project, modules, target }) {
  const stamp = 'out/stamp.json';
  if (existsSync(join(target, stamp)) && sameFile(join(target, stamp), join(project, stamp))) return target;
  const partial = `${target}.${process.pid}`;
  mkdirSync(join(partial, 'node_modules'), { recursive: true });
  mkdirSync(join(partial, 'out'));
  for (const path of ['package.json', 'out/main', 'out/preload', stamp]) {
    cpSync(join(project, path), join(partial, path), { recursive: true, preserveTimestamps: true });
  }
  /** @param {string} from @param {string} path */
  const link = (from, path) =>
    symlinkSync(
      relative(join(partial, path, '..'), from),
      join(partial, path),
      statSync(from).isDirectory() ? 'dir' : 'file',
    );
  link(join(project, 'out/renderer'), 'out/renderer');
  link(join(project, 'resources'), 'resources');
  link(join(project, 'node_modules/node-cron'), 'node_modules/node-cron');
  for (const name of bundledModules) link(join(modules, name), `node_modules/${name}`);
  replaceFolder(partial, target);
  return target;
}

/** @param {string} a @param {string} b */
const sameFile = (a, b) => readFileSync(a).equals(readFileSync(b));

/** Puts a complete folder in the place of another; who started from the old one keeps running. @param {string} from @param {string} to */
export function replaceFolder(from, to) {
  const old = `${to}.old.${process.pid}`;
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}
