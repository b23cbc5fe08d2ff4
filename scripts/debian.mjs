// System packages: installed on Debian when we are root, else named with the exact command.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, say } from './setup.mjs';

/** Together these cover every library that Electron loads. */
const electronLibraries = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2'];

/** A program's full path, or undefined when PATH does not lead to it. @param {string} name */
export function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The Debian packages whose libraries a program of ours lacks. @param {string} program */
export function missingLibraries(program) {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return stdout?.includes('not found') ? electronLibraries : [];
}

/**
 * @param {string[]} packages
 * @param {string} purpose what they are needed for
 */
export function installDebian(packages, purpose) {
  if (packages.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    const sudo = command.replaceAll('apt-get', 'sudo apt-get');
    fail(`Missing for ${purpose}: ${packages.join(', ')}. Install with:\n  ${sudo}\nthen run this again.`);
  }
  say(`Installing ${packages.join(', ')} from Debian …`);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0)
    fail(`${stdout}${stderr}\nMissing for ${purpose}: ${packages.join(', ')}. This failed:\n  ${command}`);
}
