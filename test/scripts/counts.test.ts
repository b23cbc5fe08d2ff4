import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Counts, playwrightCounts, readCounts, sumCounts, vitestCounts } from '../../scripts/counts.mjs';

test('vitest: a file that could not be loaded counts as one failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 5, failed: 2 });
});

test('Playwright: flaky stories and errors outside any story are failures', () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 3 }, errors: [{}] };
  expect(playwrightCounts(report)).toEqual({ passed: 7, failed: 4 });
});

test('a runner that ends badly without a failed test to show counts as one failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counts-'));
  const file = join(folder, 'report.json');
  const asIs = (report: Counts): Counts => report;
  try {
    expect(readCounts(file, asIs, 1), 'no report').toEqual({ passed: 0, failed: 1 });
    writeFileSync(file, '{"passed":3,"failed":0}');
    expect(readCounts(file, asIs, 1)).toEqual({ passed: 3, failed: 1 });
    expect(readCounts(file, asIs, 0)).toEqual({ passed: 3, failed: 0 });
    writeFileSync(file, '{"passed":3,"failed":2}');
    expect(readCounts(file, asIs, 1)).toEqual({ passed: 3, failed: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the closing line sums all steps', () => {
  const steps = [
    { passed: 1, failed: 0 },
    { passed: 40, failed: 2 },
  ];
  expect(sumCounts(steps)).toEqual({ passed: 41, failed: 2 });
});
