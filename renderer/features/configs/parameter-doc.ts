// What the catalogue says of one parameter, as the completion list and the tooltip at the cursor show it.
import type { CatalogueEntry } from '../../../electron/core/families/family';
import { parameterRelations } from '../../../electron/core/families/panasonic/parameter-relations';
import { labelOf, seriesNames } from './parameter-words';

export interface ParameterWords {
  readonly value: string;
  readonly default: string;
  readonly needs: string;
  readonly turnsOff: string;
  readonly turnedOffBy: string;
  readonly undocumented: string;
  readonly needsWords: { readonly clock: string };
  /** `Y, N` for a switch and so on: at the end of a line of the list, and in full. */
  readonly short: (type: string) => string;
  readonly type: (type: string) => string;
  readonly line: (line: number) => string;
  readonly noValue: string;
}

export function shortForm({ allowed, type, unit }: CatalogueEntry, words: ParameterWords): string {
  if (type === 'enum' && allowed !== '') return allowed.replaceAll('|', ', ');
  if (type === 'int' && unit !== '') return unit;
  return words.short(type);
}

export function element(tag: string, look: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  if (look !== '') made.className = look;
  made.textContent = text;
  return made;
}

export function parameterDoc(entry: CatalogueEntry, name: string, words: ParameterWords): HTMLElement {
  const box = document.createElement('div');
  const head = element('div', 'cm-parameter-head', '');
  head.append(element('b', 'cm-parameter-title', labelOf(entry)));
  head.append(element('span', 'tag', entry.series.map((each) => seriesNames[each] ?? each).join(', ')));
  box.append(head);
  if (entry.description !== labelOf(entry)) box.append(element('p', 'cm-parameter-text', entry.description));
  const facts = element('dl', 'cm-parameter-facts', '');
  const fact = (term: string, text: string, mono: boolean): void => {
    facts.append(element('dt', '', term), element('dd', mono ? 'mono' : '', text));
  };
  const form = entry.allowed.replaceAll('|', ', ') || words.type(entry.type);
  fact(words.value, [form, entry.unit].filter(Boolean).join(' '), false);
  fact(words.default, entry.default || words.undocumented, entry.default !== '');
  const relations = parameterRelations(name);
  if (relations?.needs) fact(words.needs, words.needsWords[relations.needs], false);
  if (relations?.turnsOff.length) fact(words.turnsOff, relations.turnsOff.join(', '), true);
  if (relations?.turnedOffBy.length) fact(words.turnedOffBy, relations.turnedOffBy.join(', '), true);
  box.append(facts);
  return box;
}
