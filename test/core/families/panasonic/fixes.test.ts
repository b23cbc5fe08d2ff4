// Every one-click fix in the tables: the problem goes, nothing else changes.
import { expect, test } from 'vitest';
import { applyFix } from '../../../../electron/core/shared/apply-fix';
import type { FileProblem } from '../../../../electron/core/shared/problem';
import type { CheckOptions } from '../../../../electron/core/families/family';
import { otherFiles, ut670Files } from './check-cases';
import { check } from './check-support';
import { xmlFiles } from './xml-cases';

interface Case {
  readonly name: string;
  readonly content: string;
  readonly options: CheckOptions;
}

const cases: Case[] = [
  ...ut670Files.map(([name, content]) => ({ name, content, options: { model: 'KX-UT670', as: 'file' as const } })),
  ...otherFiles.map(([model, as, name, content]) => ({ name, content, options: { ...(model && { model }), as } })),
  ...xmlFiles.map(([model, name, content]) => ({
    name,
    content,
    options: { ...(model && { model }), as: 'file' as const },
  })),
].flatMap(({ name, content, options }) => (typeof content === 'string' ? [{ name, content, options }] : []));

const fixed = cases.flatMap(({ name, content, options }) =>
  check(content, options).flatMap((problem) =>
    problem.fix ? [{ name, content, options, problem, fix: problem.fix }] : [],
  ),
);

const key = ({ code, parameter }: FileProblem): string => `${code} ${parameter ?? ''}`;

function counts(problems: readonly FileProblem[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const problem of problems) found.set(key(problem), (found.get(key(problem)) ?? 0) + 1);
  return found;
}

test.each(fixed)('$name: $fix.title', ({ content, options, problem, fix }) => {
  const before = counts(check(content, options));
  const after = counts(check(applyFix(content, fix), options));
  expect(after.get(key(problem)) ?? 0).toBe((before.get(key(problem)) ?? 0) - 1);
  // Nothing new but what is to say about a line that is a parameter only now, and about a file that was empty.
  const news = [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name);
  const broughtToLight = problem.code.startsWith('LINE_') || content === '';
  expect(broughtToLight ? news.filter((name) => name.startsWith('LINE_')) : news).toEqual([]);
  // The text outside the edits is the same.
  const lines = new Set(fix.edits.flatMap(({ line, endLine }) => [line, endLine]));
  if (problem.code === 'LINE_END_NOT_CRLF') return;
  const kept = content.split(/\r\n|\n|\r/u).filter((_, i) => !lines.has(i + 1));
  const mended = applyFix(content, fix).split(/\r\n|\n|\r/u);
  expect(kept.every((line) => mended.includes(line))).toBe(true);
});

test('fixes are offered for these codes', () => {
  expect([...new Set(fixed.map(({ problem }) => problem.code))].toSorted()).toEqual([
    'EVENT_LOOKS_LIKE_SWITCH',
    'FILE_BOM',
    'FILE_END_NOT_EMPTY',
    'FILE_MAGIC_MISSING',
    'FILE_MAGIC_WRONG_SERIES',
    'LINE_BLANK_OUTSIDE_QUOTES',
    'LINE_END_NOT_CRLF',
    'LINE_NOT_PARAMETER',
    'LINE_NUMBER_TOO_HIGH',
    'MACRO_UNKNOWN',
    'PARAMETER_DUPLICATE',
    'PARAMETER_MANAGED',
    'PARAMETER_UNKNOWN',
    'TIMING_NO_EFFECT',
    'TIMING_TIME_INVALID',
    'VALUE_EDGE_BLANK',
    'VALUE_NOT_ALLOWED',
    'XML_NOT_WELL_FORMED',
  ]);
});

test.each([
  ['A = "1"', 'A="1"'],
  ['\tA= "é 1"  ', 'A="é 1"'],
  ['A=\u00a0"1"', 'A="1"'],
  ['SIP_SRC_PORT_1=“5060"', 'SIP_SRC_PORT_1="5060"'],
  ['SIP_SRC_PORT_1="5060”', 'SIP_SRC_PORT_1="5060"'],
  ["ADMIN_ID='boss'", 'ADMIN_ID="boss"'],
  ['ADMIN_ID=boss', 'ADMIN_ID="boss"'],
  ['; a comment', '# a comment'],
  ['ADMIN_ID="é😀" # me', '# me\r\nADMIN_ID="é😀"'],
  ['LINE_ENABLE_1="Y"', 'LINE_ENABLE_1="Enabled"'],
  ['CFG_CYCLIC="yes"', 'CFG_CYCLIC="Y"'],
  ['BUSY_TONE_TIMING="60, 500"', 'BUSY_TONE_TIMING="60,500"'],
  ['CFG_RESYNC_TIME="2:00"', 'CFG_RESYNC_TIME="02:00"'],
  ['HTTP_USER_AGENT="P_{MODEL}/{/{fwver}"', 'HTTP_USER_AGENT="P_{MODEL}/{fwver}"'],
  ['admin_id="boss"', 'ADMIN_ID="boss"'],
  ['CFG_STANDARD_FILE_PATH="http://a.example/"', ''],
])('%s becomes %s', (content, mended) => {
  const [problem] = check(content, { model: 'KX-UT670', as: 'layer' });
  expect(problem?.fix && applyFix(content, problem.fix)).toBe(mended);
});

test('no fix repeats a password', () => {
  const passwords = [
    'SIP_PASS_1 = "geheim"',
    'SIP_PASS_1=“geheim"',
    'SIP_PASS_1=geheim',
    "SIP_PASS_1='geheim'",
    'SIP_PASS_1="geheim" # me',
  ];
  for (const line of passwords) {
    const [problem] = check(line, { model: 'KX-UT670', as: 'layer' });
    expect(problem?.fix).toBeDefined();
    expect(JSON.stringify(problem)).not.toContain('geheim');
  }
});
