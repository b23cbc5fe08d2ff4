// What can be wrong with the variables in the text of a config file, by line and column.
import { nearestName } from '../shared/nearest-name';
import type { FileProblem } from '../shared/problem';
import { findVariable, variableNames, variablesIn, type GivenNames } from './variables';

/** Lines that hold a variable; of a broken file only so many problems are told. */
const mostProblems = 500;

/** Lines count from 1, columns from 1 in characters. Comment lines of the text form hold no variables. */
export function unknownVariables(text: string, given: GivenNames): FileProblem[] {
  if (!text.includes('${')) return [];
  const problems: FileProblem[] = [];
  forEachLine(text, (line, number) => {
    if (problems.length >= mostProblems || !line.includes('${') || line.startsWith('#')) return;
    for (const { name, index, length } of variablesIn(line)) {
      if (findVariable(name, given)) continue;
      const meant = nearestName(name, variableNames(given, 24));
      const column = characters(line.slice(0, index)) + 1;
      const endColumn = column + characters(line.slice(index, index + length));
      problems.push({
        code: 'VARIABLE_UNKNOWN',
        severity: 'error',
        line: number,
        column,
        parameter: parameterOf(line),
        message: `There is no variable "${name}", so a phone would get the text as it stands.`,
        remedy: meant
          ? `Did you mean \${${meant}}? To write the text itself, double the dollar sign: $\${${name}}.`
          : `Choose one of those offered, such as \${phone.name}. To write the text itself, double the dollar sign: $\${${name}}.`,
        ...(meant && {
          fix: {
            title: `Write \${${meant}}`,
            edits: [{ line: number, column, endLine: number, endColumn, text: `\${${meant}}` }],
          },
        }),
      });
    }
  });
  return problems;
}

/** The line of a parameter that counts (the first that names it); null when there is none. */
export function lineOfParameter(text: string, name: string): number | null {
  let found: number | null = null;
  forEachLine(text, (line, number) => {
    if (found === null && parameterOf(line) === name) found = number;
  });
  return found;
}

/** Numbers of the lines in whose values variables stand. */
export function linesWithVariables(text: string): Set<number> {
  const lines = new Set<number>();
  if (!text.includes('${')) return lines;
  forEachLine(text, (line, number) => {
    if (variablesIn(line).length > 0) lines.add(number);
  });
  return lines;
}

/** Text form `NAME="…"`; in XML an attribute or element of the name. */
function parameterOf(line: string): string | null {
  return /^\uFEFF?([A-Za-z0-9_]+)=/u.exec(line)?.[1] ?? /\b([A-Z][A-Z0-9_]{2,})\b/.exec(line)?.[1] ?? null;
}

function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 1;
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/gu)) {
    visit(text.slice(start, index), number);
    start = index + end.length;
    number++;
  }
  visit(text.slice(start), number);
}

function characters(text: string): number {
  return Array.from(text).length;
}
