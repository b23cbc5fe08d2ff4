// What concerns a file as a whole: size, text, byte-order mark, magic, line ends, its end.
import { insertion } from '../../../shared/apply-fix';
import type { ProblemFix, TextEdit } from '../../../shared/problem';
import type { CheckOptions } from '../../family';
import { LineWalker } from '../language/line-walker';
import { magicLineFor, magicOf } from '../language/magic';
import { looksLikeXml } from '../language/xml-form';
import { magicKindOf, type PanasonicModel } from '../models';
import { notText } from './not-text';
import { editInLine } from './parameter-place';
import { characters, fileStart, type ProblemList } from './problem-list';

/** KX-UT670 guide p. 117. The same size is the limit for all files of a phone together, so one file alone may never reach it. */
const utLimitBytes = 120 * 1024;
/** XML of the UT670 (KX-UT670 guide p. 33). */
const utXmlLimitBytes = 240 * 1024;
/** KX-UDS124 guide p. 160; the largest any guide states, and so the bound where a guide states none. */
const otherLimitBytes = 2040 * 1024;
/** So much tells text from other bytes in a file that is too large to be read. */
const sampleBytes = 65_536;

/** True when the file is no text, or too large to be looked at: told alone, and nothing else is checked. A file for no model in
 *  particular must fit the smallest, UT. */
export function refuseFile(bytes: Uint8Array, model: PanasonicModel | null, problems: ProblemList): boolean {
  const limitBytes = sizeLimitBytes(bytes, model);
  const tooLarge = bytes.length > limitBytes;
  const reason = notText(tooLarge ? bytes.subarray(0, sampleBytes) : bytes, !tooLarge);
  if (reason) {
    const words = { message: `The file is not UTF-8 text: ${reason.reason}.`, remedy: reason.remedy };
    problems.tell('FILE_NOT_TEXT', fileStart, words);
    return true;
  }
  if (!tooLarge) return false;
  const words = {
    message: `The file has ${Math.ceil(bytes.length / 1024)} KB; a phone takes ${limitBytes / 1024} KB.`,
    remedy: 'Leave out what is at its default, and comments. All files of a phone together must fit.',
  };
  problems.tell('FILE_TOO_LARGE', fileStart, words);
  return true;
}

/** Of all files of a phone together, as we write them (UT and UDS guides, as above); null where no guide states a limit. */
export function totalLimitBytes(model: PanasonicModel | null): number | null {
  if (model?.series === 'ut') return utLimitBytes;
  return model?.series === 'uds' ? otherLimitBytes : null;
}

function sizeLimitBytes(bytes: Uint8Array, model: PanasonicModel | null): number {
  const ut = !model || model.series === 'ut';
  if (!ut) return otherLimitBytes;
  return looksLikeXml(bytes) ? utXmlLimitBytes : utLimitBytes;
}

export function checkStart(
  source: string,
  as: CheckOptions['as'],
  model: PanasonicModel | null,
  problems: ProblemList,
): void {
  checkByteOrderMark(source, problems);
  const walker = new LineWalker(source);
  walker.next();
  const first = walker.text();
  const found = magicOf(first);
  const wanted = magicKindOf(model);
  if (!found) {
    if (as === 'file')
      tellMagicMissing(model, problems, '', wanted === 'either' ? null : magicFix(source, first, model));
  } else if (wanted !== 'either' && found !== wanted) {
    const line = firstLine(model);
    const words = {
      message: `The first line is that of another series; a ${model?.name ?? 'phone'} throws the whole file away.`,
      remedy: wanted === 'none' ? 'UTG phones take XML without such a line.' : `Begin the file with ${line}`,
    };
    const fix = { title: 'Write the first line of this model', edits: [editInLine(1, first, 0, first.length, line)] };
    problems.tell('FILE_MAGIC_WRONG_SERIES', fileStart, words, undefined, wanted === 'none' ? null : fix);
  }
}

export function checkByteOrderMark(source: string, problems: ProblemList): void {
  if (!source.startsWith('\ufeff')) return;
  const words = {
    message: 'The file begins with a byte-order mark, so a phone does not find the magic line.',
    remedy: 'Save it as UTF-8 without byte-order mark (BOM).',
  };
  const edits = [{ line: 1, column: 0, endLine: 1, endColumn: 1, text: '' }];
  problems.tell('FILE_BOM', fileStart, words, undefined, { title: 'Remove the byte-order mark', edits });
}

export function tellMagicMissing(
  model: PanasonicModel | null,
  problems: ProblemList,
  detail: string,
  fix: ProblemFix | null,
): void {
  const words = {
    message: `The file does not begin with the magic line, so a phone throws all of it away. ${detail}`.trimEnd(),
    remedy: `Make this the very first line: ${firstLine(model)}`,
  };
  problems.tell('FILE_MAGIC_MISSING', fileStart, words, undefined, fix);
}

/** A first line that was meant to be the magic one is replaced; where the magic line comes later, what stands before it goes. */
function magicFix(source: string, first: string, model: PanasonicModel | null): ProblemFix {
  const line = firstLine(model);
  if (first.includes('Standard Format File')) {
    return { title: 'Write the first line of this model', edits: [editInLine(1, first, 0, first.length, line)] };
  }
  const walker = new LineWalker(source);
  while (walker.next() && walker.line < 20) {
    const text = walker.text();
    if (text.trimStart().startsWith(line.slice(0, 28)) && magicOf(text.trimStart())) {
      const indent = characters(text) - characters(text.trimStart());
      const edits = [{ line: 1, column: 1, endLine: walker.line, endColumn: indent + 1, text: '' }];
      return { title: 'Remove what stands before the first line', edits };
    }
    if (text.trim() !== '') break;
  }
  const style = new LineWalker(source);
  style.next();
  return { title: 'Add the first line', edits: [insertion(1, 1, line + (style.lineEnd || '\r\n'))] };
}

function firstLine(model: PanasonicModel | null): string {
  return magicLineFor(model?.name ?? '');
}

/** Beyond this a list of edits is no help; the file is better saved again. */
const mostLineEnds = 5000;

/** Only in a file: what is served from a layer gets its line ends and closing line from us. An empty file lacks more than that. */
export function checkEnds(source: string, problems: ProblemList): void {
  const walker = new LineWalker(source);
  const edits: TextEdit[] = [];
  while (walker.next()) {
    const { line, lineEnd } = walker;
    if (lineEnd === '\r\n' || lineEnd === '' || edits.length > mostLineEnds) continue;
    const text = walker.text();
    if (edits.length === 0) tellLineEnd(walker, problems, { title: 'End every line with CR LF', edits });
    edits.push({ line, column: characters(text) + 1, endLine: line + 1, endColumn: 1, text: '\r\n' });
  }
  // Half of them mended would be no help.
  if (edits.length > mostLineEnds) edits.length = 0;
  const { line, lineEnd } = walker;
  const text = walker.text();
  const closed = line > 1 && lineEnd !== '' && /^[ \t\u00a0\u3000]*$/u.test(text);
  if (line === 0 || closed) return;
  const words = {
    message: 'The file does not end with an empty line.',
    remedy: 'Add an empty line at the end, so that the last bytes are CR LF CR LF.',
  };
  const style = lineEnd || '\r\n';
  const edit = lineEnd ? insertion(line + 1, 1, style) : insertion(line, characters(text) + 1, style + style);
  const fix = { title: 'Add an empty line', edits: [edit] };
  problems.tell('FILE_END_NOT_EMPTY', { line, text, index: text.length }, words, undefined, fix);
}

function tellLineEnd(walker: LineWalker, problems: ProblemList, fix: ProblemFix): void {
  const words = {
    message: `Lines end with ${walker.lineEnd === '\n' ? 'LF' : 'CR'} alone from here; the guides ask for CR LF.`,
    remedy: 'Save the file with Windows line ends (CR LF).',
  };
  const text = walker.text();
  problems.tell('LINE_END_NOT_CRLF', { line: walker.line, text, index: text.length }, words, undefined, fix);
}
