// From each phone's chain of files to layers and facts that give it the very same values.
import type { Family } from '../../families/family';
import { emptyPhoneFacts, type PhoneFacts, type SiteFacts } from '../facts';
import type { Parameter } from '../layers';
import { formatScope, type Scope } from '../scope';
import { namesOf, original, type ImportedPhone } from './chain-of-files';
import type { PresentSite } from './import-plan';
import { liftSiteFacts, type LiftedFact } from './lift-site-facts';
import type { SourceFile } from './read-import-file';
import { closest, type SortedFiles } from './sort-import-files';

/** A layer in the making: the file it is written from, and the values it shall give. */
export interface LayerDraft {
  readonly scope: Scope;
  readonly file: SourceFile;
  readonly values: Map<string, string>;
}

export interface PhoneDraft {
  readonly source: ImportedPhone;
  readonly own: LayerDraft;
  facts: PhoneFacts;
}

export interface ImportLayers {
  /** Site, models and groups. */
  readonly shared: readonly LayerDraft[];
  readonly phones: readonly PhoneDraft[];
  readonly siteFacts: Partial<SiteFacts>;
  /** Facts the site has already, with another value. */
  readonly keptFacts: readonly LiftedFact[];
  /** Names that phones get beside those of their files, with how many get them. */
  readonly extra: ReadonlyMap<string, number>;
}

/** What one phone's layers are, weakest first, as strong as core/configs/layers.ts says. */
interface Fold {
  readonly phone: PhoneDraft;
  readonly layers: readonly ReadonlyMap<string, string>[];
}

export function layersOfImport(sorted: SortedFiles, present: PresentSite, family: Family): ImportLayers {
  const shared = sharedLayers(sorted, present);
  const phones = sorted.phones.map((source): PhoneDraft => ({
    source,
    own: {
      scope: { kind: 'phone', mac: source.mac },
      file: source.own,
      values: new Map(source.own.values),
    },
    facts: emptyPhoneFacts,
  }));
  const presentValues = presentLayers(present);
  const layerOf = layerFinder(shared, present);
  for (const phone of phones) phone.facts = factsOf(phone, layerOf, present, family);
  const takers = new Map<LayerDraft, PhoneDraft[]>(shared.map((layer) => [layer, []]));
  for (const phone of phones) {
    for (const layer of drafted(phone, layerOf)) takers.get(layer)?.push(phone);
  }
  for (const [layer, takenBy] of takers) keepWhatAllHad(layer, takenBy);

  const { siteFacts, keptFacts } = liftSiteFacts(sorted, present, family);
  const ofSite = siteFacts.checkTime ?? present.siteFacts.checkTime;
  for (const phone of phones) phone.facts = withOwnCheckTime(phone, ofSite, family);
  const bySiteFacts = new Map<string, ReadonlyMap<string, string>>();
  const siteValues = (model: string): ReadonlyMap<string, string> => {
    const known = bySiteFacts.get(model);
    if (known) return known;
    const made = valuesOf(family.siteFactParameters({ ...present.siteFacts, ...siteFacts }, model));
    bySiteFacts.set(model, made);
    return made;
  };
  const folds = phones.map((phone): Fold => {
    const { model } = phone.source;
    const middle = layerOf(phone).map((layer) => ('values' in layer ? layer.values : presentValues(layer, model)));
    const facts = valuesOf(family.phoneFactParameters(phone.facts, present.siteFacts, model));
    return { phone, layers: [siteValues(model), ...middle, facts, phone.own.values] };
  });

  const extra = new Map<string, number>();
  for (const fold of folds) {
    for (const name of namesOf(fold.phone.source)) {
      const value = original(fold.phone.source, name);
      if (value !== undefined && strongest(fold.layers, name) !== value) fold.phone.own.values.set(name, value);
    }
    dropWhatFactsGive(fold);
    for (const name of new Set(fold.layers.flatMap((layer) => [...layer.keys()]))) {
      if (original(fold.phone.source, name) === undefined) extra.set(name, (extra.get(name) ?? 0) + 1);
    }
  }
  const foldOf = new Map(folds.map((fold) => [fold.phone, fold]));
  for (const [layer, takenBy] of takers) {
    const takingFolds = takenBy.flatMap((phone) => foldOf.get(phone) ?? []);
    dropFromShared(layer, takingFolds, siteValues);
  }
  return { shared, phones, siteFacts, keptFacts, extra };
}

/** Site: the master most phones took. Model: the product named for it, with what first contact told below it. Group: a product
 *  named for no model. What fits none of them goes into the phones' own files. */
function sharedLayers(sorted: SortedFiles, present: PresentSite): LayerDraft[] {
  const layers: LayerDraft[] = [];
  const masters = counted(sorted.phones.map((phone) => phone.master));
  const site = [...masters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? sorted.master;
  const add = (scope: Scope, file: SourceFile, below: SourceFile | undefined): void => {
    const values = new Map(file.values);
    for (const [name, value] of below?.values ?? []) {
      if (!values.has(name) && !site?.values.has(name)) values.set(name, value);
    }
    layers.push({ scope, file, values });
  };
  if (site) add({ kind: 'site' }, site, undefined);
  for (const [model, file] of sorted.products) {
    if (file !== site) add({ kind: 'model', model }, file, sorted.boots.get(model));
  }
  for (const [model, file] of sorted.boots) {
    if (sorted.products.has(model)) continue;
    const values = new Map([...file.values].filter(([name]) => !site?.values.has(name)));
    layers.push({ scope: { kind: 'model', model }, file, values });
  }
  const named = new Set(layers.map((layer) => layer.file));
  const groups = new Set<string>();
  for (const file of counted(sorted.phones.map((phone) => phone.product)).keys()) {
    const group = groupName(file.name);
    const free = sorted.phones.some((phone) => phone.product === file && groupIsFree(phone, group, present));
    if (named.has(file) || groups.has(group) || !free) continue;
    groups.add(group);
    add({ kind: 'group', group }, file, undefined);
  }
  return layers;
}

function counted(files: readonly (SourceFile | null)[]): Map<SourceFile, number> {
  const counts = new Map<SourceFile, number>();
  for (const file of files) if (file) counts.set(file, (counts.get(file) ?? 0) + 1);
  return counts;
}

/** `ConfigPlanning.cfg` is the file of Planning. */
function groupName(name: string): string {
  const stem = name.replace(/\.[^.]*$/u, '');
  return stem.replace(/^(?:config|product)[-_ ]*(?=.)/iu, '');
}

function groupIsFree(phone: ImportedPhone, group: string, present: PresentSite): boolean {
  const known = present.phones.get(phone.mac)?.facts.group ?? null;
  return known === null || known === group;
}

type LayerFinder = (phone: PhoneDraft) => (LayerDraft | Scope)[];

/** The site, model and group layers of a phone: the import's, else the site's own as it stands. */
function layerFinder(shared: readonly LayerDraft[], present: PresentSite): LayerFinder {
  const drafts = new Map(shared.map((layer) => [formatScope(layer.scope), layer]));
  const pick = (scope: Scope): LayerDraft | Scope => drafts.get(formatScope(scope)) ?? scope;
  const models = new Map(
    [...present.scopes, ...shared.map((layer) => layer.scope)].flatMap((scope) =>
      scope.kind === 'model' ? [[scope.model, scope] as const] : [],
    ),
  );
  return ({ source, facts }) => {
    const group = facts.group ?? present.phones.get(source.mac)?.facts.group ?? null;
    const own: Scope = { kind: 'model', model: source.model };
    return [
      pick({ kind: 'site' }),
      pick(closest(models, source.model) ?? own),
      ...(group === null ? [] : [pick({ kind: 'group', group })]),
    ];
  };
}

function drafted(phone: PhoneDraft, layerOf: LayerFinder): LayerDraft[] {
  return layerOf(phone).filter((layer) => 'values' in layer);
}

function presentLayers(present: PresentSite): (scope: Scope, model: string) => ReadonlyMap<string, string> {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (scope, model) => {
    const key = `${model} ${formatScope(scope)}`;
    const values = known.get(key) ?? valuesOf(present.parametersOf(scope, model));
    known.set(key, values);
    return values;
  };
}

/** Lines are facts where the phone's own file gives them; a group where its product file became one. */
function factsOf(phone: PhoneDraft, layerOf: LayerFinder, present: PresentSite, family: Family): PhoneFacts {
  const { source } = phone;
  const own = [...source.own.values].map(([name, value]) => ({ name, value }));
  const found = family.factsFrom(own, source.model, (name) => original(source, name)).phone;
  const before = present.phones.get(source.mac)?.facts ?? emptyPhoneFacts;
  const facts: PhoneFacts = {
    ...before,
    name: found.name || before.name,
    lines: found.lines.length > 0 ? found.lines : before.lines,
  };
  if (!source.product || facts.group !== null) return facts;
  const group = groupName(source.product.name);
  const ofGroup = { ...phone, facts: { ...facts, group } };
  return drafted(ofGroup, layerOf).some((layer) => layer.scope.kind === 'group' && layer.file === source.product)
    ? ofGroup.facts
    : facts;
}

/** A daily check in the phone's own file that is not the site's is a fact of the phone. */
function withOwnCheckTime({ source, facts }: PhoneDraft, ofSite: string, family: Family): PhoneFacts {
  const own = [...source.own.values].map(([name, value]) => ({ name, value }));
  const { checkTime } = family.factsFrom(own, source.model, (name) => original(source, name)).site;
  const { checkTime: _before, ...others } = facts;
  if (checkTime === undefined) return facts;
  return checkTime === ofSite ? others : { ...others, checkTime };
}

/** A value in a shared layer reaches all its phones; one that some of them never had cannot stand there. */
function keepWhatAllHad(layer: LayerDraft, takenBy: readonly PhoneDraft[]): void {
  for (const name of layer.values.keys()) {
    if (takenBy.some((phone) => original(phone.source, name) === undefined)) layer.values.delete(name);
  }
}

/** In a phone's own file a line that the layers below give anyway, where a fact is among them, would only make the fact inert. */
function dropWhatFactsGive({ phone, layers }: Fold): void {
  const below = layers.slice(0, -1);
  const byFacts = [layers[0], layers.at(-2)];
  for (const [name, value] of phone.own.values) {
    if (byFacts.some((facts) => facts?.has(name)) && strongest(below, name) === value) phone.own.values.delete(name);
  }
}

function dropFromShared(
  layer: LayerDraft,
  folds: readonly Fold[],
  siteValues: (model: string) => ReadonlyMap<string, string>,
): void {
  const models = new Set(folds.map((fold) => fold.phone.source.model));
  const names = new Set([...models].flatMap((model) => [...siteValues(model).keys()]));
  for (const name of names) {
    const value = layer.values.get(name);
    if (value === undefined) continue;
    const wanted = folds.map((fold) => strongest(fold.layers, name));
    layer.values.delete(name);
    if (folds.some((fold, index) => strongest(fold.layers, name) !== wanted[index])) layer.values.set(name, value);
  }
}

function strongest(layers: readonly ReadonlyMap<string, string>[], name: string): string | undefined {
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const value = layers[index]?.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function valuesOf(parameters: readonly Parameter[]): Map<string, string> {
  return new Map(parameters.map(({ name, value }) => [name, value]));
}
