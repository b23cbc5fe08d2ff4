// A parameter as it stands in a file, whichever language: where its parts are, and the edits that change or remove it.
import type { TextEdit } from '../../../shared/problem';
import type { CatalogueEntry } from '../../family';
import type { LineWalker } from '../language/line-walker';
import { characters, type Place } from './problem-list';

export interface ParameterPlace {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** What the catalogue says of the name, for all series. */
  readonly rows: readonly CatalogueEntry[];
  /** In XML names have no line number of their own and no line is too long. */
  readonly isXml: boolean;
  /** Character number `index` of the name, UTF-16 units from 0. */
  nameAt(index: number): Place;
  valueAt(index: number): Place;
  replaceName(name: string): TextEdit[];
  /** `from` and `to` are indexes in the value. */
  replaceInValue(from: number, to: number, text: string): TextEdit[];
  remove(): TextEdit[];
}

/** A line `NAME="value"` of a text file. */
export class TextParameter implements ParameterPlace {
  readonly isXml = false;
  readonly line: number;
  readonly text: string;
  private readonly lastOfFile: boolean;
  private readonly above: string;

  constructor(
    readonly name: string,
    readonly value: string,
    readonly rows: readonly CatalogueEntry[],
    walker: LineWalker,
    text: string,
  ) {
    this.line = walker.line;
    this.text = text;
    this.lastOfFile = walker.lineEnd === '';
    this.above = this.lastOfFile ? walker.previousText() : '';
  }

  nameAt(index: number): Place {
    return { line: this.line, text: this.text, index };
  }

  valueAt(index: number): Place {
    return { line: this.line, text: this.text, index: this.name.length + 2 + index };
  }

  replaceName(name: string): TextEdit[] {
    return [this.edit(0, this.name.length, name)];
  }

  replaceInValue(from: number, to: number, text: string): TextEdit[] {
    const start = this.name.length + 2;
    return [this.edit(start + from, start + to, text)];
  }

  remove(): TextEdit[] {
    const { line } = this;
    if (!this.lastOfFile) return [{ line, column: 1, endLine: line + 1, endColumn: 1, text: '' }];
    if (line === 1) return [this.edit(0, this.text.length, '')];
    // The last line has no line end, so that of the line above goes with it.
    const column = characters(this.above) + 1;
    return [{ line: line - 1, column, endLine: line, endColumn: characters(this.text) + 1, text: '' }];
  }

  private edit(from: number, to: number, text: string): TextEdit {
    return editInLine(this.line, this.text, from, to, text);
  }
}

/** Indexes count UTF-16 units of the line's text from 0. */
export function editInLine(line: number, lineText: string, from: number, to: number, text: string): TextEdit {
  const column = characters(lineText.slice(0, from)) + 1;
  return { line, column, endLine: line, endColumn: column + characters(lineText.slice(from, to)), text };
}
