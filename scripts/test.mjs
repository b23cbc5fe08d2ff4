// `npm test`: every check, in one command from a fresh clone. One line per step; a failed step hides none after it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { playwrightCounts, readCounts, sumCounts, vitestCounts } from './counts.mjs';
import { prepareJourneys, runJourneys } from './journeys.mjs';
import { cacheFolder, ready, root, run, say, seconds } from './setup.mjs';

await ready();
// A signal ends the whole run, not just the step it hits; that step's program gets the signal first.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => setImmediate(() => process.exit(130)));
const electron = await prepareJourneys({ browser: true });
const started = Date.now();

/** @type {import('./counts.mjs').Counts[]} */
const results = [
  check('format', ['prettier', '--check', '.']),
  check('lint', ['oxlint']),
  check('types', ['tsc', '-b']),
  check('unused', ['knip']),
  await tests(
    'unit',
    'vitest.json',
    (report) => {
      const vitest = join(root, 'node_modules/vitest/vitest.mjs');
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      return run(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...reporters], { cwd: root });
    },
    vitestCounts,
  ),
  check('build', ['node', 'scripts/build.mjs']),
];

const built = results.at(-1)?.failed === 0;
if (built) {
  results.push(
    await tests(
      'journeys',
      'playwright.json',
      (report) => runJourneys(electron, ['--reporter', 'list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
      playwrightCounts,
    ),
  );
}

const { passed, failed } = sumCounts(results);
say(`All of it took ${seconds(started)}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/**
 * One command that is green or not; its output is shown only when not.
 * @param {string} name
 * @param {string[]} command found in node_modules/.bin
 */
function check(name, command) {
  const began = Date.now();
  const [program = '', ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    shell: process.platform === 'win32',
  });
  report(name, status === 0, began);
  if (status !== 0) say(`${stdout}${stderr}`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

/**
 * A test runner, watched as it goes, counted by its report.
 * @param {string} name
 * @param {string} file
 * @param {(report: string) => Promise<number>} runner
 * @param {(report: any) => import('./counts.mjs').Counts} count
 */
async function tests(name, file, runner, count) {
  const began = Date.now();
  const path = join(cacheFolder, file);
  rmSync(path, { force: true });
  const exitCode = await runner(path);
  const counts = readCounts(path, count, exitCode);
  report(`${name} (${counts.passed} passed, ${counts.failed} failed)`, counts.failed === 0, began);
  return counts;
}

/** @param {string} name @param {boolean} green @param {number} began */
function report(name, green, began) {
  say(`${green ? '✓' : '✗'} ${name} ${seconds(began)}`);
}
