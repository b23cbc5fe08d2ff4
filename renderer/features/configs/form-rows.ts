// The rows of the form: the catalogue of the phones a file is for, laid beside what the file and the other layers say.
import type { ParameterView } from '../../../electron/contract/configs';
import type { CatalogueEntry, Family } from '../../../electron/core/families/family';
import { layerNames, type LayerName } from '../../../electron/core/configs/layers';
import { concreteName, labelOf, rangeOfN, type Indexes } from './parameter-words';

export interface FormParameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly label: string;
  readonly entry: CatalogueEntry;
  readonly line: number | null;
}

/** A name the catalogue does not know: kept, and edited as text. */
export interface FormUnknown {
  readonly kind: 'unknown';
  readonly name: string;
}

export interface FormHeading {
  readonly kind: 'heading';
  readonly category: string;
  readonly line: number | null;
  readonly matches: number;
  readonly count: number;
}

export type FormRow = FormParameter | FormUnknown | FormHeading;

/** What one place says about a parameter. */
export interface LayerValue {
  readonly layer: LayerName;
  readonly value: string;
}

export interface RowValue {
  /** In this file; null where it says nothing. */
  readonly here: string | null;
  /** Of all layers of the phone it is seen from; null: nobody sets it. */
  readonly winner: LayerValue | null;
  /** What would hold without this file. */
  readonly inherited: LayerValue | null;
}

const strength = (layer: LayerName): number => layerNames.indexOf(layer);

/** `here` is newer than what the workstation last told of this layer (`mine`). */
export function rowValue(here: string | null, told: ParameterView | undefined, mine: LayerName): RowValue {
  const others = told ? [told, ...told.overrides].filter(({ layer }) => layer !== mine) : [];
  const strongest = others.toSorted((a, b) => strength(b.layer) - strength(a.layer))[0] ?? null;
  const beaten = here === null || (strongest !== null && strength(strongest.layer) > strength(mine));
  return { here, winner: beaten ? strongest : { layer: mine, value: here }, inherited: strongest };
}

export const notInCatalogue = 'not in catalogue';

export interface FormCatalogue {
  /** Every parameter there could be, per-line ones for each line. */
  readonly parameters: readonly FormParameter[];
  readonly unknown: readonly FormUnknown[];
  readonly lines: number;
}

function catalogueOf(family: Family, series: readonly string[]): CatalogueEntry[] {
  const names = new Map<string, CatalogueEntry>();
  for (const each of series)
    for (const entry of family.catalogueOf(each)) if (!names.has(entry.name)) names.set(entry.name, entry);
  return [...names.values()].filter((entry) => !family.isManaged(concreteName(entry.name)));
}

/** Numbers other than the line's in the names of a template that are in use, and one to go on with. */
function numbersInUse(template: string, placeholder: '{n}' | '{button}', used: Iterable<string>): number[] {
  const source = template.replaceAll(placeholder, '(\\d{1,2})').replaceAll(/\{\w+\}/gu, '\\d{1,2}');
  const pattern = new RegExp(`^${source}$`, 'u');
  const numbers = new Set([1]);
  for (const name of used) {
    const [, number] = pattern.exec(name) ?? [];
    if (number !== undefined) numbers.add(Number(number));
  }
  const sorted = [...numbers].toSorted((a, b) => a - b);
  const last = sorted.at(-1) ?? 0;
  return last > 1 || [...used].includes(template.replace(placeholder, '1')) ? [...sorted, last + 1] : sorted;
}

function numbersOf(entry: CatalogueEntry, used: ReadonlySet<string>): Indexes[] {
  if (entry.name.includes('{button}'))
    return numbersInUse(entry.name, '{button}', used).map((button): Indexes => ({ button }));
  if (!entry.name.includes('{n}')) return [{}];
  const range = rangeOfN(entry);
  if (!range) return numbersInUse(entry.name, '{n}', used).map((n): Indexes => ({ n }));
  return Array.from({ length: range.to - range.from + 1 }, (_, index): Indexes => ({ n: range.from + index }));
}

/** @param used names set here or by other layers. @param here names set in this file. */
export function formCatalogue(
  family: Family,
  series: readonly string[],
  lines: number,
  used: ReadonlySet<string>,
  here: readonly string[],
): FormCatalogue {
  const parameters: FormParameter[] = [];
  const known = new Set<string>();
  for (const entry of catalogueOf(family, series)) {
    const perLine = entry.name.includes('{line}');
    for (const numbers of numbersOf(entry, used)) {
      for (let line = 1; line <= (perLine ? lines : 1); line += 1) {
        const name = concreteName(entry.name, perLine ? { ...numbers, line } : numbers);
        if (known.has(name)) continue;
        known.add(name);
        const label = labelOf(entry, numbers);
        parameters.push({ kind: 'parameter', name, label, entry, line: perLine ? line : null });
      }
    }
  }
  const unknown = here.filter((name) => !known.has(name)).map((name): FormUnknown => ({ kind: 'unknown', name }));
  return { parameters, unknown, lines };
}

export interface FormFilter {
  readonly search: string;
  /** A category, `line N`, `notInCatalogue`, or null for all. */
  readonly category: string | null;
  /** The line whose rows are shown where all categories are. */
  readonly line: number;
  readonly only: ((name: string) => boolean) | null;
}

const categoryOrder = [
  'provisioning',
  'time',
  'network',
  'sip',
  'line',
  'nat',
  'codec',
  'rtp',
  'audio',
  'dtmf',
  'tone',
  'call',
  'dialing',
  'button',
  'display',
  'phonebook',
  'xml',
  'acd',
  'dect',
  'login',
  'http',
  'firmware',
  'syslog',
  'logging',
  'tr069',
  'system',
];
const place = (category: string): number => {
  const at = categoryOrder.indexOf(category);
  return at < 0 ? categoryOrder.length : at;
};

/** Categories of what is common to all lines, with their sizes, in reading order. */
export function commonCategories({ parameters }: FormCatalogue): { category: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { entry, line } of parameters)
    if (line === null) counts.set(entry.category, (counts.get(entry.category) ?? 0) + 1);
  return [...counts]
    .map(([category, count]) => ({ category, count }))
    .toSorted((a, b) => place(a.category) - place(b.category));
}

/** The rows to show, under their headings. Common ones first, then those of a line. */
export function formRows(catalogue: FormCatalogue, filter: FormFilter): FormRow[] {
  const words = filter.search.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const found = (text: string): boolean => words.every((word) => text.includes(word));
  const wanted = ({ name }: { name: string }): boolean => filter.only === null || filter.only(name);
  const sections = new Map<string, { heading: Omit<FormHeading, 'matches'>; rows: FormParameter[] }>();
  const shownLine = /^line (\d+)$/u.exec(filter.category ?? '')?.[1];
  for (const parameter of catalogue.parameters) {
    const { entry, line, name, label } = parameter;
    if (filter.category === notInCatalogue) break;
    if (line !== null && line !== Number(shownLine ?? filter.line)) continue;
    if (
      filter.category !== null &&
      (shownLine !== undefined ? line === null : line !== null || entry.category !== filter.category)
    )
      continue;
    const key = `${line === null ? 0 : 1} ${String(place(entry.category)).padStart(2, '0')} ${entry.category}`;
    const section = sections.get(key) ?? {
      heading: { kind: 'heading' as const, category: entry.category, line, count: 0 },
      rows: [],
    };
    section.heading = { ...section.heading, count: section.heading.count + 1 };
    if (wanted(parameter) && found(`${label}\n${name}\n${entry.description}`.toLowerCase()))
      section.rows.push(parameter);
    sections.set(key, section);
  }
  const rows = [...sections]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { heading, rows: inside }]): FormRow[] =>
      inside.length === 0 ? [] : [{ ...heading, matches: inside.length }, ...inside],
    );
  if (filter.category !== null && filter.category !== notInCatalogue) return rows;
  const strangers = catalogue.unknown.filter((each) => wanted(each) && found(each.name.toLowerCase()));
  if (strangers.length === 0) return rows;
  const { length: count } = catalogue.unknown;
  return [
    ...rows,
    { kind: 'heading', category: notInCatalogue, line: null, matches: strangers.length, count },
    ...strangers,
  ];
}
