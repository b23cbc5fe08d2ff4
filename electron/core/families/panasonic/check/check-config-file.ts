// The linter: every departure of a file or layer from the rules, each told once, at its place, with what helps.
import type { FileProblem } from '../../../shared/problem';
import type { CheckOptions } from '../../family';
import type { Catalogue } from '../catalogue';
import { LineWalker } from '../language/line-walker';
import { magicOf } from '../language/magic';
import { parseLine } from '../language/parse-line';
import { looksLikeXml } from '../language/xml-form';
import { findPanasonicModel, type PanasonicModel } from '../models';
import { checkEnds, checkStart, refuseFile } from './file-rules';
import { checkFault, checkLineLength, endOfOpenValue } from './line-rules';
import { createParameterBook, lastCounts } from './parameter-book';
import { TextParameter } from './parameter-place';
import { createProblemList, fileStart, mostProblems, type ProblemList } from './problem-list';
import { checkXml } from './xml-rules';

/** Checks any bytes, never throws. Without a model the rules of UT hold, except that either magic will do and no line number is too
 *  high. An error in a line hides what only follows from it; a file that is too large or no text gives that problem alone.
 *  Reading stops at `mostProblems`.
 *
 *  Columns (from 1, in characters; a byte-order mark is none) point at
 *  - the beginning of the line, in XML of the name: FILE_… about the beginning, PARAMETER_…, LINE_NUMBER_MISSING,
 *    TIMING_NO_EFFECT, TIMING_CLOCK_UNSET;
 *  - the first character of the value: VALUE_NOT_ALLOWED, TIMING_TIME_INVALID, TIMING_INTERVAL_OUT_OF_RANGE,
 *    EVENT_LOOKS_LIKE_SWITCH, PASSWORD_DEFAULT, SECRET_IN_TEXT, SIP_SOURCE_FILTER;
 *  - the first character too many: LINE_TOO_LONG, NAME_TOO_LONG, VALUE_TOO_LONG, URL_TOO_LONG;
 *  - the thing itself: first blank, opening quote (VALUE_OVER_LINES), first character that does not fit `NAME="value"`
 *    (LINE_NOT_PARAMETER; 1 where there is no equals sign), line number, brace, user name in an address, XML_…;
 *  - one past the last character: LINE_END_NOT_CRLF, FILE_END_NOT_EMPTY. */
export function checkConfigFile(bytes: Uint8Array, options: CheckOptions, catalogue: Catalogue): FileProblem[] {
  const { as } = options;
  const problems = createProblemList();
  const model = options.model === undefined ? null : findPanasonicModel(options.model);
  if (refuseFile(bytes, model, problems)) return problems.sorted();
  const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (looksLikeXml(bytes)) {
    checkXml(source, as, model, catalogue, problems);
    return problems.sorted();
  }
  if (as === 'file' && model?.series === 'utg' && !magicOf(source)) {
    const words = {
      message: `This is not XML, which is all a ${model.name} takes.`,
      remedy: 'Write a file with the root PANASIPPhoneConfig.',
    };
    problems.tell('XML_NOT_WELL_FORMED', fileStart, words);
    return problems.sorted();
  }
  checkStart(source, as, model, problems);
  checkLines(source, as, model, catalogue, problems);
  if (as === 'file') checkEnds(source, problems);
  return problems.sorted();
}

function checkLines(
  source: string,
  as: CheckOptions['as'],
  model: PanasonicModel | null,
  catalogue: Catalogue,
  problems: ProblemList,
): void {
  const book = createParameterBook(model, lastCounts(model), catalogue, problems);
  let walker = new LineWalker(source);
  while (problems.size <= mostProblems && walker.next()) {
    if (walker.start === walker.textEnd) continue;
    if (walker.isComment()) {
      // Comments of a layer are not served. The magic line is one as well.
      if (as === 'file') checkLineLength(walker, problems);
      continue;
    }
    const text = walker.text();
    const content = parseLine(text);
    if (content.kind === 'parameter') {
      const { name, value } = content;
      const at = new TextParameter(name, value, catalogue.rowsOf(name), walker, text);
      const here = walker;
      book.take(at, () => checkLineLength(here, problems, name));
    } else if (content.kind === 'other') {
      // A damaged magic line is told as such.
      if (walker.line === 1 && as === 'file' && text.includes('Standard Format File')) continue;
      checkFault(content.fault, walker, problems);
      if (content.fault.kind === 'unclosed') walker = endOfOpenValue(walker);
    } else if (as === 'file' && content.kind === 'blank') {
      checkFault({ kind: 'blank', index: 0 }, walker, problems);
    }
  }
  book.finish(as === 'file');
}
