// Edits of XML. Only the characters of the parameter change; everything else keeps its bytes.
import type { Problem } from '../../../shared/problem';
import { fail, ok, type Result } from '../../../shared/result';
import type { ConfigEdit } from '../../family';
import { unwritable } from '../fact-text';
import { cannot, parameterName, type EditOutcome } from './edit-outcome';
import { fitsUtgXml, openingTag, utgPlace, type LineOf } from './write-xml';
import { isReadable, readXml, type XmlFile, type XmlParameter } from './xml-file';
import { escapeXml, escapeXmlAttribute, notInXml } from './xml-form';

/** Applies edits one after another; the first that cannot be made refuses them all. Only a file a phone can read is edited. */
export function editXml(
  bytes: Uint8Array,
  lastWins: boolean,
  edits: readonly ConfigEdit[],
  lineOf: LineOf,
): EditOutcome {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail({
      code: 'FILE_NOT_TEXT',
      message: 'The file is not UTF-8 text.',
      remedy: 'Save it as UTF-8 and load it again.',
    });
  }
  for (const edit of edits) {
    const file = readXml(source);
    if (!isReadable(file) || !file.form) return fail(broken(file));
    const edited = applied(file, lastWins, edit, lineOf);
    if (!edited.ok) return edited;
    source = edited.value;
  }
  return ok(new TextEncoder().encode(source));
}

function broken(file: XmlFile): Problem {
  const reason = file.fault?.reason ?? 'It has an ampersand that stands for nothing';
  return {
    code: 'XML_NOT_WELL_FORMED',
    message: `The file cannot be edited as XML: ${reason}.`,
    remedy: 'Mend it first: the problem list shows where.',
  };
}

function applied(file: XmlFile, lastWins: boolean, edit: ConfigEdit, lineOf: LineOf): Result<string> {
  switch (edit.kind) {
    case 'set':
      return setValue(file, lastWins, edit.name, edit.value, lineOf);
    case 'unset':
      return ok(without(file, edit.name));
    case 'rename':
      return rename(file, lastWins, edit.from, edit.to, lineOf);
    case 'move':
      return fail(
        cannot(
          'In XML the section says where a parameter stands, and order means nothing.',
          'Move it in the text where it should be.',
        ),
      );
  }
}

function setValue(file: XmlFile, lastWins: boolean, name: string, value: string, lineOf: LineOf): Result<string> {
  const reason =
    parameterName(name) ?? unwritable(value) ?? (notInXml.test(value) ? 'XML has no way to write it' : null);
  if (reason !== null) return fail(cannot(`${name} cannot be set to this value: ${reason}.`));
  const same = file.parameters.filter((parameter) => parameter.name === name);
  const counts = lastWins ? same.at(-1) : same[0];
  if (counts) return ok(counts.value === value ? file.source : withValue(file.source, counts, value));
  return file.form === 'utg' ? withElement(file, name, value, lineOf) : withAttribute(file, name, value);
}

function withValue(source: string, at: XmlParameter, value: string): string {
  if (at.kind === 'attribute') return spliced(source, at.valueStart, at.valueEnd, quoted(source, at, value));
  // `<NAME/>` becomes `<NAME>value</NAME>`.
  if (at.selfClosing) {
    return spliced(source, at.valueStart, at.end, `>${escapeXml(value)}</${at.element}>`);
  }
  return spliced(source, at.valueStart, at.valueEnd, escapeXml(value));
}

function quoted(source: string, at: XmlParameter, value: string): string {
  const escaped = escapeXmlAttribute(value);
  return source[at.valueEnd] === "'" ? escaped.replaceAll("'", '&apos;') : escaped;
}

/** Before the end of its section; sections that are missing are written around it, on the same line. */
function withElement(file: XmlFile, name: string, value: string, lineOf: LineOf): Result<string> {
  if (!fitsUtgXml({ name, value })) return fail(cannot(`${name} cannot be the name of an XML element.`));
  const { path, element } = utgPlace(name, lineOf);
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const section = file.sections.findLast((known) => known.path === path.slice(0, depth).join('/'));
    if (!section) continue;
    const missing = path.slice(depth);
    const opening = missing.map((step) => `<${openingTag(step)}>`).join('');
    const closing = missing
      .toReversed()
      .map((step) => `</${step.replace(/\[.*/u, '')}>`)
      .join('');
    const text = `${opening}<${element}>${escapeXml(value)}</${element}>${closing}`;
    if (!section.selfClosing) return ok(spliced(file.source, ...beforeTheEnd(file, section.contentEnd, text)));
    const sectionName = /[^\s</>]+/u.exec(file.source.slice(section.start, section.contentEnd))?.[0] ?? '';
    const end = file.source.indexOf('>', section.contentEnd) + 1;
    return ok(spliced(file.source, section.contentEnd, end, `>${text}</${sectionName}>`));
  }
  return fail(cannot(`The file has no place for ${name}.`));
}

/** On a line of its own where the closing tag has one, a step further in than that. */
function beforeTheEnd(file: XmlFile, end: number, text: string): [from: number, to: number, text: string] {
  const [, lineEnd, indent] = /(\r\n|\n|\r)([ \t]*)$/u.exec(file.source.slice(Math.max(0, end - 300), end)) ?? [];
  if (lineEnd === undefined || indent === undefined) return [end, end, text];
  const step = indent.includes('\t') ? '\t' : '  ';
  const lineStart = end - indent.length;
  return [lineStart, lineStart, `${indent}${step}${text}${lineEnd}`];
}

/** No guide says which element holds which attribute; the samples keep the lines of one parameter in one element, and only there a
 *  new one is put (KX-UT sample files). */
function withAttribute(file: XmlFile, name: string, value: string): Result<string> {
  const stem = name.replace(/_?\d+$/u, '');
  const relative = stem === name ? undefined : file.parameters.findLast((p) => p.name.replace(/_?\d+$/u, '') === stem);
  if (!relative) {
    return fail(
      cannot(`Which element of an XML file holds ${name} is not documented.`, 'Add it by hand, or use a text file.'),
    );
  }
  return ok(spliced(file.source, relative.end, relative.end, ` ${name}="${escapeXmlAttribute(value)}"`));
}

/** All of the name, or another one would come to count. */
function without(file: XmlFile, name: string): string {
  return file.parameters
    .filter((parameter) => parameter.name === name)
    .toReversed()
    .reduce((source, at) => spliced(source, ...removal(source, at), ''), file.source);
}

/** From where to where a parameter goes away: with its line, where it has one to itself. */
export function removal(source: string, at: XmlParameter): [from: number, to: number] {
  if (at.kind === 'attribute') return [at.start, at.end];
  const before = /(?:\r\n|\n|\r)[ \t]*$/u.exec(source.slice(Math.max(0, at.start - 300), at.start));
  const after = /^[ \t]*(?=\r|\n)/u.exec(source.slice(at.end, at.end + 300));
  if (!before || !after) return [at.start, at.end];
  return [at.start - before[0].length, at.end + after[0].length];
}

function rename(file: XmlFile, lastWins: boolean, from: string, to: string, lineOf: LineOf): Result<string> {
  const same = file.parameters.filter((parameter) => parameter.name === from);
  const counts = lastWins ? same.at(-1) : same[0];
  if (!counts || from === to) return ok(file.source);
  const reason = parameterName(to) ?? (/^\d/u.test(to) ? 'an XML name begins with no digit' : null);
  if (reason !== null) return fail(cannot(`${from} cannot be renamed: ${reason}.`));
  if (file.parameters.some((parameter) => parameter.name === to)) {
    return fail(cannot(`${from} cannot be renamed: ${to} is there already.`));
  }
  const place = file.form === 'utg' ? utgPlace(to, lineOf) : null;
  const sameLine = file.form === 'ut' || (lineOf(to)?.line.toString() ?? null) === counts.lineNumber;
  const element = place?.element ?? to;
  if (sameLine && (file.form === 'ut' || fitsUtgXml({ name: element, value: '' }))) {
    return ok(same.toReversed().reduce((source, at) => renamed(source, at, element), file.source));
  }
  return setValue(readXml(without(file, from)), lastWins, to, counts.value, lineOf);
}

function renamed(source: string, at: XmlParameter, name: string): string {
  const closed = at.kind === 'element' && !at.selfClosing;
  const tail = closed ? spliced(source, at.valueEnd + 2, at.valueEnd + 2 + at.element.length, name) : source;
  return spliced(tail, at.nameStart, at.nameEnd, name);
}

function spliced(source: string, from: number, to: number, text: string): string {
  return source.slice(0, from) + text + source.slice(to);
}
