import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourcesState } from '../../scripts/build.mjs';
import { findDisplay } from '../../scripts/display.mjs';
import { installNeeded } from '../../scripts/setup.mjs';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'setup-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Packages = Record<string, { version?: string; optional?: boolean; devOptional?: boolean; peer?: boolean }>;

function needed(wanted: Packages, installed: Packages): boolean {
  const [lock, list] = [join(folder, 'lock.json'), join(folder, 'installed.json')];
  writeFileSync(lock, JSON.stringify({ packages: { '': { version: '0.1.0' }, ...wanted } }));
  writeFileSync(list, JSON.stringify({ packages: installed }));
  return installNeeded(lock, list);
}

const one = { 'node_modules/a': { version: '1.0.0' } };

test('no install is needed when every package is there in its version', () => {
  expect(needed(one, one)).toBe(false);
});

test('an install is needed when a package is absent or of another version', () => {
  expect(needed(one, {})).toBe(true);
  expect(needed(one, { 'node_modules/a': { version: '1.0.1' } })).toBe(true);
});

test('optional and peer packages are left to npm', () => {
  expect(needed({ ...one, 'node_modules/b': { version: '1.0.0', optional: true } }, one)).toBe(false);
  expect(needed({ ...one, 'node_modules/b': { version: '1.0.0', peer: true } }, one)).toBe(false);
});

test('an install is needed when there never was one', () => {
  expect(installNeeded(join(folder, 'lock.json'), join(folder, 'none.json'))).toBe(true);
});

test('a changed, added or removed source leads to a new build', () => {
  const sources = join(folder, 'electron/core');
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, 'a.ts'), '');
  const before = sourcesState(folder);
  expect(sourcesState(folder)).toBe(before);

  const later = new Date(Date.now() + 5000);
  utimesSync(join(sources, 'a.ts'), later, later);
  const changed = sourcesState(folder);
  expect(changed).not.toBe(before);

  writeFileSync(join(sources, 'b.ts'), '');
  expect(sourcesState(folder)).not.toBe(changed);
  rmSync(join(sources, 'b.ts'));
  rmSync(join(sources, 'a.ts'));
  expect(sourcesState(folder)).not.toBe(changed);
});

test('without a display, or with one where nothing answers, there is no window', async () => {
  expect(await findDisplay({}, 'linux')).toBe('none');
  expect(await findDisplay({ DISPLAY: ':4711' }, 'linux')).toBe('none');
  expect(await findDisplay({ WAYLAND_DISPLAY: 'wayland-9', XDG_RUNTIME_DIR: folder }, 'linux')).toBe('none');
  expect(await findDisplay({}, 'darwin')).toBe('native');
});
