// What each phone gets, as values: its layers folded by the family's rules, variables filled in. Layers that phones share are folded
// once; a phone's hash is that fold with its own values exchanged, so that ten thousand are right at once after a change.
import type { SiteFacts } from '../../core/configs/facts';
import { laptopClock, withLaptopClock } from '../../core/configs/laptop-clock';
import { effectiveValues, type Layer, type Parameter } from '../../core/configs/layers';
import { formatScope, siteScope, type Scope } from '../../core/configs/scope';
import { variablesIn, type PhoneValues, type SiteValues } from '../../core/configs/variables';
import type { Family, PhoneContent, RenderedFile } from '../../core/families/family';
import type { PhoneRecord } from '../phones/phone-store';
import { toldHost } from '../provisioning/told-addresses';
import { addLanes, hashText, laneCount, type ContentHash } from './content-hash';
import { dependenceOf, filledValue, VariableFilling, type FilledValue, type TypedValue } from './fill-variables';
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

/** What a phone's own facts and file say, hashed. */
interface OwnValues {
  /** As long as this is the version of the layers, nothing of it can have changed. */
  version: number;
  readonly group: string | null;
  readonly fileVariables: boolean;
  readonly facts: object | undefined;
  readonly file: object | undefined;
  readonly site: object;
  readonly model: string;
  readonly names: readonly string[];
  readonly lanes: Float64Array;
}

interface DraftHashes {
  readonly shared: number;
  readonly own: number;
  readonly byPhone: Map<number, string>;
}

export class PhoneContents {
  private publishedHashes = new Map<number, string>();
  private readonly sharedFiles = new Map<string, RenderedFile>();
  private readonly folds: Readonly<Record<Source, Map<string, Map<string | null, SharedFold>>>> = {
    published: new Map(),
    draft: new Map(),
  };
  /** Of the draft as it was at these versions; publishing all of it makes them the published ones. */
  private draftHashes = noHashes();
  private readonly own: Readonly<Record<Source, Map<number, OwnValues>>> = { published: new Map(), draft: new Map() };
  private forgotten = 0;
  private readonly forgottenOf = new Map<number, number>();
  /** Each name once, however many phones set it. */
  private readonly names = new Map<string, string>();
  /** By the facts themselves, so that an edit never meets old parameters. */
  private readonly siteParameters = new WeakMap<SiteFacts, Map<string, readonly Parameter[]>>();
  /** Facts with the laptop's address in them, of the address below. */
  private clockFacts = new WeakMap<SiteFacts, SiteFacts>();
  private clockTold = '';
  private readonly fill: VariableFilling;
  private readonly takenAway = new WeakMap<SharedFold, { readonly after: SharedFold; readonly names: string[] }>();

  constructor(
    private readonly layers: SiteLayers,
    private readonly family: Family,
    private readonly contentHash: ContentHash,
    /** Changes at once, unlike facts. */
    private readonly siteName: () => string,
    /** `http://HOST:PORT` as phones are told: the host is the time server of a site whose clock is this laptop. */
    private readonly toldBaseUrl: () => string,
  ) {
    this.fill = new VariableFilling(family);
  }

  of(phone: PhoneRecord, source: Source): PhoneContent {
    return this.family.content({
      mac: phone.mac,
      model: phone.model,
      served: this.siteFacts(source).served,
      layers: this.layersOf(phone, source),
    });
  }

  /** Equal hashes mean equal values; managed addresses and tokens are no part of it. */
  hash(phone: PhoneRecord, source: Source): string {
    // What is kept may be of an address the laptop has left.
    this.siteFacts(source);
    const hashes = source === 'published' ? this.publishedHashes : this.hashesOfDraft();
    const kept = hashes.get(phone.id);
    if (kept !== undefined) return kept;
    const own = this.ownOf(phone, source);
    const fold = this.foldOf(phone.model, own.group, source);
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
        addLanes(sum, this.contentHash.lanes(this.fill.one(parameter, site, values)), 0, 1);
      }
    }
    const hash = hashText(sum);
    if (phone.id !== 0) hashes.set(phone.id, hash);
    return hash;
  }

  /** Every value with a variable that a phone gets from its files, filled in but not yet made fit for a file. */
  filledValues(phone: PhoneRecord, source: Source): FilledValue[] {
    const { names, group, fileVariables } = this.ownOf(phone, source);
    const { typed } = this.foldOf(phone.model, group, source);
    if (typed.length === 0 && !fileVariables) return [];
    const own = new Set(names);
    const values = typed.filter(({ name }) => !own.has(name));
    if (fileVariables) {
      const file = this.layers.fileParameters({ kind: 'phone', mac: phone.mac }, phone.model, source);
      for (const { name, value } of file)
        if (variablesIn(value).length > 0) values.push({ name, value, layer: 'phone file' });
    }
    const { site, phone: ofPhone } = this.valuesOf(phone, source);
    return values.map((value) => filledValue(value, site, ofPhone));
  }

  /** Names the phone gets now and would not get any more. */
  namesTakenAway(phone: PhoneRecord): string[] {
    const ownBefore = this.ownOf(phone, 'published');
    const ownAfter = this.ownOf(phone, 'draft');
    const before = this.foldOf(phone.model, ownBefore.group, 'published');
    const after = this.foldOf(phone.model, ownAfter.group, 'draft');
    const shared = before === after ? [] : this.sharedTakenAway(before, after);
    const ownStays = ownBefore.lanes === ownAfter.lanes;
    if (shared.length === 0 && ownStays && before === after) return [];
    const left = new Set(ownAfter.names);
    const gone = shared.filter((name) => !left.has(name));
    if (ownStays) return gone;
    const given = namesOf(after);
    return [...new Set([...gone, ...ownBefore.names.filter((name) => !left.has(name) && !given.has(name))])];
  }

  /** What makes a phone a case of its own among those of its model: its group, and whether it has a file. */
  caseOf(phone: PhoneRecord, source: Source): { readonly group: string | null; readonly hasFile: boolean } {
    const { group, file } = this.ownOf(phone, source);
    return { group, hasFile: file !== undefined };
  }

  /** How many of these names a phone would not get: cheap enough for every row of a list. */
  countMissing(phone: PhoneRecord, names: Iterable<string>): number {
    const { names: own, group } = this.ownOf(phone, 'published');
    const { fixed, varying } = this.foldOf(phone.model, group, 'published');
    let missing = 0;
    for (const name of names) {
      const given = fixed.has(name) || own.includes(name) || varying.some((parameter) => parameter.name === name);
      if (!given && !this.family.isManaged(name)) missing++;
    }
    return missing;
  }

  /** Master is the same for every phone, product for every phone of a model; both are rendered once per revision. */
  sharedFile(name: 'master' | 'product', phone: PhoneRecord): RenderedFile {
    this.siteFacts('published');
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
      layer.name.endsWith('file') ? { ...layer, parameters: this.fill.all(layer.parameters, site, values) } : layer,
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
        parameters: this.family.phoneFactParameters(facts, this.siteFacts(source), model),
      },
      { name: 'phone file', parameters: this.layers.fileParameters(own, model, source) },
    ];
  }

  /** Everything that variables of a phone's files may stand for. */
  valuesOf(phone: PhoneRecord, source: Source): { readonly site: SiteValues; readonly phone: PhoneValues | null } {
    const site = { name: this.siteName(), facts: this.siteFacts(source) };
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

  /** Another number after anything that may change a phone's published content. For id 0: that of any phone without an owner. */
  versionOf(phoneId: number): number {
    this.siteFacts('published');
    return this.forgotten + (this.forgottenOf.get(phoneId) ?? 0);
  }

  /** Forgets what was kept: of one phone, or of all when a layer that many share has changed. */
  forget(phoneId?: number, siteRenamed = false): void {
    this.sharedFiles.clear();
    if (phoneId === undefined) this.forgotten++;
    else this.forgottenOf.set(phoneId, (this.forgottenOf.get(phoneId) ?? 0) + 1);
    if (phoneId === undefined) {
      this.publishedHashes.clear();
      this.hashesOfDraft().clear();
      for (const folds of Object.values(this.folds)) folds.clear();
      if (siteRenamed) for (const own of Object.values(this.own)) own.clear();
      return;
    }
    this.publishedHashes.delete(phoneId);
    this.draftHashes.byPhone.delete(phoneId);
    this.own.published.delete(phoneId);
    this.own.draft.delete(phoneId);
  }

  private sharedLayers(model: string, group: string | null, source: Source): Layer[] {
    const file = (scope: Scope): readonly Parameter[] => this.layers.fileParameters(scope, model, source);
    return [
      { name: 'site facts', parameters: this.siteFactParameters(this.siteFacts(source), model) },
      { name: 'site file', parameters: file(siteScope) },
      { name: 'model file', parameters: file(this.layers.modelScope(model, source)) },
      { name: 'group file', parameters: group ? file({ kind: 'group', group }) : [] },
    ];
  }

  /** The draft's hashes as far as they were asked for since it changed. */
  private hashesOfDraft(): Map<number, string> {
    const { sharedVersion, ownVersion } = this.layers;
    const { shared, own, byPhone } = this.draftHashes;
    if (shared === sharedVersion && own === ownVersion) return byPhone;
    this.draftHashes = { shared: sharedVersion, own: ownVersion, byPhone: new Map() };
    return this.draftHashes.byPhone;
  }

  /** The draft as a whole has become what is published: its hashes are known already. To be called before the layers change;
   *  gives back what to call after. */
  promoteDraft(): () => void {
    const hashes = this.hashesOfDraft();
    return () => {
      this.draftHashes = noHashes();
      this.forget();
      this.publishedHashes = hashes;
    };
  }

  private foldOf(model: string, group: string | null, source: Source): SharedFold {
    let ofModel = this.folds[source].get(model);
    if (!ofModel) this.folds[source].set(model, (ofModel = new Map()));
    const kept = ofModel.get(group);
    if (kept && kept.version === this.layers.sharedVersion) return kept;
    const fold = this.fold(model, group, source);
    ofModel.set(group, fold);
    return fold;
  }

  private fold(model: string, group: string | null, source: Source): SharedFold {
    const site = { name: this.siteName(), facts: this.siteFacts(source) };
    const fixed = new Map<string, Parameter>();
    const varying: Parameter[] = [];
    const withVariables: TypedValue[] = [];
    const sum = new Float64Array(laneCount);
    for (const { name, value, layer } of effectiveValues(this.sharedLayers(model, group, source))) {
      if (this.family.isManaged(name)) continue;
      const typed = { name, value };
      const dependence = layer === 'site facts' ? 'none' : dependenceOf([typed]);
      if (dependence !== 'none' && variablesIn(value).length > 0) withVariables.push({ ...typed, layer });
      if (dependence === 'phone') {
        varying.push(typed);
        continue;
      }
      const parameter = dependence === 'none' ? typed : this.fill.one(typed, site, null);
      fixed.set(name, parameter);
      addLanes(sum, this.contentHash.lanes(parameter), 0, 1);
    }
    return { version: this.layers.sharedVersion, sum, fixed, varying, typed: withVariables };
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
    const { ownVersion: version } = this.layers;
    const kept = this.own[source].get(phone.id);
    if (kept?.version === version && kept.model === phone.model) return kept;
    const scope = { kind: 'phone', mac: phone.mac } as const;
    const facts = this.layers.identity(factsKey(scope), source);
    const file = this.layers.identity(fileKey(scope), source);
    const site = this.siteFacts(source);
    const { model } = phone;
    const fits = (own: OwnValues | undefined): own is OwnValues =>
      own?.facts === facts && own?.file === file && own?.site === site && own?.model === model;
    for (const known of [kept, this.own.published.get(phone.id), this.own.draft.get(phone.id)]) {
      if (!fits(known)) continue;
      // Never the very object of the other state: found to fit there, it would seem to fit here.
      const own = known === kept ? known : { ...known };
      own.version = version;
      this.own[source].set(phone.id, own);
      return own;
    }
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
    const ofFile = this.layers.fileParameters(scope, model, source);
    const own: OwnValues = {
      version,
      group: this.layers.phoneFacts(phone.mac, source).group,
      fileVariables: this.fill.dependenceOf(ofFile) !== 'none',
      facts,
      file,
      site,
      model,
      names,
      lanes,
    };
    // A phone of no owner (id 0) is one of many models.
    if (phone.id !== 0) this.own[source].set(phone.id, own);
    return own;
  }

  /** As files need them: the laptop as time server is the host phones are told. A laptop that moved makes other files. */
  private siteFacts(source: Source): SiteFacts {
    const facts = this.layers.siteFacts(source);
    if (facts.ntp !== laptopClock) return facts;
    const told = this.toldBaseUrl();
    if (told !== this.clockTold) {
      this.clockTold = told;
      this.clockFacts = new WeakMap();
      this.forget(undefined, true);
    }
    let filled = this.clockFacts.get(facts);
    if (!filled) this.clockFacts.set(facts, (filled = withLaptopClock(facts, toldHost(told))));
    return filled;
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

/** Of no versions there are. */
function noHashes(): DraftHashes {
  return { shared: -1, own: -1, byPhone: new Map() };
}

function namesOf({ fixed, varying }: SharedFold): Set<string> {
  return new Set([...fixed.keys(), ...varying.map(({ name }) => name)]);
}
