import { useDeferredValue, useMemo } from 'react';
import type { ParameterView } from '../../../electron/contract/configs';
import type { Family } from '../../../electron/core/families/family';
import type { PhoneView } from '../../../electron/contract/phones';
import { formCatalogue, type FormCatalogue } from './form-rows';

export interface FormContent {
  readonly catalogue: FormCatalogue;
  /** What this file sets, by name. */
  readonly here: ReadonlyMap<string, string>;
  readonly published: ReadonlyMap<string, string>;
  /** What all layers give the phone it is seen from, by name. */
  readonly told: ReadonlyMap<string, ParameterView>;
  readonly model: string;
}

const fallbackModel = 'KX-UT670';

function valuesOf(family: Family, text: string, model: string): ReadonlyMap<string, string> {
  const parameters = family.parametersOf(new TextEncoder().encode(text), model);
  return new Map(parameters.map(({ name, value }) => [name, value]));
}

/** Everything the form lays out, read anew from the text whenever it changes. */
export function useFormContent(input: {
  family: Family;
  text: string;
  published: string | null;
  takers: readonly PhoneView[];
  /** The only model the file is for; undefined where there are several. */
  model: string | undefined;
  parameters: readonly ParameterView[];
}): FormContent {
  const { family, takers, parameters } = input;
  const text = useDeferredValue(input.text);
  const models = useMemo(() => {
    const named = input.model === undefined ? takers.map((phone) => phone.model) : [input.model];
    const known = [...new Set(named)].flatMap((name) => family.findModel(name) ?? []);
    return known.length > 0 ? known : [family.findModel(fallbackModel)].flatMap((each) => each ?? []);
  }, [family, takers, input.model]);
  const model = models[0]?.name ?? fallbackModel;
  const here = useMemo(() => valuesOf(family, text, model), [family, text, model]);
  const published = useMemo(() => valuesOf(family, input.published ?? '', model), [family, input.published, model]);
  const told = useMemo(() => new Map(parameters.map((each) => [each.name, each])), [parameters]);
  const catalogue = useMemo(() => {
    const series = [...new Set(models.map((each) => each.series))];
    const lines = Math.max(1, ...models.map((each) => each.lines ?? 1));
    return formCatalogue(family, series, lines, new Set([...here.keys(), ...told.keys()]), [...here.keys()]);
  }, [family, models, here, told]);
  return { catalogue, here, published, told, model };
}
