// Builds `out/` when a source is newer than it. Also run from start, serve and cli, so the question alone must be quick.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, fail, ready, root, run, say, seconds, withLock } from './setup.mjs';

const out = join(root, 'out');
const sources = ['electron', 'renderer', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

/** Builds if needed; several at once wait for the first, which builds for all. */
export async function ensureBuilt() {
  if (builtFrom(out) === sourcesState(root)) return;
  await withLock('build', async () => {
    // Taken before building: what is saved meanwhile leads to the next build.
    const state = sourcesState(root);
    if (builtFrom(out) !== state) await build(state);
  });
}

/**
 * What a build is made from: the newest change to any source file or folder, and how many there are.
 * @param {string} project
 */
export function sourcesState(project) {
  let newest = 0;
  let count = 0;
  /** @param {string} path */
  const look = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    count += 1;
    newest = Math.max(newest, stat.mtimeMs);
    if (stat.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
  };
  for (const path of sources) look(join(project, path));
  return JSON.stringify({ newest, count });
}

/** @param {string} folder */
const builtFrom = (folder) => {
  const stamp = join(folder, 'stamp.json');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
};

/** @param {string} state */
async function build(state) {
  const started = Date.now();
  const partial = join(cacheFolder, `out.${process.pid}`);
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  say('Building …');
  try {
    const code = await run(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', partial], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (code !== 0) fail('The build failed; the reason stands above.');
    writeFileSync(join(partial, 'stamp.json'), state);
    const old = join(cacheFolder, `out.old.${process.pid}`);
    if (existsSync(out)) renameSync(out, old);
    renameSync(partial, out);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  say(`Built (${seconds(started)}).`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ready();
  await ensureBuilt();
}
