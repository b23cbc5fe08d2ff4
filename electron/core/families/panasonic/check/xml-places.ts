// Lines and columns of the places an XML file is read with.
import type { TextEdit } from '../../../shared/problem';
import type { CatalogueEntry } from '../../family';
import { removal } from '../language/edit-xml';
import { LineWalker } from '../language/line-walker';
import type { XmlParameter } from '../language/xml-file';
import { escapeXml, escapeXmlAttribute } from '../language/xml-form';
import type { ParameterPlace } from './parameter-place';
import { characters, type Place } from './problem-list';

/** Finds the line of an index by halving; the index of each line's beginning is kept. */
export class LineMap {
  private readonly starts: number[] = [];
  private known = { line: 0, index: 0, column: 1 };

  constructor(private readonly source: string) {
    const walker = new LineWalker(source);
    while (walker.next()) this.starts.push(walker.start);
  }

  lineOf(index: number): number {
    const { starts } = this;
    let low = 0;
    let high = Math.max(0, starts.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  place(index: number): Place {
    const line = this.lineOf(index);
    return { line, text: '', index: 0, column: this.columnOf(line, index) };
  }

  edit(from: number, to: number, text: string): TextEdit {
    const line = this.lineOf(from);
    const endLine = this.lineOf(to);
    return { line, column: this.columnOf(line, from), endLine, endColumn: this.columnOf(endLine, to), text };
  }

  /** Counts on from the last place asked for on the same line: a file may be one line of a megabyte. */
  private columnOf(line: number, index: number): number {
    const start = this.starts[line - 1] ?? 0;
    const { known, source } = this;
    const near = known.line === line && known.index <= index * 2 ? known : { line, index: start, column: 1 };
    const between = characters(source.slice(Math.min(near.index, index), Math.max(near.index, index)));
    const column = Math.max(1, near.column + (index >= near.index ? between : -between));
    this.known = { line, index, column };
    return column;
  }
}

export class XmlPlace implements ParameterPlace {
  readonly isXml = true;
  readonly name: string;
  readonly value: string;
  readonly line: number;

  constructor(
    private readonly at: XmlParameter,
    readonly rows: readonly CatalogueEntry[],
    private readonly source: string,
    private readonly map: LineMap,
  ) {
    this.name = at.name;
    this.value = at.value;
    this.line = map.lineOf(at.nameStart);
  }

  nameAt(index: number): Place {
    // The number of a line stands on the element around it.
    return this.map.place(Math.min(this.at.nameStart + index, this.at.nameEnd));
  }

  valueAt(index: number): Place {
    return this.map.place(this.sourceIndex(index));
  }

  replaceName(name: string): TextEdit[] {
    const { at } = this;
    const suffix = at.lineNumber === null ? '' : `_${at.lineNumber}`;
    const bare = name.endsWith(suffix) ? name.slice(0, name.length - suffix.length) : name;
    const edits = [this.map.edit(at.nameStart, at.nameEnd, bare)];
    const closed = at.kind === 'element' && !at.selfClosing;
    if (closed) edits.push(this.map.edit(at.valueEnd + 2, at.valueEnd + 2 + at.element.length, bare));
    return edits;
  }

  replaceInValue(from: number, to: number, text: string): TextEdit[] {
    const escaped = this.at.kind === 'attribute' ? escapeXmlAttribute(text) : escapeXml(text);
    return [this.map.edit(this.sourceIndex(from), this.sourceIndex(to), escaped)];
  }

  remove(): TextEdit[] {
    return [this.map.edit(...removal(this.source, this.at), '')];
  }

  /** Passes over references, each of which is one character (two units beyond the basic plane) of the value. */
  private sourceIndex(index: number): number {
    const { valueStart, valueEnd } = this.at;
    const raw = this.source.slice(valueStart, valueEnd);
    if (!raw.includes('&') && !raw.includes('<')) return Math.min(valueStart + index, valueEnd);
    return Math.min(valueStart + rawLength(raw, index), valueEnd);
  }
}

function pieceLength(piece: string): number {
  if (piece.startsWith('<!') || piece === ']]>') return 0;
  if (!piece.startsWith('&')) return piece.length;
  const code = /^&#(x)?([0-9a-f]+);$/iu.exec(piece);
  return code && Number.parseInt(code[2] ?? '', code[1] ? 16 : 10) > 0xffff ? 2 : 1;
}

function rawLength(raw: string, index: number): number {
  let passed = 0;
  let at = 0;
  for (const [piece] of raw.matchAll(/&[^;]*;|<!\[CDATA\[|\]\]>|<!--.*?-->|./gsu)) {
    if (passed >= index) break;
    passed += pieceLength(piece);
    at += piece.length;
  }
  return at;
}
