// Problems of a config file, for people and programs.
import type { FileProblem } from '../../core/shared/problem';
import { counted, printable } from './table';

type Told = Omit<FileProblem, 'code'> & { readonly code: string };

export function fileProblemJson(problems: readonly Told[]): Told[] {
  return problems.map(({ code, severity, line, column, message, remedy, parameter }) => ({
    code,
    severity,
    line,
    column,
    message,
    remedy,
    parameter,
  }));
}

/** One line each, `file:line:column: severity: …` as editors know it, and a summary. */
export function fileProblemWords(problems: readonly Told[], file: string): string {
  const lines = problems.map(({ code, severity, line, column, message, remedy }) => {
    return printable(`${file}:${line}:${column}: ${severity}: ${message} ${remedy} [${code}]`).replaceAll('\n', ' ');
  });
  const counts = (['error', 'warning', 'hint'] as const)
    .map((severity) => ({ severity, count: problems.filter((problem) => problem.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => counted(count, severity));
  return [...lines, `${file}: ${counts.join(', ') || 'no problems'}`].join('\n');
}
