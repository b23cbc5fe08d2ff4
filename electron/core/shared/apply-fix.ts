// Applies the edits of a problem's fix to the text that was checked.
import type { ProblemFix, TextEdit } from './problem';

const byteOrderMark = '\ufeff';

/** The text after the fix; everything its edits do not name stays as it is. A place outside the text is its nearest end. */
export function applyFix(text: string, fix: ProblemFix): string {
  const starts = lineStarts(text);
  const inOrder = fix.edits.toSorted((a, b) => a.line - b.line || a.column - b.column);
  let result = '';
  let done = 0;
  for (const edit of inOrder) {
    const from = Math.max(done, indexAt(text, starts, edit.line, edit.column));
    result += text.slice(done, from) + edit.text;
    done = Math.max(from, indexAt(text, starts, edit.endLine, edit.endColumn));
  }
  return result + text.slice(done);
}

/** An edit that puts something in where nothing was. */
export function insertion(line: number, column: number, text: string): TextEdit {
  return { line, column, endLine: line, endColumn: column, text };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/gu)) starts.push(index + end.length);
  return starts;
}

function indexAt(text: string, starts: readonly number[], line: number, column: number): number {
  const start = starts[line - 1];
  if (start === undefined) return text.length;
  if (line === 1 && column === 0) return 0;
  let index = line === 1 && text.startsWith(byteOrderMark) ? 1 : start;
  for (let passed = 1; passed < column && index < text.length; passed += 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return index;
}
