// The models of the family and what their series have in common. Line counts that no source states are null, never guessed.
import type { Model } from '../family';

export type PanasonicSeries = 'ut' | 'hdv' | 'tgp' | 'utg' | 'uds';

export interface PanasonicModel extends Model {
  readonly series: PanasonicSeries;
}

/** The fixed comment a file begins with. `pcc` is that of the older DECT bases; `either`: not stated, both are let pass. */
export type MagicKind = 'panasonic' | 'pcc' | 'either' | 'none';

/** Where sources differ the larger count stands: a line too many does no harm to a phone, but a count too small would warn
 *  about lines that work. KX-UT133: 3 in one plugin for firmware 01.133, 4 in another set of templates. KX-UT136: 6 and 4. */
const lineCounts: readonly (readonly [name: string, series: PanasonicSeries, lines: number | null])[] = [
  ['KX-UT113', 'ut', 1],
  ['KX-UT123', 'ut', 2],
  ['KX-UT133', 'ut', 4],
  ['KX-UT136', 'ut', 6],
  ['KX-UT248', 'ut', 6],
  ['KX-UT670', 'ut', 6],
  ['KX-HDV100', 'hdv', 1],
  ['KX-HDV130', 'hdv', 2],
  ['KX-HDV230', 'hdv', 6],
  ['KX-HDV330', 'hdv', 12],
  ['KX-HDV340', 'hdv', 4],
  ['KX-HDV430', 'hdv', 16],
  ['KX-HDV800', 'hdv', null],
  ['KX-TGP500', 'tgp', 8],
  ['KX-TGP550', 'tgp', 8],
  ['KX-TGP600', 'tgp', 8],
  ['KX-TGP700', 'tgp', 8],
  ['KX-UTG200', 'utg', null],
  ['KX-UTG300', 'utg', null],
  ['KX-UDS124', 'uds', null],
];

export const panasonicModels: readonly PanasonicModel[] = lineCounts.map(([name, series, lines]) => ({
  name,
  series,
  lines,
}));

/** Finds a model by prefix, in any case, with or without `KX-`, and keeps the regional suffix in its name:
 *  `kx-hdv130n` → KX-HDV130N. A suffix begins with a letter, so that KX-UT1130 is none of ours. */
export function findPanasonicModel(name: string): PanasonicModel | null {
  const trimmed = name.trim().toUpperCase();
  const full = trimmed.startsWith('KX-') ? trimmed : `KX-${trimmed}`;
  const model = panasonicModels.find((known) => full.startsWith(known.name));
  if (!model) return null;
  const suffix = full.slice(model.name.length);
  return /^(?:[A-Z][A-Z0-9]{0,7})?$/u.test(suffix) ? { ...model, name: full } : null;
}

/** KX-TGP500/550 have their own magic. That of KX-TGP600/700 is not stated: both pass, and the newer one is written. UTG
 *  phones take XML without one (KX-UTG guide p. 44). Null: model unknown, so either may be right. */
export function magicKindOf(model: PanasonicModel | null): MagicKind {
  if (!model) return 'either';
  if (model.series === 'utg') return 'none';
  if (model.series !== 'tgp') return 'panasonic';
  return /^KX-TGP5[05]0/u.test(model.name) ? 'pcc' : 'either';
}

/** Which of two equal names counts: the first (KX-UT670 guide p. 136), the last for UTG (KX-UTG guide p. 44).
 *  HDV, TGP and UDS share the language of UT and say nothing else, so they are read like it. */
export function duplicateWinner(model: PanasonicModel | null): 'first' | 'last' {
  return model?.series === 'utg' ? 'last' : 'first';
}
