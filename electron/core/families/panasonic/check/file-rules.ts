// What concerns a file as a whole: size, text, byte-order mark, magic, line ends, its end.
import type { CheckOptions } from '../../family';
import { magicLineFor, magicOf } from '../language/magic';
import type { ConfigFile } from '../language/read-file';
import { magicKindOf, type PanasonicModel } from '../models';
import { notText } from './not-text';
import { fileStart, type ProblemList } from './problem-list';

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

function sizeLimitBytes(bytes: Uint8Array, model: PanasonicModel | null): number {
  const ut = !model || model.series === 'ut';
  if (!ut) return otherLimitBytes;
  return looksLikeXml(bytes) ? utXmlLimitBytes : utLimitBytes;
}

/** The first line with something on it, comments aside, begins with `<`. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  const lines = new TextDecoder('utf-8').decode(bytes.subarray(0, 2048)).split(/[\r\n]/u);
  const first = lines.map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('#'));
  return first?.startsWith('<') ?? false;
}

/** XML is not looked into: told once. Text layers cannot be XML, and HDV, TGP and UDS phones take none at all. */
export function checkXml(as: CheckOptions['as'], model: PanasonicModel | null, problems: ProblemList): void {
  const takesXml = !model || model.series === 'utg' || model.series === 'ut';
  if (as === 'file' && !takesXml) return tellMagicMissing(model, problems, 'It is XML.');
  if (as === 'layer' && model?.series !== 'utg') {
    const words = {
      message: 'This is XML; nothing in it would reach a phone.',
      remedy: 'Write one NAME="value" a line.',
    };
    problems.tell('LINE_NOT_PARAMETER', fileStart, words);
    return;
  }
  const words = {
    message: 'This is XML. It is passed by without a look at its parameters.',
    remedy: 'Check it against the guide of the phone.',
  };
  problems.tell('FILE_XML_NOT_CHECKED', fileStart, words);
}

export function checkStart(
  file: ConfigFile,
  as: CheckOptions['as'],
  model: PanasonicModel | null,
  problems: ProblemList,
): void {
  if (file.hasByteOrderMark) {
    const words = {
      message: 'The file begins with a byte-order mark, so a phone does not find the magic line.',
      remedy: 'Save it as UTF-8 without byte-order mark (BOM).',
    };
    problems.tell('FILE_BOM', fileStart, words);
  }
  const found = magicOf(file.lines[0]?.text ?? '');
  const wanted = magicKindOf(model);
  if (!found) {
    if (as === 'file') tellMagicMissing(model, problems, '');
  } else if (wanted !== 'either' && found !== wanted) {
    const words = {
      message: `The first line is that of another series; a ${model?.name ?? 'phone'} throws the whole file away.`,
      remedy:
        wanted === 'none' ? 'UTG phones take XML without such a line.' : `Begin the file with ${firstLine(model)}`,
    };
    problems.tell('FILE_MAGIC_WRONG_SERIES', fileStart, words);
  }
}

function tellMagicMissing(model: PanasonicModel | null, problems: ProblemList, detail: string): void {
  const words = {
    message: `The file does not begin with the magic line, so a phone throws all of it away. ${detail}`.trimEnd(),
    remedy: `Make this the very first line: ${firstLine(model)}`,
  };
  problems.tell('FILE_MAGIC_MISSING', fileStart, words);
}

function firstLine(model: PanasonicModel | null): string {
  return magicLineFor(model?.name ?? '');
}

/** Only in a file: what is served from a layer gets its line ends and closing line from us. An empty file lacks more than that. */
export function checkEnds(file: ConfigFile, problems: ProblemList): void {
  const wrong = file.lines.findIndex((line) => line.lineEnd === '\n' || line.lineEnd === '\r');
  const wrongLine = file.lines[wrong];
  if (wrongLine) {
    const words = {
      message: `Lines end with ${wrongLine.lineEnd === '\n' ? 'LF' : 'CR'} alone from here; the guides ask for CR LF.`,
      remedy: 'Save the file with Windows line ends (CR LF).',
    };
    const { text } = wrongLine;
    problems.tell('LINE_END_NOT_CRLF', { line: wrong + 1, text, index: text.length }, words);
  }
  const last = file.lines.at(-1);
  if (!last || endsWithEmptyLine(file)) return;
  const words = {
    message: 'The file does not end with an empty line.',
    remedy: 'Add an empty line at the end, so that the last bytes are CR LF CR LF.',
  };
  const { text } = last;
  problems.tell('FILE_END_NOT_EMPTY', { line: file.lines.length, text, index: text.length }, words);
}

/** Blanks on the closing line are a problem of their own. */
function endsWithEmptyLine(file: ConfigFile): boolean {
  return file.lines.length > 1 && file.lines.at(-1)?.content.kind === 'blank' && file.lines.at(-1)?.lineEnd !== '';
}
