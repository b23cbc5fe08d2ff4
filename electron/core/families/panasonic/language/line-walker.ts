// Walks the lines of a text without an object for each, so that a file of a million lines costs no memory.
import type { LineEnd } from './read-file';

/** Stands on no line until the first `next()`. A byte-order mark belongs to no line. */
export class LineWalker {
  /** Counts from 1. */
  line = 0;
  lineEnd: LineEnd = '';
  /** The line without its end is source.slice(start, textEnd). */
  start = 0;
  textEnd = 0;
  private previousStart = 0;
  private previousEnd = 0;

  constructor(readonly source: string) {
    if (source.startsWith('\ufeff')) this.start = this.textEnd = 1;
  }

  /** False behind the last line; nothing after the last line end makes no further line. */
  next(): boolean {
    const { source } = this;
    const start = this.textEnd + this.lineEnd.length;
    if (start >= source.length) return false;
    this.previousStart = this.start;
    this.previousEnd = this.textEnd;
    this.start = start;
    this.line += 1;
    let at = start;
    let unit = source.charCodeAt(at);
    while (unit !== 0x0a && unit !== 0x0d && at < source.length) unit = source.charCodeAt((at += 1));
    this.textEnd = at;
    if (at === source.length) this.lineEnd = '';
    else if (unit === 0x0a) this.lineEnd = '\n';
    else this.lineEnd = source.charCodeAt(at + 1) === 0x0a ? '\r\n' : '\r';
    return true;
  }

  text(): string {
    return this.source.slice(this.start, this.textEnd);
  }

  /** The line above, empty on line 1. */
  previousText(): string {
    return this.line > 1 ? this.source.slice(this.previousStart, this.previousEnd) : '';
  }

  isComment(): boolean {
    return this.textEnd > this.start && this.source.charCodeAt(this.start) === 0x23;
  }

  /** Another walker on the same line, to look ahead. */
  copy(): LineWalker {
    return Object.assign(new LineWalker(this.source), this);
  }
}

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Each half of a pair counts two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
