// Places of problems and fixes (lines and characters, counted from 1) as places in the editor's text (UTF-16 units).
import type { Text } from '@codemirror/state';
import type { ProblemFix } from '../../../electron/core/shared/problem';

/** How many UTF-16 units the first `column - 1` characters of a line take. */
export function unitsBefore(line: string, column: number): number {
  let units = 0;
  for (let passed = 1; passed < column && units < line.length; passed += 1)
    units += (line.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** The nearest place there is. Column 0 of line 1 stands before a byte-order mark. */
export function placeInText(text: Text, line: number, column: number): number {
  if (line < 1) return 0;
  if (line > text.lines) return text.length;
  const { from, text: words } = text.line(line);
  if (line > 1 || !words.startsWith('\ufeff')) return from + unitsBefore(words, column);
  return column === 0 ? 0 : 1 + unitsBefore(words.slice(1), column);
}

/** A fix as one change of the editor's text. Its lines end as the editor's do. */
export function changesOfFix(text: Text, fix: ProblemFix): { from: number; to: number; insert: string }[] {
  return fix.edits.map((edit) => {
    const from = placeInText(text, edit.line, edit.column);
    return {
      from,
      to: Math.max(from, placeInText(text, edit.endLine, edit.endColumn)),
      insert: edit.text.replaceAll(/\r\n?/gu, '\n'),
    };
  });
}

/** How many characters stand in `units` UTF-16 units from the start of a line. */
export function charactersIn(line: string, units: number): number {
  let characters = 0;
  for (let at = 0; at < Math.min(units, line.length); characters += 1)
    at += (line.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return characters;
}
