// Edits of the text form. A line that is not edited keeps its bytes, whatever they are.
import type { ConfigEdit } from '../../family';
import { isLineTooLong, longestLineBytes, readConfigFile, type ConfigLine, type LineEnd } from './read-file';
import { cannot, parameterName, type EditOutcome } from './edit-outcome';
import { unwritable } from '../fact-text';

/** A line being edited: its bytes without line end and byte-order mark. */
interface Line {
  readonly bytes: Uint8Array;
  readonly lineEnd: LineEnd;
  /** Null for what is no parameter: comments, blank and broken lines, the magic line. */
  readonly parameter: { readonly name: string; readonly value: string } | null;
  readonly tooLong: boolean;
  readonly blank: boolean;
}

/** Applies edits one after another; the first that cannot be made refuses them all. `lastWins`: of equal names the last counts. */
export function editText(bytes: Uint8Array, lastWins: boolean, edits: readonly ConfigEdit[]): EditOutcome {
  const file = readConfigFile(bytes);
  let lines = file.lines.map((line, i) => toLine(line, bytes, i === 0 && file.hasByteOrderMark ? 3 : 0));
  for (const edit of edits) {
    const edited = applied(lines, lastWins, edit);
    if ('problem' in edited) return { ok: false, problem: edited.problem };
    lines = edited.lines;
  }
  const mark = file.hasByteOrderMark ? bytes.subarray(0, 3) : new Uint8Array();
  return { ok: true, value: joined([mark, ...lines.flatMap((line) => [line.bytes, encoded(line.lineEnd)])]) };
}

type Edited = { readonly lines: Line[] } | { readonly problem: ReturnType<typeof cannot> };

function applied(lines: Line[], lastWins: boolean, edit: ConfigEdit): Edited {
  switch (edit.kind) {
    case 'set':
      return setValue(lines, lastWins, edit.name, edit.value);
    case 'unset':
      // All of them, or another one of the same name would come to count.
      return { lines: lines.filter((line) => line.parameter?.name !== edit.name) };
    case 'rename':
      return rename(lines, edit.from, edit.to);
    case 'move':
      return { lines: move(lines, edit.name, edit.before) };
  }
}

function setValue(lines: Line[], lastWins: boolean, name: string, value: string): Edited {
  const reason = parameterName(name) ?? unwritable(value);
  if (reason !== null) return { problem: cannot(`${name} cannot be set to this value: ${reason}.`) };
  const taken = (line: Line): boolean => line.parameter?.name === name && !line.tooLong;
  const index = lastWins ? lines.findLastIndex(taken) : lines.findIndex(taken);
  const old = lines[index];
  if (old?.parameter?.value === value) return { lines };
  const line = parameterLine(name, value, old?.lineEnd ?? '');
  if (line.tooLong) return { problem: tooLong(name) };
  return { lines: old ? lines.with(index, line) : inserted(lines, placeFor(lines, name), [line]) };
}

/** All of the name, so that none of them comes to count under the old one. */
function rename(lines: Line[], from: string, to: string): Edited {
  if (from === to || !lines.some((line) => line.parameter?.name === from)) return { lines };
  const reason = parameterName(to);
  if (reason !== null) return { problem: cannot(`${from} cannot be renamed: ${reason}.`) };
  if (lines.some((line) => line.parameter?.name === to)) {
    return { problem: cannot(`${from} cannot be renamed: ${to} is there already.`) };
  }
  const nameBytes = encoded(to);
  const renamed = lines.map((line) => {
    if (line.parameter?.name !== from) return line;
    const bytes = joined([nameBytes, line.bytes.subarray(from.length)]);
    return { ...line, bytes, parameter: { name: to, value: line.parameter.value }, tooLong: overLong(bytes) };
  });
  const grown = renamed.some((line, i) => line.tooLong && !lines[i]?.tooLong);
  return grown ? { problem: tooLong(to) } : { lines: renamed };
}

/** All lines of the name together and in their order, so that the same one counts. A name that is not there changes nothing. */
function move(lines: Line[], name: string, before: string | null): Line[] {
  const moved = lines.filter((line) => line.parameter?.name === name);
  const rest = lines.filter((line) => line.parameter?.name !== name);
  const target = before === null ? endOf(rest) : rest.findIndex((line) => line.parameter?.name === before);
  if (moved.length === 0 || target < 0 || name === before) return lines;
  const arranged = rest.toSpliced(target, 0, ...moved);
  if (lines.at(-1)?.lineEnd !== '') return arranged;
  // The file ends without a line end, and goes on to: whichever line is last now has none.
  const style = lineEndOf(lines);
  return arranged.map((line, i) => {
    if (i === arranged.length - 1) return line.bytes.length > 0 ? { ...line, lineEnd: '' as const } : line;
    return line.lineEnd === '' ? { ...line, lineEnd: style } : line;
  });
}

/** Behind the last parameter that begins with the same word (`SIP_`, `CFG_`), else before the closing empty lines. */
function placeFor(lines: readonly Line[], name: string): number {
  const word = /^[A-Za-z0-9]*_/u.exec(name)?.[0];
  const relative = word === undefined ? -1 : lines.findLastIndex((line) => line.parameter?.name.startsWith(word));
  return relative >= 0 ? relative + 1 : endOf(lines);
}

function endOf(lines: readonly Line[]): number {
  return lines.findLastIndex((line) => !line.blank) + 1;
}

function inserted(lines: readonly Line[], index: number, added: readonly Line[]): Line[] {
  const style = lines[index - 1]?.lineEnd || lineEndOf(lines);
  const above = lines[index - 1];
  // Behind a last line without line end the new one is the last without.
  const isLast = above?.lineEnd === '' && index === lines.length;
  const head = isLast ? [...lines.slice(0, -1), { ...above, lineEnd: style }] : lines.slice(0, index);
  const ended = added.map((line, i) => ({
    ...line,
    lineEnd: isLast && i === added.length - 1 ? ('' as const) : style,
  }));
  return [...head, ...ended, ...lines.slice(index)];
}

/** The file's own way to end lines: that of its first line; CR LF for a file that has none. */
function lineEndOf(lines: readonly Line[]): LineEnd {
  return lines.find((line) => line.lineEnd !== '')?.lineEnd ?? '\r\n';
}

function toLine(line: ConfigLine, bytes: Uint8Array, markBytes: number): Line {
  const { content, lineEnd } = line;
  return {
    bytes: bytes.subarray(line.start + markBytes, line.end - lineEnd.length),
    lineEnd,
    parameter: content.kind === 'parameter' ? content : null,
    tooLong: isLineTooLong(line),
    blank: content.kind === 'blank',
  };
}

function parameterLine(name: string, value: string, lineEnd: LineEnd): Line {
  const bytes = encoded(`${name}="${value}"`);
  return { bytes, lineEnd, parameter: { name, value }, tooLong: overLong(bytes), blank: false };
}

function overLong(bytes: Uint8Array): boolean {
  return bytes.length + 2 > longestLineBytes;
}

function tooLong(name: string): ReturnType<typeof cannot> {
  return cannot(`${name} would make its line longer than the ${longestLineBytes} bytes a phone reads.`);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
