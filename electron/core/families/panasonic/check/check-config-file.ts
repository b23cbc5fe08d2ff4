// The linter: every departure of a file or layer from the rules, each told once, at its place, with what helps.
import type { FileProblem } from '../../../shared/problem';
import type { CheckOptions } from '../../family';
import type { Catalogue } from '../catalogue';
import { readConfigFile, type ConfigFile } from '../language/read-file';
import { duplicateWinner, findPanasonicModel, type PanasonicModel } from '../models';
import { checkEnds, checkStart, checkXml, looksLikeXml, refuseFile } from './file-rules';
import { checkFault, checkLineLength, endOfOpenValue } from './line-rules';
import { checkLengths, checkParameter, type ParameterLine } from './parameter-rules';
import { createProblemList, type ProblemList } from './problem-list';
import { checkTiming, checkTimingValue } from './timing-rules';

/** Bounds the answer for a file that is broken on every line; the rest shows when these are mended. */
const mostProblems = 5000;

/** Checks any bytes, never throws. Without a model the rules of UT hold, except that either magic will do and no line number is too
 *  high. An error in a line hides what only follows from it; a file that is too large or no text gives that problem alone.
 *
 *  Columns (from 1, in characters; a byte-order mark is none) point at
 *  - the beginning of the line: FILE_… about the beginning, PARAMETER_…, TIMING_NO_EFFECT, TIMING_CLOCK_UNSET;
 *  - the first character of the value: VALUE_NOT_ALLOWED, TIMING_TIME_INVALID, TIMING_INTERVAL_OUT_OF_RANGE,
 *    EVENT_LOOKS_LIKE_SWITCH, PASSWORD_DEFAULT, SECRET_IN_TEXT, SIP_SOURCE_FILTER;
 *  - the first character too many: LINE_TOO_LONG, NAME_TOO_LONG, VALUE_TOO_LONG, URL_TOO_LONG;
 *  - the thing itself: first blank, opening quote (VALUE_OVER_LINES), first character that does not fit `NAME="value"`
 *    (LINE_NOT_PARAMETER; 1 where there is no equals sign), line number, brace, user name in an address;
 *  - one past the last character: LINE_END_NOT_CRLF, FILE_END_NOT_EMPTY. */
export function checkConfigFile(bytes: Uint8Array, options: CheckOptions, catalogue: Catalogue): FileProblem[] {
  const problems = createProblemList();
  const model = options.model === undefined ? null : findPanasonicModel(options.model);
  if (refuseFile(bytes, model, problems)) return problems.sorted();
  if (looksLikeXml(bytes)) {
    checkXml(options.as, model, problems);
    return problems.sorted();
  }
  const file = readConfigFile(bytes);
  checkStart(file, options.as, model, problems);
  const parameters = checkLines(file, options.as, catalogue, problems);
  const winners = settleDuplicates(parameters, model, problems);
  for (const at of parameters) {
    if (problems.size > mostProblems) break;
    checkParameter(at, model, catalogue, problems);
    checkTimingValue(at, problems);
  }
  checkTiming(winners, options.as === 'file', problems);
  if (options.as === 'file') checkEnds(file, problems);
  return problems.sorted();
}

/** Tells the faults of lines, and returns the parameters a phone would take. */
function checkLines(
  file: ConfigFile,
  as: CheckOptions['as'],
  catalogue: Catalogue,
  problems: ProblemList,
): ParameterLine[] {
  const parameters: ParameterLine[] = [];
  for (let i = 0; i < file.lines.length && problems.size <= mostProblems; i += 1) {
    const line = file.lines[i];
    if (!line) break;
    const { text, content } = line;
    const number = i + 1;
    switch (content.kind) {
      case 'parameter': {
        const at = {
          line: number,
          text,
          name: content.name,
          value: content.value,
          valueIndex: content.valueIndex,
          rows: catalogue.rowsOf(content.name),
        };
        const tooLong = checkLengths(at, problems) || checkLineLength(line, number, problems, content.name);
        if (!tooLong) parameters.push(at);
        break;
      }
      case 'other': {
        // A damaged magic line is told as such.
        if (i === 0 && as === 'file' && text.includes('Standard Format File')) break;
        checkFault(content.fault, { line: number, text, index: content.fault.index }, problems);
        if (content.fault.kind === 'unclosed') i = endOfOpenValue(file.lines, i);
        break;
      }
      case 'blank': {
        if (as === 'file' && text !== '') {
          checkFault({ kind: 'blank', index: 0 }, { line: number, text, index: 0 }, problems);
        }
        break;
      }
      default:
        // Comments of a layer are not served.
        if (as === 'file') checkLineLength(line, number, problems);
    }
  }
  return parameters;
}

function settleDuplicates(
  parameters: readonly ParameterLine[],
  model: PanasonicModel | null,
  problems: ProblemList,
): Map<string, ParameterLine> {
  const lastWins = duplicateWinner(model) === 'last';
  const winners = new Map<string, ParameterLine>();
  for (const at of parameters) {
    if (lastWins || !winners.has(at.name)) winners.set(at.name, at);
  }
  for (const at of parameters) {
    const winner = winners.get(at.name);
    if (!winner || winner === at) continue;
    const words = {
      message: `${at.name} stands on line ${winner.line} too, and that one counts.`,
      remedy: 'Remove one of the two.',
    };
    problems.tell('PARAMETER_DUPLICATE', { ...at, index: 0 }, words, at.name);
  }
  return winners;
}
