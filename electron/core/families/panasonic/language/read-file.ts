// The lossless reader: any bytes become lines that together are those bytes again.
import type { Parameter } from '../../../configs/layers';
import { duplicateWinner, findPanasonicModel, type PanasonicModel } from '../models';
import { magicOf } from './magic';
import { parseLine, type ParsedLine } from './parse-line';
import { fitsUtgXml } from './write-xml';
import { isReadable, readXml } from './xml-file';
import { looksLikeXml, xmlFormOf } from './xml-form';

export type LineEnd = '\r\n' | '\n' | '\r' | '';

export interface ConfigLine {
  /** Bytes `start` to `end` of the file, line end included (and the byte-order mark, on the first line). */
  readonly start: number;
  readonly end: number;
  readonly lineEnd: LineEnd;
  /** Size of `text`. */
  readonly textBytes: number;
  /** Without line end and byte-order mark; what is not UTF-8 is shown as U+FFFD. */
  readonly text: string;
  readonly content: ParsedLine | { readonly kind: 'magic' };
}

export interface ConfigFile {
  readonly bytes: Uint8Array;
  readonly hasByteOrderMark: boolean;
  /** Nothing after the last line end makes no further line; an empty file has none. */
  readonly lines: readonly ConfigLine[];
}

/** 537 bytes with CR LF; a longer line is ignored by the phone (KX-UT670 guide p. 117). Stated for UT and UDS, kept for all. */
export const longestLineBytes = 537;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Reads any bytes as lines ended by CR LF, LF or CR. Never throws, loses nothing: write-file.ts gives the bytes back. */
export function readConfigFile(bytes: Uint8Array): ConfigFile {
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const whole = decoder.decode(bytes);
  // As many units as bytes: every byte became one unit, so places in bytes are places in text and one decoding is enough.
  const oneToOne = whole.length === bytes.length;

  const lines: ConfigLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    let textEnd = start;
    while (textEnd < bytes.length && bytes[textEnd] !== lineFeed && bytes[textEnd] !== carriageReturn) textEnd += 1;
    const lineEnd = lineEndAt(bytes, textEnd);
    const end = textEnd + lineEnd.length;
    const textStart = start === 0 && hasByteOrderMark ? 3 : start;
    const text = oneToOne ? whole.slice(textStart, textEnd) : decoder.decode(bytes.subarray(textStart, textEnd));
    const content = start === 0 && magicOf(text) ? ({ kind: 'magic' } as const) : parseLine(text);
    lines.push({ start, end, lineEnd, textBytes: textEnd - textStart, text, content });
    start = end;
  }
  return { bytes, hasByteOrderMark, lines };
}

function lineEndAt(bytes: Uint8Array, index: number): LineEnd {
  if (index >= bytes.length) return '';
  if (bytes[index] === lineFeed) return '\n';
  return bytes[index + 1] === lineFeed ? '\r\n' : '\r';
}

/** True for a line that is too long once it ends with CR LF, as everything served does. */
export function isLineTooLong(line: ConfigLine): boolean {
  return line.textBytes + 2 > longestLineBytes;
}

/** What a phone of the model takes, in the order of the file. Text: lines that are `NAME="value"` and not too long. XML: all of
 *  it if it is well-formed and of the model's own kind, else nothing. Of equal names the first (the last for UTG). What no text
 *  line could hold, or on a UTG no XML element, is left out, so that all of it can be written. */
export function parametersTaken(bytes: Uint8Array, modelName: string): Parameter[] {
  const model = findPanasonicModel(modelName);
  const lastWins = duplicateWinner(model) === 'last';
  const taken = new Map<string, string>();
  for (const parameter of looksLikeXml(bytes) ? fromXml(bytes, model) : fromText(bytes)) {
    if (model?.series === 'utg' && !fitsUtgXml(parameter)) continue;
    if (!taken.has(parameter.name) || lastWins) taken.set(parameter.name, parameter.value);
  }
  return [...taken].map(([name, value]) => ({ name, value }));
}

function fromText(bytes: Uint8Array): Parameter[] {
  return readConfigFile(bytes).lines.flatMap((line) =>
    line.content.kind === 'parameter' && !isLineTooLong(line) ? [line.content] : [],
  );
}

function fromXml(bytes: Uint8Array, model: PanasonicModel | null): Parameter[] {
  const form = model && xmlFormOf(model);
  if (!form) return [];
  const file = readXml(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (file.form !== form || !isReadable(file)) return [];
  return file.parameters.filter(({ name, value }) => /^\w+$/u.test(name) && !/["\r\n]/u.test(value));
}
