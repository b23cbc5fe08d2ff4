// One-click repairs of lines that are no parameter, where what was meant is certain.
import { insertion } from '../../../shared/apply-fix';
import type { ProblemFix } from '../../../shared/problem';
import type { LineWalker } from '../language/line-walker';
import { parseLine, type LineFault } from '../language/parse-line';
import { editInLine } from './parameter-place';

/** Replaces the characters from `from` up to `to` of the line. No edit repeats a value: it may be a password. */
type Change = readonly [from: number, to: number, text: string];

const outside = /^([ \t\u00a0\u3000]*)\w+([ \t\u00a0\u3000]*)=([ \t\u00a0\u3000]*)"[^"]*"([ \t\u00a0\u3000]*)$/du;
const leading = /^([ \t\u00a0\u3000]+)(?:#|$)/du;
const quote = '["\u201c-\u201f\u00ab\u00bb\u2033\uff02]';
const quoted = new RegExp(`^\\w+=(${quote}).*(${quote})$`, 'du');
const singleQuoted = /^\w+=(')[^"'#]*(')$/du;
const unquoted = /^\w+=()[^"'#\s](?:[^"'#]*[^"'#\s])?()$/du;
const otherComment = /^(;|\/\/)/du;

export function lineFix(fault: LineFault, walker: LineWalker): ProblemFix | null {
  switch (fault.kind) {
    case 'blank':
      return fixOf(walker, 'Remove the blanks', [outside, leading], '');
    case 'typographic-quote':
      return fixOf(walker, 'Use straight quotes', [quoted], '"');
    case 'quote-missing':
      return fixOf(walker, 'Put the value in double quotes', [singleQuoted, unquoted], '"');
    case 'no-equals-sign':
      return fixOf(walker, 'Begin the comment with #', [otherComment], '#');
    case 'comment-after-value':
      return commentAbove(fault.index, walker);
    case 'unclosed':
    case 'text-after-value':
    case 'name':
      return null;
  }
}

/** Puts `text` in the place of each group of the first form that fits. Null where none does, and when the line would still be no
 *  parameter, comment or empty line. */
function fixOf(walker: LineWalker, title: string, forms: readonly RegExp[], text: string): ProblemFix | null {
  const line = walker.text();
  const groups = forms.map((form) => form.exec(line)?.indices?.slice(1)).find((found) => found !== undefined) ?? [];
  const changes = groups.flatMap((group): Change[] => {
    const [from, to] = group ?? [0, 0];
    return line.slice(from, to) === text ? [] : [[from, to, text]];
  });
  const mended = changes.reduceRight((result, [from, to]) => result.slice(0, from) + text + result.slice(to), line);
  if (changes.length === 0 || parseLine(mended).kind === 'other') return null;
  return { title, edits: changes.map((change) => editInLine(walker.line, line, ...change)) };
}

function commentAbove(index: number, walker: LineWalker): ProblemFix | null {
  const text = walker.text();
  const parameter = text.slice(0, index).trimEnd();
  if (parseLine(parameter).kind !== 'parameter') return null;
  const { line } = walker;
  const comment = text.slice(index) + (walker.lineEnd || '\r\n');
  const edits = [insertion(line, 1, comment), editInLine(line, text, parameter.length, text.length, '')];
  return { title: 'Put the comment on a line of its own', edits };
}
