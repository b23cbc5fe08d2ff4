// What a person reads for a catalogue row: a label from its description, the form its value takes. Nothing is invented here.
import type { CatalogueEntry } from '../../../electron/core/families/family';

/** The indexes that stand in a name's placeholders. */
export interface Indexes {
  readonly line?: number | undefined;
  readonly n?: number | undefined;
  readonly button?: number | undefined;
}

/** `CODEC_ENABLE{n}_{line}` with its numbers put in; those not given are 1. */
export function concreteName(name: string, { line = 1, n = 1, button = 1 }: Indexes = {}): string {
  return name.replaceAll('{line}', String(line)).replaceAll('{n}', String(n)).replaceAll('{button}', String(button));
}

/** The description up to its first aside: `Daily download time`. */
export function labelOf(entry: CatalogueEntry, { n, button }: Indexes = {}): string {
  const [clause = entry.name] = entry.description.split(/;| \(|, e\.g\. /u);
  const plain = clause.replace(/ on or off$/u, '').replace(/ or not$/u, '');
  const numbered = n === undefined ? plain : plain.replaceAll(/\bn\b/gu, String(n));
  return button === undefined ? numbered : `${numbered} ${button}`;
}

/** Numbers `{n}` takes as the description gives them: `(n 0-4; …)`, `(1-5)`; null when it gives none. */
export function rangeOfN({ description }: CatalogueEntry): { from: number; to: number } | null {
  const [, from, to] = /\((?:n )?(\d+)-(\d+)/u.exec(description) ?? [];
  return from === undefined || to === undefined ? null : { from: Number(from), to: Number(to) };
}

/** The values to choose among, where the catalogue lists them. */
export function choicesOf({ type, allowed }: CatalogueEntry): readonly string[] {
  return (type === 'enum' || type === 'bool') && allowed.includes('|') ? allowed.split('|') : [];
}

/** Bounds of a number, where the catalogue gives them plainly. */
export function boundsOf({ type, allowed }: CatalogueEntry): { min: number | null; max: number | null } {
  if (type !== 'int' && type !== 'port') return { min: null, max: null };
  const [, least, most] = /^(-?\d+)-(-?\d+)(?:;|$)/u.exec(allowed) ?? [];
  if (least !== undefined && most !== undefined) return { min: Number(least), max: Number(most) };
  const [, highest] = /^max (\d+)$/u.exec(allowed) ?? [];
  return { min: null, max: highest === undefined ? null : Number(highest) };
}

const perHour: Readonly<Record<string, number>> = { min: 60, s: 3600 };

/** `720` min → `12 h`; null where it is no whole number of hours, or less than one. */
export function inHours(value: string, unit: string): string | null {
  const hour = perHour[unit];
  if (hour === undefined || !/^\d+$/u.test(value)) return null;
  const hours = Number(value) / hour;
  if (hours < 1 || !Number.isInteger(hours)) return null;
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
}

export const seriesNames: Readonly<Record<string, string>> = {
  ut: 'KX-UT',
  hdv: 'KX-HDV',
  tgp: 'KX-TGP',
  utg: 'KX-UTG',
  uds: 'KX-UDS',
};
