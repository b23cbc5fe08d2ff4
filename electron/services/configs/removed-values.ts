// What publishing would leave on phones: values they hold, that come from nowhere any more. Files only set, they never clear.
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import { blankedValue } from './blank-secrets';
import { brokenNames } from './broken-names';
import { layerKeyOf, placeText } from './layer-places';

export interface RemovedValue {
  readonly name: string;
  readonly scope: string | null;
  readonly phones: number;
  readonly held: readonly string[];
  readonly default: string | null;
  readonly mayBeEmpty: boolean;
}

const mostShown = 200;
const mostHeldShown = 3;

/** Works out in small steps what is asked of every phone: of a state that was just made nothing is known yet. */
export function* prepareRemoved({ contents }: SiteState, phones: readonly PhoneRecord[]): Iterable<void> {
  for (const phone of phones) {
    contents.namesTakenAway(phone);
    yield;
  }
}

export function removedValues(state: SiteState, around: Surroundings, phones: readonly PhoneRecord[]): RemovedValue[] {
  const { family } = around;
  const brokenIn = new Map<string, readonly string[]>();
  const found = new Map<string, { phone: PhoneRecord; held: Map<string, number> }>();
  for (const phone of phones) {
    const names = state.contents.namesTakenAway(phone);
    if (names.length === 0) continue;
    const broken = brokenNames(state, around, phone, brokenIn);
    const held = state.held.of(phone.id);
    for (const name of names) {
      const value = held.get(name);
      if (value === undefined || broken.has(name)) continue;
      let known = found.get(name);
      if (!known) found.set(name, (known = { phone, held: new Map() }));
      known.held.set(value, (known.held.get(value) ?? 0) + 1);
    }
  }
  return [...found]
    .map(([name, { phone, held }]): RemovedValue => {
      const layer = state.contents.of(phone, 'published').effective.find((value) => value.name === name)?.layer;
      const key = layer ? layerKeyOf(state, phone, layer, 'published') : null;
      const entry = family.describe(name, family.findModel(phone.model)?.series) ?? family.describe(name);
      const byCount = [...held].sort((a, b) => b[1] - a[1]);
      const shown = byCount.slice(0, mostHeldShown).map(([value]) => blankedValue(name, value, family));
      return {
        name,
        scope: key && placeText(key),
        phones: byCount.reduce((sum, [, count]) => sum + count, 0),
        held: [...new Set(shown)],
        default: entry?.default || null,
        mayBeEmpty: entry === null || ['string', 'url', 'uri', 'host', 'list', 'time', 'ip'].includes(entry.type),
      };
    })
    .sort((a, b) => b.phones - a.phones || (a.name < b.name ? -1 : 1))
    .slice(0, mostShown);
}
