// The known parameters, found by their concrete names: PHONE_NUMBER_1 is a case of PHONE_NUMBER_{line}.
import type { CatalogueEntry } from '../family';

export interface Catalogue {
  /** The row of a concrete name for a series, or of any series when none is given; null when there is none. */
  describe(name: string, series?: string): CatalogueEntry | null;
  /** Every row of a concrete name: series may differ in range and default. */
  rowsOf(name: string): readonly CatalogueEntry[];
  /** All rows of a series, sorted by name. */
  ofSeries(series: string): readonly CatalogueEntry[];
  /** True when any series keeps a password, key or PIN under this name. */
  isSecret(name: string): boolean;
  /** The number standing for `{line}` in a concrete name, and where it begins (counted from 0); null when it has none. */
  lineNumberIn(name: string): { readonly line: number; readonly index: number } | null;
  /** A per-line name of UTG taken apart (`DISPLAY_NAME_2`): its files put the number on the element around it. Null for others. */
  utgLineOf(name: string): { readonly base: string; readonly line: number } | null;
}

/** As resources/families/panasonic/catalogue.json is laid out: one array per row, in the order of `columns`. */
export interface CatalogueData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

interface Template {
  readonly pattern: RegExp;
  readonly rows: CatalogueEntry[];
}

const columns = [
  'name',
  'series',
  'category',
  'perLine',
  'type',
  'allowed',
  'default',
  'unit',
  'description',
  'secret',
] as const;

// Lines and keys count from 1 and reach 16 and 40 on the largest models; {n} is a small index that may be 0.
const placeholderPatterns: Readonly<Record<string, string>> = {
  '{line}': '(?<line>[1-9][0-9]?)',
  '{button}': '[1-9][0-9]?',
  '{n}': '(?:0|[1-9][0-9]?)',
};

/** Rows from the catalogue's JSON. Throws when the file is not what scripts/make-catalogue.mjs writes: it is part of the program. */
export function catalogueRows(data: unknown): CatalogueEntry[] {
  const { columns: given, rows } = data as CatalogueData;
  if (!Array.isArray(rows) || String(given) !== String(columns)) throw new Error('The parameter catalogue is damaged.');
  return rows.map(
    (row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])) as unknown as CatalogueEntry,
  );
}

export function createCatalogue(rows: readonly CatalogueEntry[]): Catalogue {
  const exact = new Map<string, CatalogueEntry[]>();
  const templates = new Map<string, Template[]>();
  const bySeries = new Map<string, CatalogueEntry[]>();
  for (const given of rows) {
    const row = withLine(given);
    for (const series of row.series) append(bySeries, series, row);
    if (row.name.includes('{')) addTemplate(templates, row);
    else append(exact, row.name, row);
    // A UTG name without the number of a line is known too, to say what is missing.
    if (row !== given) addNumberless(given);
  }

  function addNumberless(row: CatalogueEntry): void {
    if (row.name.includes('{')) addTemplate(templates, row);
    else append(exact, row.name, row);
  }

  function templateOf(name: string): { template: Template; match: RegExpExecArray } | null {
    for (const template of templates.get(skeleton(name)) ?? []) {
      const match = template.pattern.exec(name);
      if (match) return { template, match };
    }
    return null;
  }

  function rowsOf(name: string): readonly CatalogueEntry[] {
    return exact.get(name) ?? templateOf(name)?.template.rows ?? [];
  }

  function lineIn(name: string): { line: number; index: number } | null {
    const digits = exact.has(name) ? undefined : templateOf(name)?.match.groups?.['line'];
    return digits === undefined ? null : { line: Number(digits), index: name.lastIndexOf(digits) };
  }

  return {
    rowsOf,
    describe(name, series) {
      const found = rowsOf(name);
      return (series === undefined ? found[0] : found.find((row) => row.series.includes(series))) ?? null;
    },
    ofSeries: (series) => bySeries.get(series) ?? [],
    isSecret: (name) => rowsOf(name).some((row) => row.secret),
    lineNumberIn: lineIn,
    utgLineOf(name) {
      const found = lineIn(name);
      if (!found || !rowsOf(name).some((row) => row.series.includes('utg') && row.name.endsWith('_{line}')))
        return null;
      return { base: name.slice(0, found.index - 1), line: found.line };
    },
  };
}

/** UTG keeps per-line names without number, inside `<Line idx="1">`; everywhere else here they carry it, as on other series. */
function withLine(row: CatalogueEntry): CatalogueEntry {
  const isUtg = row.series.length === 1 && row.series[0] === 'utg';
  return isUtg && row.perLine && !row.name.includes('{line}') ? { ...row, name: `${row.name}_{line}` } : row;
}

function append(map: Map<string, CatalogueEntry[]>, key: string, row: CatalogueEntry): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}

function addTemplate(templates: Map<string, Template[]>, row: CatalogueEntry): void {
  const key = skeleton(row.name.replaceAll(/\{\w+\}/gu, '0'));
  const source = row.name.replaceAll(/\{\w+\}/gu, (placeholder) => placeholderPatterns[placeholder] ?? placeholder);
  const pattern = new RegExp(`^${source}$`, 'u');
  const bucket = templates.get(key) ?? [];
  templates.set(key, bucket);
  const same = bucket.find((template) => template.pattern.source === pattern.source);
  if (same) same.rows.push(row);
  else bucket.push({ pattern, rows: [row] });
}

/** Names with the same letters and any numbers share a bucket of a few templates. */
function skeleton(name: string): string {
  return name.replaceAll(/\d+/gu, '#');
}
