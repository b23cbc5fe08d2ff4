// The one list of codes, against the page that explains them and the source that gives them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layerSeverities } from '../../../electron/core/configs/problem-severity';
import {
  fileProblemCodes,
  layerProblemCodes,
  workstationProblemCodes,
} from '../../../electron/core/shared/problem-codes';

const root = join(import.meta.dirname, '../../..');
const codes: string[] = [...fileProblemCodes, ...layerProblemCodes, ...workstationProblemCodes];

/** The text below each `### CODE` heading, up to the next heading. */
function explained(): Map<string, string> {
  const page = readFileSync(join(root, 'docs/problems.md'), 'utf8');
  const sections = page.split(/^(?=#{2,3} )/m).filter((section) => section.startsWith('### '));
  const named = sections.map((section): [string, string] => {
    const [heading = '', ...text] = section.split('\n');
    return [heading.slice('### '.length), text.join('\n').trim()];
  });
  expect(named.map(([code]) => code)).toEqual([...new Set(named.map(([code]) => code))]);
  return new Map(named);
}

test('no code stands in the list twice', () => {
  expect(codes).toEqual([...new Set(codes)]);
});

test('docs/problems.md explains every code, and none that is not there', () => {
  expect([...explained().keys()].sort()).toEqual(codes.toSorted());
});

test('each explanation has a cause and a remedy', () => {
  const poor = [...explained()].filter(([, text]) => !/^\S[^]{20,}\n\n\*\*Remedy:\*\* \S/.test(text));
  expect(poor.map(([code]) => code)).toEqual([]);
});

test('the severity of a file problem is the one the linter gives', () => {
  const linter = readFileSync(join(root, 'electron/core/families/panasonic/check/problem-list.ts'), 'utf8');
  const given = new Map(
    [...linter.matchAll(/^ {2}([A-Z_]+): '(\w+)',$/gm)].map(([, code, severity]) => [code, severity]),
  );
  const page = explained();
  const told = fileProblemCodes.map((code) => [code, /^_(\w+)/.exec(page.get(code) ?? '')?.[1]?.toLowerCase()]);
  expect(told).toEqual(fileProblemCodes.map((code) => [code, given.get(code)]));
});

test('the severity of a problem over layers is the one it usually has', () => {
  const page = explained();
  const told = layerProblemCodes.map((code) => [code, /^_(\w+)/.exec(page.get(code) ?? '')?.[1]?.toLowerCase()]);
  expect(told).toEqual(layerProblemCodes.map((code) => [code, layerSeverities[code]]));
});

test('every code is given somewhere in the source', () => {
  const folder = join(root, 'electron');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('problem-codes.ts'),
  );
  const source = files.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n');
  expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});
