import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadFailure, electronOrder, firstThatWorks, stage } from '../../scripts/electron.mjs';

const bareLinux = {
  given: false,
  installed: false,
  fallbackThere: false,
  mirror: false,
  platform: 'linux',
  arch: 'x64',
};

test.each([
  ['a fresh Linux machine downloads Electron, else takes the fallback', {}, ['download', 'fallback']],
  ['an installed Electron is used', { installed: true, fallbackThere: true }, ['installed']],
  ['a folder named by the user beats all', { given: true, installed: true }, ['given']],
  ['a fallback that is there saves asking the network', { fallbackThere: true }, ['fallback']],
  ['a mirror is asked even so', { fallbackThere: true, mirror: true }, ['download', 'fallback']],
  ['other systems have no fallback', { platform: 'darwin', arch: 'arm64' }, ['download']],
  ['nor has Linux on ARM', { arch: 'arm64' }, ['download']],
])('%s', (_, facts, order) => {
  expect(electronOrder({ ...bareLinux, ...facts })).toEqual(order);
});

test('the first way that works is taken', async () => {
  const electron = { dist: '/x', version: '1', fallback: true };
  const found = await firstThatWorks(['download', 'fallback'], {
    download: () => Promise.reject(new Error('electron@45 could not be downloaded')),
    fallback: () => electron,
  });
  expect(found).toBe(electron);
});

test('when no way works, each is named with its reason, and the remedy', async () => {
  const failing = (reason: string) => () => Promise.reject(new Error(reason));
  const search = firstThatWorks(['download', 'fallback'], {
    download: failing('electron@45 could not be downloaded'),
    fallback: failing('bundle@1 could not be fetched'),
  });
  await expect(search).rejects.toThrow(/electron@45 could.*\n.*bundle@1 could[^]*ELECTRON_MIRROR/);
});

test('the reason of a failed download is the innermost one', () => {
  const output = 'TypeError: fetch failed\n    at x {\n  [cause]: Error: getaddrinfo ENOTFOUND a.host\n';
  expect(downloadFailure(output)).toBe('ENOTFOUND');
  expect(downloadFailure('HTTPError: Response code 404')).toBe('Response code 404');
  expect(downloadFailure('')).toBe('no reason given');
});

let folder = '';
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'stage-')))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test('the staged app finds the SQLite of the fallback, not that of the project', () => {
  write('project/package.json', '{}');
  write('project/out/main/main.js', 'first');
  write('project/out/preload/preload.cjs', '');
  write('project/out/renderer/index.html', '');
  write('project/out/stamp.json', '1');
  write('project/resources/icon.png', '');
  write('project/node_modules/node-cron/package.json', '');
  write('project/node_modules/better-sqlite3/package.json', '');
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) write(`bundle/${name}/package.json`, '');
  const folders = {
    project: join(folder, 'project'),
    modules: join(folder, 'bundle'),
    target: join(folder, 'cache/app'),
  };

  const app = stage(folders);
  expect(realpathSync(join(app, 'node_modules/better-sqlite3'))).toBe(join(folder, 'bundle/better-sqlite3'));
  // A link would lead Node back into the project, and to its SQLite.
  expect(realpathSync(join(app, 'out/main/main.js'))).toBe(join(app, 'out/main/main.js'));
  expect(realpathSync(join(app, 'out/renderer'))).toBe(join(folder, 'project/out/renderer'));

  write('project/out/main/main.js', 'second');
  stage(folders);
  expect(readFileSync(join(app, 'out/main/main.js'), 'utf8'), 'the same build is staged once').toBe('first');
  write('project/out/stamp.json', '2');
  stage(folders);
  expect(readFileSync(join(app, 'out/main/main.js'), 'utf8'), 'a new build is staged again').toBe('second');
});
