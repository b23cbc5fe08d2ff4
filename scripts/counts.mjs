// Reads how many tests passed and failed out of the runners' JSON reports.
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @param {any} report vitest --reporter=json
 * @returns {Counts}
 */
export function vitestCounts(report) {
  // A file that could not even be loaded has no tests, yet it failed.
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken };
}

/**
 * @param {any} report playwright --reporter=json
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  // A story that needed a second try is not a green one; errors are those outside any test.
  return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky + report.errors.length };
}

/**
 * What a runner's report says, made honest: one that ended badly without a failed test to show for it (a crash, no
 * tests found, no report) counts as one failure.
 * @param {string} reportFile
 * @param {(report: any) => Counts} count
 * @param {number} exitCode
 * @returns {Counts}
 */
export function readCounts(reportFile, count, exitCode) {
  /** @type {Counts} */
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(reportFile, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts[]} all @returns {Counts} */
export function sumCounts(all) {
  return all.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
}
