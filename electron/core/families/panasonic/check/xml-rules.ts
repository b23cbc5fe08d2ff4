// XML of UT and UTG phones: whether a phone can read it at all, and then the same rules as for text.
import type { CheckOptions } from '../../family';
import { insertion } from '../../../shared/apply-fix';
import type { Catalogue } from '../catalogue';
import { magicLineFor, panasonicMagic } from '../language/magic';
import { readXml, type XmlFile } from '../language/xml-file';
import { xmlFormOf, xmlRoots } from '../language/xml-form';
import type { PanasonicModel } from '../models';
import { checkByteOrderMark, tellMagicMissing } from './file-rules';
import { createParameterBook } from './parameter-book';
import { fileStart, mostProblems, type ProblemList } from './problem-list';
import { LineMap, XmlPlace } from './xml-places';

/** Of a layer only a UTG's may be XML: all others are written as text. A model that takes no XML finds no magic line in it. */
export function checkXml(
  source: string,
  as: CheckOptions['as'],
  model: PanasonicModel | null,
  catalogue: Catalogue,
  problems: ProblemList,
): void {
  if (as === 'file' && model && !xmlFormOf(model)) return tellMagicMissing(model, problems, 'It is XML.', null);
  if (as === 'layer' && model?.series !== 'utg') {
    const words = {
      message: 'This is XML; nothing in it would reach a phone.',
      remedy: 'Write one NAME="value" a line.',
    };
    problems.tell('LINE_NOT_PARAMETER', fileStart, words);
    return;
  }
  const file = readXml(source);
  const map = new LineMap(source);
  if (file.form === 'ut') checkByteOrderMark(source, problems);
  if (file.form) checkMagicComment(file, model, problems);
  if (file.fault?.kind !== 'refused') checkAmpersands(file, map, problems);
  if (!checkForm(file, map, model, problems)) return;
  const book = createParameterBook(model, file.form === 'utg', catalogue, problems);
  for (const parameter of file.parameters) {
    if (problems.size > mostProblems) break;
    book.take(new XmlPlace(parameter, catalogue.rowsOf(parameter.name), source, map), () => false);
  }
  book.finish(as === 'file');
}

/** "The file must begin with a comment line holding the same magic" (KX-UT670 guide p. 33). Whether a line with # or an XML comment is
 *  meant is not said, so both pass. The sample files of the other UT have none. */
function checkMagicComment(file: XmlFile, model: PanasonicModel | null, problems: ProblemList): void {
  if (!model?.name.startsWith('KX-UT670')) return;
  if (file.comments.some((comment) => comment.includes(panasonicMagic))) return;
  const line = magicLineFor(model.name);
  const fix = { title: 'Add the first line', edits: [insertion(1, 1, `${line}\r\n`)] };
  tellMagicMissing(model, problems, '', fix);
}

function checkAmpersands(file: XmlFile, map: LineMap, problems: ProblemList): void {
  for (const { index, entity } of file.ampersands) {
    const words = entity
      ? {
          message: `${entity} is declared nowhere, so a phone cannot read the file.`,
          remedy: 'Write the character itself, or its number (&#160;). XML knows only amp, lt, gt, quot and apos.',
        }
      : { message: 'A bare & makes a phone refuse the whole file.', remedy: 'Write &amp; for an ampersand.' };
    const fix = entity ? null : { title: 'Write &amp;', edits: [map.edit(index, index + 1, '&amp;')] };
    problems.tell('XML_NOT_WELL_FORMED', map.place(index), words, undefined, fix);
  }
}

/** False when nothing further can be said about the file. */
function checkForm(file: XmlFile, map: LineMap, model: PanasonicModel | null, problems: ProblemList): boolean {
  const { fault } = file;
  const wanted = model && xmlFormOf(model);
  if (fault?.kind === 'root' || (file.form && wanted && file.form !== wanted)) {
    const roots = wanted ? xmlRoots[wanted] : Object.values(xmlRoots).join(' or ');
    const words = {
      message: `The outermost element is not the one ${model ? `a ${model.name}` : 'a phone'} knows.`,
      remedy: `It has to be <${roots.replace(' or ', '> or <')}>.`,
    };
    problems.tell('XML_WRONG_ROOT', map.place(fault?.kind === 'root' ? fault.index : rootName(file)), words);
    return false;
  }
  if (!fault) return true;
  const place = map.place(fault.index);
  if (fault.kind === 'refused') {
    const words = {
      message: `${fault.reason}, so nothing of this file is read.`,
      remedy: 'Take it out: no phone file needs it. Entities are never expanded.',
    };
    problems.tell('XML_REFUSED', place, words);
  } else {
    const words = {
      message: `This is no well-formed XML: ${fault.reason}.`,
      remedy: 'A phone refuses the whole file. Mend it here; what follows is not checked.',
    };
    problems.tell('XML_NOT_WELL_FORMED', place, words);
  }
  return false;
}

function rootName(file: XmlFile): number {
  return file.form ? file.source.indexOf(`<${xmlRoots[file.form]}`) + 1 : 0;
}
