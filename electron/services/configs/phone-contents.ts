// What each phone gets, as values: its layers folded by the family's rules, variables filled in. Layers that phones share are folded
// once; a phone's hash is that fold with its own values exchanged, so that ten thousand are right at once after a change.
import type { SiteFacts } from '../../core/configs/facts';
import { effectiveValues, type Layer, type LayerName, type Parameter } from '../../core/configs/layers';
import { formatScope, siteScope, type Scope } from '../../core/configs/scope';
import {
  expandVariables,
  findVariable,
  variablesIn,
  type PhoneValues,
  type SiteValues,
} from '../../core/configs/variables';
import type { Family, PhoneContent, RenderedFile } from '../../core/families/family';
import type { PhoneRecord } from '../phones/phone-store';
import { addLanes, hashText, laneCount, type ContentHash } from './content-hash';
import { factsKey, fileKey, type SiteLayers, type Source } from './site-layers';

/** The layers that phones of a model and group have in common, as far as they do not vary with the phone. */
interface SharedFold {
  readonly version: number;
  readonly sum: Float64Array;
  readonly fixed: ReadonlyMap<string, Parameter>;
  /** Winners with a variable of the phone in them, as typed. */
  readonly varying: readonly Parameter[];
  /** Winners with any variable in them, as typed, and their layers. */
  readonly typed: readonly TypedValue[];
}

interface TypedValue extends Parameter {
  readonly layer: LayerName;
}

/** A value with variables, as it would reach one phone. */
export interface FilledValue extends TypedValue {
  readonly typed: string;
  /** Variables without a value for this phone. */
  readonly empty: readonly string[];
  /** One of them is a secret. */
  readonly secret: boolean;
}

/** What a phone's own facts and file say, hashed. */
interface OwnValues {
  readonly facts: object | undefined;
  readonly file: object | undefined;
  readonly site: object;
  readonly model: string;
  readonly names: readonly string[];
  readonly lanes: Float64Array;
}

type Dependence = 'none' | 'site' | 'phone';

export class PhoneContents {
  private readonly publishedHashes = new Map<number, string>();
  private readonly sharedFiles = new Map<string, RenderedFile>();
  private readonly folds = new Map<string, SharedFold>();
  private readonly own: Readonly<Record<Source, Map<number, OwnValues>>> = { published: new Map(), draft: new Map() };
  /** Each name once, however many phones set it. */
  private readonly names = new Map<string, string>();
  /** By the facts themselves, so that an edit never meets old parameters. */
  private readonly siteParameters = new WeakMap<SiteFacts, Map<string, readonly Parameter[]>>();
  private readonly takenAway = new WeakMap<SharedFold, { readonly after: SharedFold; readonly names: string[] }>();
  private readonly dependences = new WeakMap<readonly Parameter[], Dependence>();

  constructor(
    private readonly layers: SiteLayers,
    private readonly family: Family,
    private readonly contentHash: ContentHash,
    /** Changes at once, unlike facts. */
    private readonly siteName: () => string,
  ) {}

  of(phone: PhoneRecord, source: Source): PhoneContent {
    return this.family.content({
      mac: phone.mac,
      model: phone.model,
      served: this.layers.siteFacts(source).served,
      layers: this.layersOf(phone, source),
    });
  }

  /** Equal hashes mean equal values; managed addresses and tokens are no part of it. */
  hash(phone: PhoneRecord, source: Source): string {
    const kept = source === 'published' ? this.publishedHashes.get(phone.id) : undefined;
    if (kept !== undefined) return kept;
    const fold = this.foldFor(phone, source);
    const own = this.ownOf(phone, source);
    const sum = fold.sum.slice();
    own.names.forEach((name, index) => {
      const beaten = fold.fixed.get(name);
      if (beaten) addLanes(sum, this.contentHash.lanes(beaten), 0, -1);
      addLanes(sum, own.lanes, index * laneCount, 1);
    });
    if (fold.varying.length > 0) {
      const { site, phone: values } = this.valuesOf(phone, source);
      for (const parameter of fold.varying) {
        if (own.names.includes(parameter.name)) continue;
        addLanes(sum, this.contentHash.lanes(this.filled(parameter, site, values)), 0, 1);
      }
    }
    const hash = hashText(sum);
    if (source === 'published') this.publishedHashes.set(phone.id, hash);
    return hash;
  }

  /** Every value with a variable that a phone gets from its files, filled in but not yet made fit for a file. */
  filledValues(phone: PhoneRecord, source: Source): FilledValue[] {
    const { typed } = this.foldFor(phone, source);
    const file = this.layers.fileParameters({ kind: 'phone', mac: phone.mac }, phone.model, source);
    const inFile = this.dependenceOf(file) !== 'none';
    if (typed.length === 0 && !inFile) return [];
    const own = new Set(this.ownOf(phone, source).names);
    const values = typed.filter(({ name }) => !own.has(name));
    if (inFile) {
      for (const { name, value } of file)
        if (variablesIn(value).length > 0) values.push({ name, value, layer: 'phone file' });
    }
    const { site, phone: ofPhone } = this.valuesOf(phone, source);
    return values.map((value) => filledValue(value, site, ofPhone));
  }

  /** Names the phone gets now and would not get any more. */
  namesTakenAway(phone: PhoneRecord): string[] {
    const before = this.foldFor(phone, 'published');
    const after = this.foldFor(phone, 'draft');
    const ownBefore = this.ownOf(phone, 'published');
    const ownAfter = this.ownOf(phone, 'draft');
    const shared = before === after ? [] : this.sharedTakenAway(before, after);
    if (shared.length === 0 && ownBefore === ownAfter && before === after) return [];
    const left = new Set(ownAfter.names);
    const gone = shared.filter((name) => !left.has(name));
    if (ownBefore === ownAfter) return gone;
    const given = namesOf(after);
    return [...new Set([...gone, ...ownBefore.names.filter((name) => !left.has(name) && !given.has(name))])];
  }

  /** How many of these names a phone would not get: cheap enough for every row of a list. */
  countMissing(phone: PhoneRecord, names: Iterable<string>): number {
    const { fixed, varying } = this.foldFor(phone, 'published');
    const own = this.ownOf(phone, 'published').names;
    let missing = 0;
    for (const name of names) {
      const given = fixed.has(name) || own.includes(name) || varying.some((parameter) => parameter.name === name);
      if (!given && !this.family.isManaged(name)) missing++;
    }
    return missing;
  }

  /** Master is the same for every phone, product for every phone of a model; both are rendered once per revision. */
  sharedFile(name: 'master' | 'product', phone: PhoneRecord): RenderedFile {
    const key = name === 'master' ? name : `${name} ${phone.model}`;
    let file = this.sharedFiles.get(key);
    if (!file) {
      const content = this.of(phone, 'published');
      file = name === 'master' ? this.family.renderMaster(content) : this.family.renderProduct(content);
      this.sharedFiles.set(key, file);
    }
    return file;
  }

  /** Weakest first; values as they reach the phone. */
  layersOf(phone: PhoneRecord, source: Source): Layer[] {
    const { site, phone: values } = this.valuesOf(phone, source);
    return this.typedLayersOf(phone, source).map((layer) =>
      layer.name.endsWith('file') ? { ...layer, parameters: this.filledAll(layer.parameters, site, values) } : layer,
    );
  }

  /** The same with variables as they were typed. */
  typedLayersOf(phone: PhoneRecord, source: Source): Layer[] {
    const { model } = phone;
    const facts = this.layers.phoneFacts(phone.mac, source);
    const own = { kind: 'phone', mac: phone.mac } as const;
    return [
      ...this.sharedLayers(model, facts.group, source),
      {
        name: 'phone facts',
        parameters: this.family.phoneFactParameters(facts, this.layers.siteFacts(source), model),
      },
      { name: 'phone file', parameters: this.layers.fileParameters(own, model, source) },
    ];
  }

  /** Everything that variables of a phone's files may stand for. */
  valuesOf(phone: PhoneRecord, source: Source): { readonly site: SiteValues; readonly phone: PhoneValues | null } {
    const site = { name: this.siteName(), facts: this.layers.siteFacts(source) };
    const { mac, model } = phone;
    return { site, phone: { mac, model, facts: this.layers.phoneFacts(mac, source) } };
  }

  /** The written scopes of the files and facts a phone's content is made of. */
  scopesOf(phone: PhoneRecord, source: Source): Set<string> {
    const group = this.layers.phoneFacts(phone.mac, source).group;
    const scopes = [
      formatScope(siteScope),
      formatScope(this.layers.modelScope(phone.model, source)),
      formatScope({ kind: 'phone', mac: phone.mac }),
    ];
    if (group) scopes.push(formatScope({ kind: 'group', group }));
    return new Set(scopes);
  }

  /** Forgets what was kept: of one phone, or of all when a layer that many share has changed. */
  forget(phoneId?: number, siteRenamed = false): void {
    this.sharedFiles.clear();
    if (phoneId === undefined) {
      this.publishedHashes.clear();
      this.folds.clear();
      if (siteRenamed) for (const own of Object.values(this.own)) own.clear();
      return;
    }
    this.publishedHashes.delete(phoneId);
    this.own.published.delete(phoneId);
    this.own.draft.delete(phoneId);
  }

  private sharedLayers(model: string, group: string | null, source: Source): Layer[] {
    const file = (scope: Scope): readonly Parameter[] => this.layers.fileParameters(scope, model, source);
    return [
      { name: 'site facts', parameters: this.siteFactParameters(this.layers.siteFacts(source), model) },
      { name: 'site file', parameters: file(siteScope) },
      { name: 'model file', parameters: file(this.layers.modelScope(model, source)) },
      { name: 'group file', parameters: group ? file({ kind: 'group', group }) : [] },
    ];
  }

  private foldFor(phone: PhoneRecord, source: Source): SharedFold {
    const { group } = this.layers.phoneFacts(phone.mac, source);
    const key = `${source} ${phone.model} ${group ?? ''}`;
    const kept = this.folds.get(key);
    if (kept && kept.version === this.layers.sharedVersion) return kept;
    const site = { name: this.siteName(), facts: this.layers.siteFacts(source) };
    const fixed = new Map<string, Parameter>();
    const varying: Parameter[] = [];
    const withVariables: TypedValue[] = [];
    const sum = new Float64Array(laneCount);
    for (const { name, value, layer } of effectiveValues(this.sharedLayers(phone.model, group, source))) {
      if (this.family.isManaged(name)) continue;
      const typed = { name, value };
      const dependence = layer === 'site facts' ? 'none' : dependenceOf([typed]);
      if (dependence !== 'none' && variablesIn(value).length > 0) withVariables.push({ ...typed, layer });
      if (dependence === 'phone') {
        varying.push(typed);
        continue;
      }
      const parameter = dependence === 'none' ? typed : this.filled(typed, site, null);
      fixed.set(name, parameter);
      addLanes(sum, this.contentHash.lanes(parameter), 0, 1);
    }
    const fold = { version: this.layers.sharedVersion, sum, fixed, varying, typed: withVariables };
    this.folds.set(key, fold);
    return fold;
  }

  private sharedTakenAway(before: SharedFold, after: SharedFold): string[] {
    const kept = this.takenAway.get(before);
    if (kept?.after === after) return kept.names;
    const given = namesOf(after);
    const names = [...namesOf(before)].filter((name) => !given.has(name));
    this.takenAway.set(before, { after, names });
    return names;
  }

  private ownOf(phone: PhoneRecord, source: Source): OwnValues {
    const scope = { kind: 'phone', mac: phone.mac } as const;
    const facts = this.layers.identity(factsKey(scope), source);
    const file = this.layers.identity(fileKey(scope), source);
    const site = this.layers.siteFacts(source);
    const { model } = phone;
    const fits = (own: OwnValues | undefined): own is OwnValues =>
      own?.facts === facts && own?.file === file && own?.site === site && own?.model === model;
    const kept = this.own[source].get(phone.id);
    if (fits(kept)) return kept;
    const published = this.own.published.get(phone.id);
    if (fits(published)) return published;
    const values = new Map<string, Parameter>();
    for (const layer of this.layersOf(phone, source).slice(-2)) {
      for (const parameter of layer.parameters)
        if (!this.family.isManaged(parameter.name)) values.set(parameter.name, parameter);
    }
    const lanes = new Float64Array(values.size * laneCount);
    const names: string[] = [];
    for (const [name, parameter] of values) {
      lanes.set(this.contentHash.lanes(parameter), names.length * laneCount);
      names.push(this.sharedName(name));
    }
    const own = { facts, file, site, model, names, lanes };
    // A phone of no owner (id 0) is one of many models.
    if (phone.id !== 0) this.own[source].set(phone.id, own);
    return own;
  }

  private filledAll(parameters: readonly Parameter[], site: SiteValues, phone: PhoneValues | null): readonly Parameter[] {
    if (this.dependenceOf(parameters) === 'none') return parameters;
    return parameters.map((parameter) => this.filled(parameter, site, phone));
  }

  private filled(parameter: Parameter, site: SiteValues, phone: PhoneValues | null): Parameter {
    let own = false;
    const value = expandVariables(parameter.value, (name) => {
      const variable = findVariable(name, null);
      if (variable?.own) own = true;
      return variable?.value(site, phone) ?? (variable ? '' : undefined);
    });
    const written = this.family.checkFactText('value', value) ? writable(value) : value;
    return own ? { name: parameter.name, value: written, own } : { name: parameter.name, value: written };
  }

  private dependenceOf(parameters: readonly Parameter[]): Dependence {
    let dependence = this.dependences.get(parameters);
    if (!dependence) this.dependences.set(parameters, (dependence = dependenceOf(parameters)));
    return dependence;
  }

  private siteFactParameters(facts: SiteFacts, model: string): readonly Parameter[] {
    let byModel = this.siteParameters.get(facts);
    if (!byModel) this.siteParameters.set(facts, (byModel = new Map()));
    let parameters = byModel.get(model);
    if (!parameters) byModel.set(model, (parameters = this.family.siteFactParameters(facts, model)));
    return parameters;
  }

  private sharedName(name: string): string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, name);
    return name;
  }
}

function namesOf({ fixed, varying }: SharedFold): Set<string> {
  return new Set([...fixed.keys(), ...varying.map(({ name }) => name)]);
}

function filledValue(given: TypedValue, site: SiteValues, phone: PhoneValues | null): FilledValue {
  const empty: string[] = [];
  let secret = false;
  const value = expandVariables(given.value, (name) => {
    const variable = findVariable(name, null);
    const text = variable?.value(site, phone) ?? '';
    if (variable && text === '') empty.push(name);
    if (variable?.secret) secret = true;
    return variable ? text : undefined;
  });
  return { name: given.name, layer: given.layer, typed: given.value, value, empty, secret };
}

function dependenceOf(parameters: readonly Parameter[]): Dependence {
  let dependence: Dependence = 'none';
  for (const { value } of parameters) {
    if (!value.includes('${')) continue;
    if (dependence === 'none') dependence = 'site';
    if (variablesIn(value).some(({ name }) => findVariable(name, null)?.own)) return 'phone';
  }
  return dependence;
}

/** What of a value no file could carry is left out: publishing it was an error (VALUE_UNWRITABLE), and a name of a group or site
 *  that changed since must not keep a phone from its file. */
function writable(value: string): string {
  return [...value.replace(/["\p{Cc}\p{Surrogate}]/gu, '')].slice(0, 120).join('');
}
