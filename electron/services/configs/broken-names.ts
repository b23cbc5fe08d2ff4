// Names whose line stands in a draft but cannot be read: broken is not gone, and such a text is never published as it is.
import { isNeverPublishable } from '../../core/configs/problem-severity';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { LayerKey } from './config-store';
import { layerKeyOf } from './layer-places';
import { keyText } from './site-layers';

const encoder = new TextEncoder();
const fileLayers = ['site file', 'model file', 'group file', 'phone file'] as const;

/** Of the drafts a phone takes. `known` is kept while many phones are asked about. */
export function brokenNames(
  state: SiteState,
  around: Surroundings,
  phone: PhoneRecord,
  known = new Map<string, readonly string[]>(),
): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const layer of fileLayers) {
    const key = layerKeyOf(state, phone, layer, 'draft');
    if (!key || !state.layers.hasDraft(key)) continue;
    let names = known.get(keyText(key));
    if (!names) known.set(keyText(key), (names = brokenIn(state, around, key, phone.model)));
    for (const name of names) broken.add(name);
  }
  return broken;
}

function brokenIn({ layers }: SiteState, { family }: Surroundings, key: LayerKey, model: string): readonly string[] {
  const text = layers.content(key, 'draft');
  if (text === null) return [];
  const faults = family.check(encoder.encode(text), { as: 'layer' }).filter(({ code }) => isNeverPublishable(code));
  if (faults.some(({ code }) => code.startsWith('XML_') || code.startsWith('FILE_'))) {
    const before = encoder.encode(layers.content(key, 'published') ?? '');
    return family.parametersOf(before, model).map(({ name }) => name);
  }
  const lines = text.split(/\r\n?|\n/u);
  return faults.flatMap(({ line, parameter }) => parameter ?? /\w+/u.exec(lines[line - 1] ?? '')?.[0] ?? []);
}
