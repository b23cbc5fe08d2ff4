// Reads either XML language with the place of everything, so that problems and edits find it. docs/decisions/0008.
import { SaxesParser } from 'saxes';
import { findBareAmpersands, findDocumentType, type BareAmpersand } from './ampersands';
import { isUtgSection } from './utg-sections';
import { xmlRoots, type XmlForm } from './xml-form';

/** All places are indexes in the source, UTF-16 units counted from 0. */
export interface XmlParameter {
  /** With the number of its line, as in a text file: `DISPLAY_NAME_2`. */
  readonly name: string;
  readonly value: string;
  readonly kind: 'element' | 'attribute';
  /** The name as it stands in the file. */
  readonly nameStart: number;
  readonly nameEnd: number;
  /** What stands between the tags or the quotes, references and all. Empty and at the `/` for `<NAME/>`. */
  /** Written `<NAME/>`: its value, which is empty, then stands at the `/`. */
  readonly selfClosing: boolean;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** The whole element, or the attribute with the blank before it. */
  readonly start: number;
  readonly end: number;
  /** Attributes: the element's name. */
  readonly element: string;
  readonly lineNumber: string | null;
}

/** An element that holds others. */
export interface XmlSection {
  /** Names from below the root, `Line` as `Line[2]`, joined with `/`; empty for the root. */
  readonly path: string;
  readonly start: number;
  /** Behind its opening tag. */
  readonly contentStart: number;
  /** Where its closing tag begins; at the `/` for `<Name/>`. */
  readonly contentEnd: number;
  readonly selfClosing: boolean;
}

export interface XmlFault {
  readonly kind: 'syntax' | 'refused' | 'root';
  readonly index: number;
  /** A sentence without its full stop. */
  readonly reason: string;
}

export interface XmlFile {
  readonly source: string;
  readonly form: XmlForm | null;
  /** Lines before the XML that begin with `#`, and comments before the root. */
  readonly comments: readonly string[];
  readonly parameters: readonly XmlParameter[];
  readonly sections: readonly XmlSection[];
  readonly ampersands: readonly BareAmpersand[];
  /** Where reading stopped; parameters and sections are those before it. */
  readonly fault: XmlFault | null;
}

const hasDocumentType = 'It has a document type';
const deepest = 32;
const mostThings = 20_000;
const mostAmpersands = 100;

interface Frame {
  readonly name: string;
  readonly start: number;
  contentStart: number;
  holdsElements: boolean;
  lineNumber: string | null;
  text: string;
}

/** Never throws. No entity is expanded; a document type, deep nesting and very many elements end the reading. */
export function readXml(source: string): XmlFile {
  const begin = xmlStart(source);
  const documentType = findDocumentType(source, begin);
  if (documentType >= 0) return unread(source, [], { kind: 'refused', index: documentType, reason: hasDocumentType });
  const { found: ampersands, cleaned } = findBareAmpersands(source, mostAmpersands);
  const last = ampersands[mostAmpersands - 1];
  if (last)
    return unread(source, ampersands, { kind: 'syntax', index: last.index, reason: 'There are very many of these' });
  const reader = new XmlReader(source, cleaned, begin);
  const fault = reader.read();
  const comments = [...source.slice(0, begin).split(/[\r\n]+/u), ...reader.comments].filter((text) => text !== '');
  const { form, parameters, sections } = reader;
  return { source, form, comments, parameters, sections, ampersands, fault };
}

function unread(source: string, ampersands: readonly BareAmpersand[], fault: XmlFault): XmlFile {
  return { source, form: null, comments: [], parameters: [], sections: [], ampersands, fault };
}

/** True when a phone could read it: anything else it refuses as a whole (KX-UTG guide p. 47). */
export function isReadable(file: XmlFile): boolean {
  return file.fault === null && file.ampersands.length === 0;
}

/** Where the XML begins, behind a byte-order mark and lines of comment or nothing. */
function xmlStart(source: string): number {
  const head = /^\ufeff?(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*/u.exec(source.slice(0, 4096));
  return head?.[0].length ?? 0;
}

class Stop extends Error {
  constructor(readonly fault: XmlFault) {
    super(fault.reason);
  }
}

class XmlReader {
  form: XmlForm | null = null;
  readonly comments: string[] = [];
  readonly parameters: XmlParameter[] = [];
  readonly sections: XmlSection[] = [];
  private readonly frames: Frame[] = [];
  private readonly parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  private things = 0;
  private sawRoot = false;
  private attributesOfTag: XmlParameter[] = [];

  constructor(
    private readonly source: string,
    private readonly cleaned: string,
    private readonly begin: number,
  ) {}

  read(): XmlFault | null {
    const { parser } = this;
    parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });
    parser.on('error', (error) => this.stop(error.message));
    parser.on('doctype', () => this.refuse(this.source.lastIndexOf('<!DOCTYPE', this.at()), hasDocumentType));
    parser.on('comment', (text) => !this.sawRoot && this.comments.push(text.trim()));
    parser.on('opentagstart', ({ name }) => this.openStart(name));
    parser.on('attribute', ({ name, value }) => this.attribute(name, value));
    parser.on('opentag', ({ attributes }) => this.open(attributes));
    parser.on('text', (text) => this.text(text));
    parser.on('cdata', (text) => this.text(text));
    parser.on('closetag', ({ name, isSelfClosing }) => this.close(name, isSelfClosing));
    try {
      parser.write(this.cleaned.slice(this.begin)).close();
      return null;
    } catch (error) {
      if (error instanceof Stop) return error.fault;
      throw error;
    }
  }

  private at(): number {
    return this.begin + this.parser.position;
  }

  private refuse(index: number, reason: string): never {
    throw new Stop({ kind: 'refused', index: Math.max(0, index), reason });
  }

  private stop(message: string): never {
    const reason = message.replace(/^[\d:]+ /u, '').replace(/\.$/u, '');
    const open = this.frames.at(-1);
    if (reason.startsWith('unclosed tag') && open) {
      throw new Stop({ kind: 'syntax', index: open.start, reason: `<${open.name}> is never closed` });
    }
    const last = Math.max(0, Math.min(this.at(), this.source.length) - 1);
    if (/^(?:unexpected close|unmatched closing) tag|^weird/u.test(reason)) {
      const index = Math.max(0, this.source.lastIndexOf('</', last));
      const wanted = this.closing ?? open?.name;
      throw new Stop({
        kind: 'syntax',
        index,
        reason: wanted === undefined ? 'This tag closes nothing' : `<${wanted}> has to be closed before this tag`,
      });
    }
    const atTag = reason.startsWith('documents may contain only one root');
    const index = atTag ? this.source.lastIndexOf('<', last) : last;
    throw new Stop({ kind: 'syntax', index, reason: reason.charAt(0).toUpperCase() + reason.slice(1) });
  }
  private closing: string | undefined;

  private count(index: number): void {
    this.things += 1;
    if (this.things > mostThings) this.refuse(index, `It has more than ${mostThings} elements and parameters`);
  }

  private openStart(name: string): void {
    // The parser stands behind the character that ended the name.
    const start = this.cleaned.lastIndexOf(`<${name}`, this.at() - name.length - 2);
    this.count(start);
    if (this.frames.length >= deepest) this.refuse(start, `Elements are nested deeper than ${deepest}`);
    if (!this.sawRoot) {
      this.sawRoot = true;
      const form = (Object.keys(xmlRoots) as XmlForm[]).find((key) => xmlRoots[key] === name);
      if (!form) throw new Stop({ kind: 'root', index: start + 1, reason: `<${name}> is no configuration file` });
      this.form = form;
    }
    const parent = this.frames.at(-1);
    if (parent) parent.holdsElements = true;
    const lineNumber = parent?.lineNumber ?? null;
    this.frames.push({ name, start, contentStart: 0, holdsElements: false, lineNumber, text: '' });
    this.attributesOfTag = [];
  }

  private attribute(name: string, value: string): void {
    this.count(this.at());
    if (this.form !== 'ut' || name === 'ID' || name === 'xmlns' || name.includes(':')) return;
    const { cleaned } = this;
    const valueEnd = this.at() - 1;
    const valueStart = cleaned.lastIndexOf(cleaned[valueEnd] ?? '"', valueEnd - 1) + 1;
    const nameEnd = skipBack(cleaned, skipBack(cleaned, valueStart - 1) - 1);
    const nameStart = nameEnd - name.length;
    const element = this.frames.at(-1)?.name ?? '';
    const start = skipBack(cleaned, nameStart);
    this.attributesOfTag.push({
      name,
      value,
      kind: 'attribute',
      nameStart,
      nameEnd,
      selfClosing: false,
      valueStart,
      valueEnd,
      start,
      end: valueEnd + 1,
      element,
      lineNumber: null,
    });
  }

  private open(attributes: Readonly<Record<string, string>>): void {
    const frame = this.frames.at(-1);
    if (!frame) return;
    frame.contentStart = this.at();
    this.parameters.push(...this.attributesOfTag);
    if (this.form === 'utg' && frame.name === 'Line')
      frame.lineNumber = /^[1-9]\d?$/u.exec(attributes['idx'] ?? '')?.[0] ?? null;
  }

  private text(text: string): void {
    const frame = this.frames.at(-1);
    if (frame && this.form === 'utg' && !frame.holdsElements) frame.text += text;
  }

  private close(name: string, isSelfClosing: boolean): void {
    this.closing = name;
    const frame = this.frames.pop();
    if (!frame) return;
    const end = this.at();
    const slash = isSelfClosing ? this.cleaned.lastIndexOf('/', end - 1) : this.cleaned.lastIndexOf('</', end - 1);
    if (this.form === 'utg' && !frame.holdsElements && !isUtgSection(name)) {
      const { lineNumber, start } = frame;
      const nameStart = start + 1;
      this.parameters.push({
        name: lineNumber === null ? name : `${name}_${lineNumber}`,
        value: frame.text,
        kind: 'element',
        nameStart,
        nameEnd: nameStart + name.length,
        selfClosing: isSelfClosing,
        valueStart: isSelfClosing ? slash : frame.contentStart,
        valueEnd: slash,
        start,
        end,
        element: name,
        lineNumber,
      });
      return;
    }
    const path = [...this.frames.slice(1), frame].map((f) =>
      f.name === 'Line' ? `Line[${f.lineNumber ?? ''}]` : f.name,
    );
    this.sections.push({
      path: this.frames.length === 0 ? '' : path.join('/'),
      start: frame.start,
      contentStart: frame.contentStart,
      contentEnd: slash,
      selfClosing: isSelfClosing,
    });
  }
}

/** The index behind the last character before `index` that is no blank. */
function skipBack(text: string, index: number): number {
  let at = index;
  while (at > 0 && /\s/u.test(text[at - 1] ?? '')) at -= 1;
  return at;
}
