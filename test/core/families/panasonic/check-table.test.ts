// The linter against the tables of check-cases.ts and xml-cases.ts.
import { describe, expect, test } from 'vitest';
import { fileProblemCodes } from '../../../../electron/core/shared/problem-codes';
import { latin1, otherFiles, shiftJis, ut670Files, utf16 } from './check-cases';
import { check, file, places } from './check-support';
import { xmlFiles } from './xml-cases';

describe('a file for a KX-UT670', () => {
  test.each(ut670Files)('%s', (_, content, problems) => {
    expect(places(check(content, { model: 'KX-UT670', as: 'file' }))).toBe(problems);
  });
});

describe('other models and layers', () => {
  test.each(otherFiles)('%s, %s: %s', (model, as, _, content, problems) => {
    expect(places(check(content, model === undefined ? { as } : { model, as }))).toBe(problems);
  });
});

describe('XML', () => {
  test.each(xmlFiles)('%s: %s', (model, _, content, problems) => {
    expect(places(check(content, model === undefined ? { as: 'file' } : { model, as: 'file' }))).toBe(problems);
  });
});

test('the tables show every code there is', () => {
  const shown = [
    ...ut670Files.map((row) => row[2]),
    ...otherFiles.map((row) => row[4]),
    ...xmlFiles.map((row) => row[3]),
  ].join(' ');
  expect(fileProblemCodes.filter((code) => !shown.includes(code))).toEqual([]);
});

test('what the file is instead of text is said', () => {
  const message = (content: string | Uint8Array): string => check(content, { as: 'file' })[0]?.message ?? '';
  expect(message(shiftJis)).toContain('Shift-JIS');
  expect(message(utf16(file()))).toContain('UTF-16');
  expect(message(latin1(file('DISPLAY_NAME_1="Stéphane"')))).toContain('line 2');
  expect(message(Uint8Array.of(0x1f, 0x8b, 8, 0))).toContain('gzip');
});

test('every problem says what happened and what to do', () => {
  for (const [, content] of ut670Files) {
    for (const { message, remedy } of check(content, { model: 'KX-UT670', as: 'file' })) {
      expect(message).toMatch(/^\S.*\.$/su);
      expect(remedy).toMatch(/^\S/su);
    }
  }
});

test('no problem repeats a password', () => {
  const content = file('USER_PASS="p/w"', 'FIRM_FILE_PATH="http://me:p/w@a.example"', 'SIP_PASS_1="p/w"');
  expect(JSON.stringify(check(content, { model: 'KX-HDV130', as: 'file' }))).not.toContain('p/w');
});

test('a file broken on every line is told about up to a bound', () => {
  expect(check('x\n'.repeat(50_000), { as: 'file' }).length).toBeLessThan(5100);
});

test('severities are those of the contract', () => {
  const [blank, unknown] = check(file('A ="1"', 'COFFEE="1"', 'CFG_CYCLIC="x"'), { as: 'file' });
  expect([blank?.severity, unknown?.severity]).toEqual(['error', 'hint']);
});
