// One parameter of one phone under the glass: every layer, what it holds, and what was said before.
import { withLaptopClock } from '../../core/configs/laptop-clock';
import { effectiveValues, layerNames, type LayerName, type Parameter } from '../../core/configs/layers';
import type { PhoneFacts, SiteFacts } from '../../core/configs/facts';
import { variablesIn } from '../../core/configs/variables';
import type { CatalogueEntry } from '../../core/families/family';
import { toldHost } from '../provisioning/told-addresses';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import { blankedValue, blankKnown, knownSecrets } from './blank-secrets';
import type { ConfigStore, LayerKey } from './config-store';
import { layerKeyOf, lineIn, placeText } from './layer-places';
import type { Source } from './site-layers';

export interface StackEntry {
  readonly layer: LayerName;
  readonly scope: string | null;
  readonly value: string | null;
  readonly typed: string | null;
  readonly line: number | null;
  readonly wins: boolean;
  readonly affects: number;
}

export interface PastValue {
  readonly revision: number;
  readonly at: number;
  readonly author: string;
  readonly scope: string;
  readonly value: string | null;
}

export interface Inspection {
  readonly name: string;
  readonly catalogue: CatalogueEntry | null;
  readonly secret: boolean;
  readonly managed: boolean;
  readonly stack: readonly StackEntry[];
  readonly effective: string | null;
  readonly held: { readonly value: string | null } | 'unknown';
  readonly past: readonly PastValue[];
}

const mostPast = 20;
/** Revisions of one layer that are read for it. */
const mostRead = 40;

const encoder = new TextEncoder();

export class ParameterInspector {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ConfigStore,
  ) {}

  inspect(phone: PhoneRecord, name: string, source: Source): Inspection {
    const { family } = this.around;
    const { state } = this;
    const secrets = knownSecrets(state, phone);
    // A file of the library by its name, whatever address a phone was told of it.
    const shown = (value: string): string =>
      blankKnown(blankedValue(name, family.comparable({ name, value }), family), secrets);
    const managed = family.isManaged(name);
    const layers = state.contents.layersOf(phone, source);
    const typed = state.contents.typedLayersOf(phone, source);
    const winner = managed ? undefined : effectiveValues(layers).find((value) => value.name === name);
    const ours = managed ? this.managedValue(phone, name, source) : null;
    const stack = layerNames.map((layer, index): StackEntry => {
      const key = layerKeyOf(state, phone, layer, source);
      const value = layer === 'managed' ? ours : valueIn(layers[index]?.parameters, name);
      const asTyped = valueIn(typed[index]?.parameters, name);
      return {
        layer,
        scope: key && placeText(key),
        value: value === null ? null : shown(value),
        typed: asTyped !== null && variablesIn(asTyped).length > 0 ? asTyped : null,
        line: value === null ? null : lineIn(state, key, name, source),
        wins: layer === 'managed' ? ours !== null : winner?.layer === layer,
        affects: this.affects(phone, layer, source),
      };
    });
    const held = state.held.of(phone.id);
    const effective = ours ?? winner?.value ?? null;
    return {
      name,
      catalogue: family.describe(name, family.findModel(phone.model)?.series) ?? family.describe(name),
      secret: family.isSecret(name),
      managed,
      stack,
      effective: effective === null ? null : shown(effective),
      held: held.size === 0 ? 'unknown' : { value: optional(held.get(name), shown) },
      past: managed ? [] : this.past(phone, name, source, shown),
    };
  }

  private managedValue(phone: PhoneRecord, name: string, source: Source): string | null {
    const { state, around } = this;
    const addresses = {
      baseUrl: around.toldBaseUrl(),
      siteToken: state.site.siteToken,
      phoneToken: state.tokens.current(phone.id, around.clock.now()).token,
      rootUrl: around.toldFirst().rootUrl,
      asLogin: state.access.asLogin,
    };
    return valueIn(around.family.managedParameters(state.contents.of(phone, source), addresses), name);
  }

  private affects(phone: PhoneRecord, layer: LayerName, source: Source): number {
    const { layers, phones } = this.state;
    if (layer === 'site facts' || layer === 'site file') return phones.size;
    if (layer === 'phone facts' || layer === 'phone file' || layer === 'managed') return 1;
    const of = (one: PhoneRecord): string | null => {
      if (layer === 'group file') return layers.phoneFacts(one.mac, source).group;
      const scope = layers.modelScope(one.model, source);
      return scope.kind === 'model' ? scope.model : null;
    };
    const wanted = of(phone);
    if (wanted === null) return 0;
    let count = 0;
    for (const one of phones.all()) if (of(one) === wanted) count++;
    return count;
  }

  /** Changes of the value in the layers of this phone, newest first. */
  private past(phone: PhoneRecord, name: string, source: Source, shown: (value: string) => string): PastValue[] {
    const siteId = this.state.site.id;
    const revisions = new Map(this.store.history(siteId).map((revision) => [revision.number, revision]));
    const past: PastValue[] = [];
    for (const layer of layerNames) {
      const key = layerKeyOf(this.state, phone, layer, source);
      if (!key) continue;
      const states = this.store.layerHistory(siteId, key, mostRead);
      states.forEach(({ number, content }, index) => {
        const older = states[index + 1];
        const value = this.valueThen(key, content, phone, name);
        const before = older ? this.valueThen(key, older.content, phone, name) : null;
        // The oldest that was read has nothing to be compared with unless it is the first of all.
        if (value === before || (!older && states.length === mostRead)) return;
        const revision = revisions.get(number);
        if (!revision) return;
        const { at, author } = revision;
        past.push({ revision: number, at, author, scope: placeText(key), value: optional(value ?? undefined, shown) });
      });
    }
    return past.sort((a, b) => b.revision - a.revision).slice(0, mostPast);
  }

  private valueThen(key: LayerKey, content: string | null, phone: PhoneRecord, name: string): string | null {
    if (content === null) return null;
    const { family } = this.around;
    if (key.kind === 'file') return valueIn(family.parametersOf(encoder.encode(content), phone.model), name);
    const facts: unknown = JSON.parse(content);
    const site = this.state.layers.siteFacts('published');
    const parameters =
      key.scope === 'site'
        ? family.siteFactParameters(
            withLaptopClock({ ...site, ...(facts as SiteFacts) }, toldHost(this.around.toldBaseUrl())),
            phone.model,
          )
        : family.phoneFactParameters(
            { name: '', group: null, ...(facts as Partial<PhoneFacts>), lines: linesOf(facts) },
            site,
            phone.model,
          );
    return valueIn(parameters, name);
  }
}

function linesOf(facts: unknown): PhoneFacts['lines'] {
  return (facts as Partial<PhoneFacts>).lines ?? [];
}

function valueIn(parameters: readonly Parameter[] | undefined, name: string): string | null {
  return parameters?.find((parameter) => parameter.name === name)?.value ?? null;
}

function optional(value: string | undefined, shown: (value: string) => string): string | null {
  return value === undefined ? null : shown(value);
}
