/** One source of values. The order is the order of strength, weakest first (product.md, Vocabulary). */
export const layerNames = [
  'site facts',
  'site file',
  'model file',
  'group file',
  'phone facts',
  'phone file',
  'managed',
] as const;

export type LayerName = (typeof layerNames)[number];

export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** The value depends on the phone or holds a secret, so that no file for many phones may carry it. */
  readonly own?: true;
}

export interface Layer {
  readonly name: LayerName;
  readonly parameters: readonly Parameter[];
}

/** The winner of all layers for one parameter, with everything it overrides, strongest first. */
export interface EffectiveValue {
  readonly name: string;
  readonly value: string;
  readonly own?: true;
  readonly layer: LayerName;
  readonly overrides: readonly { readonly layer: LayerName; readonly value: string }[];
}

/** Folds layers (given weakest first, each name at most once per layer) to effective values, sorted by name. */
export function effectiveValues(layers: readonly Layer[]): EffectiveValue[] {
  const winners = new Map<string, EffectiveValue>();
  for (const layer of layers) {
    for (const { name, value, own } of layer.parameters) {
      const beaten = winners.get(name);
      const overrides = beaten ? [{ layer: beaten.layer, value: beaten.value }, ...beaten.overrides] : [];
      winners.set(name, { name, value, ...(own && { own }), layer: layer.name, overrides });
    }
  }
  return [...winners.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
