// The layers of one site in memory: what is published and what is drafted, each file parsed once per series.
import { emptyPhoneFacts, type PhoneFacts, type SiteFacts } from '../../core/configs/facts';
import type { Parameter } from '../../core/configs/layers';
import { formatScope, siteScope, type Scope } from '../../core/configs/scope';
import type { Family } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import type { ConfigStore, LayerKey, StoredDraft, StoredLayer } from './config-store';

/** `published` is what phones get; `draft` is that with every unpublished edit on top. */
export type Source = 'published' | 'draft';

interface ParsedLayer {
  readonly content: string;
  readonly savedAt: number;
  facts?: unknown;
  readonly bySeries: Map<string, readonly Parameter[]>;
}

const encoder = new TextEncoder();

export class SiteLayers {
  private readonly publishedLayers = new Map<string, ParsedLayer>();
  /** Asked for every phone; the answer changes only with the files of models. */
  private readonly modelScopes = new Map<string, Scope>();
  private sharedChanges = 0;
  private factsChanges = 0;
  private ownChanges = 0;
  private readonly draftLayers = new Map<string, ParsedLayer | { readonly content: null; readonly savedAt: number }>();

  constructor(
    private readonly store: ConfigStore,
    readonly siteId: number,
    private readonly family: Family,
    /** What holds of facts that nobody gave. */
    private readonly defaults: SiteFacts,
  ) {
    for (const layer of store.published(siteId)) this.publishedLayers.set(keyText(layer), parsed(layer));
    for (const draft of store.drafts(siteId)) this.draftLayers.set(keyText(draft), draftLayer(draft));
  }

  /** The same site with other published layers and no drafts: an old revision, to look at. */
  asOf(published: readonly StoredLayer[]): SiteLayers {
    const store = { ...this.store, published: () => [...published], drafts: () => [] };
    return new SiteLayers(store, this.siteId, this.family, this.defaults);
  }

  /** The same site with the drafts of these written scopes alone. Later edits do not reach it. */
  withDraftsOf(scopes: ReadonlySet<string>): SiteLayers {
    const part = this.asOf([]);
    for (const [key, layer] of this.publishedLayers) part.publishedLayers.set(key, layer);
    for (const [key, draft] of this.draftLayers) if (scopes.has(keyOf(key).scope)) part.draftLayers.set(key, draft);
    return part;
  }

  /** Null when the layer does not exist in that state. */
  content(key: LayerKey, source: Source): string | null {
    return this.layer(key, source)?.content ?? null;
  }

  hasDraft(key: LayerKey): boolean {
    return this.draftLayers.has(keyText(key));
  }

  /** The same object for as long as the layer is the same; undefined where there is none. */
  identity(key: LayerKey, source: Source): object | undefined {
    return this.layer(key, source)?.bySeries;
  }

  /** Another number after any change of a layer that many phones share, drafted or published. */
  get sharedVersion(): number {
    return this.sharedChanges;
  }

  /** Another number after any change of a phone's own file or facts, or of the site's facts. */
  get ownVersion(): number {
    return this.ownChanges;
  }

  /** Another number after any change of facts, drafted or published. */
  get factsVersion(): number {
    return this.factsChanges;
  }

  savedAt(key: LayerKey, source: Source): number | null {
    const layer =
      source === 'draft' ? (this.draftLayers.get(keyText(key)) ?? this.layer(key, source)) : this.layer(key, source);
    return layer?.savedAt ?? null;
  }

  drafts(): LayerKey[] {
    return [...this.draftLayers.keys()].map(keyOf);
  }

  /** Every layer there is in that state. */
  keys(source: Source): LayerKey[] {
    const keys = new Set(this.publishedLayers.keys());
    if (source === 'draft') {
      for (const [key, draft] of this.draftLayers) {
        if (draft.content === null) keys.delete(key);
        else keys.add(key);
      }
    }
    return [...keys].map(keyOf);
  }

  siteFacts(source: Source): SiteFacts {
    return this.facts(factsKey(siteScope), source, this.defaults);
  }

  phoneFacts(mac: MacAddress, source: Source): PhoneFacts {
    return this.facts(factsKey({ kind: 'phone', mac }), source, emptyPhoneFacts);
  }

  fileParameters(scope: Scope, model: string, source: Source): readonly Parameter[] {
    const layer = this.layer(fileKey(scope), source);
    if (!layer) return [];
    const series = this.family.findModel(model)?.series ?? model;
    let parameters = layer.bySeries.get(series);
    if (!parameters) {
      parameters = this.family.parametersOf(encoder.encode(layer.content), model);
      layer.bySeries.set(series, parameters);
    }
    return parameters;
  }

  /** The scope of the model file a phone takes: its own model's, else the longest name its model begins with
   *  (`KX-HDV130N` takes the file of `KX-HDV130`). */
  modelScope(model: string, source: Source): Scope {
    const asked = `${source} ${model}`;
    let scope = this.modelScopes.get(asked);
    if (!scope) this.modelScopes.set(asked, (scope = this.findModelScope(model, source)));
    return scope;
  }

  private findModelScope(model: string, source: Source): Scope {
    const own: Scope = { kind: 'model', model };
    if (this.layer(fileKey(own), source)) return own;
    let best: Scope = own;
    let length = 0;
    for (const key of this.keys(source)) {
      const name = key.kind === 'file' && key.scope.startsWith('model:') ? key.scope.slice('model:'.length) : '';
      if (name.length > length && model.startsWith(name)) {
        best = { kind: 'model', model: name };
        length = name.length;
      }
    }
    return best;
  }

  /** Keeps an edit. One that equals what is published is no draft any more. */
  saveDraft(key: LayerKey, content: string | null, savedAt: number): void {
    const same = (this.publishedLayers.get(keyText(key))?.content ?? null) === content;
    if (same) {
      this.discard([key]);
      return;
    }
    const draft = { ...key, content, savedAt };
    this.store.saveDraft(this.siteId, draft);
    this.draftLayers.set(keyText(key), draftLayer(draft));
    this.noteChange([key]);
  }

  discard(keys: readonly LayerKey[]): number {
    const drafted = keys.filter((key) => this.hasDraft(key));
    if (drafted.length === 0) return 0;
    this.store.deleteDrafts(this.siteId, drafted);
    this.dropDrafts(drafted);
    return drafted.length;
  }

  /** Makes contents the published ones, in memory; gives back how to undo it, should the store not take them. */
  applyPublished(changes: readonly (LayerKey & { readonly content: string | null })[], at: number): () => void {
    const before = changes.map((key) => [key, this.publishedLayers.get(keyText(key))] as const);
    for (const { content, ...key } of changes) {
      this.putPublished(key, content === null ? undefined : this.publishedLayer(key, content, at));
    }
    return () => before.forEach(([key, layer]) => this.putPublished(key, layer));
  }

  /** Forgets drafts, in memory; the store has done so already. */
  dropDrafts(keys: readonly LayerKey[]): void {
    for (const key of keys) this.draftLayers.delete(keyText(key));
    this.noteChange(keys);
  }

  /** A draft that is published has been read already. */
  private publishedLayer(key: LayerKey, content: string, savedAt: number): ParsedLayer {
    const draft = this.draftLayers.get(keyText(key));
    return draft?.content === content ? { ...draft, savedAt } : parsed({ ...key, content, savedAt });
  }

  private putPublished(key: LayerKey, layer: ParsedLayer | undefined): void {
    if (layer) this.publishedLayers.set(keyText(key), layer);
    else this.publishedLayers.delete(keyText(key));
    this.noteChange([key]);
  }

  private noteChange(changed: readonly LayerKey[]): void {
    if (changed.some((key) => key.kind === 'facts')) this.factsChanges++;
    if (changed.some((key) => !key.scope.startsWith('phone:'))) this.sharedChanges++;
    if (changed.some((key) => key.scope.startsWith('phone:') || key.kind === 'facts')) this.ownChanges++;
    if (changed.some((key) => key.scope.startsWith('model:'))) this.modelScopes.clear();
  }

  private layer(key: LayerKey, source: Source): ParsedLayer | undefined {
    const text = keyText(key);
    const draft = source === 'draft' ? this.draftLayers.get(text) : undefined;
    if (!draft) return this.publishedLayers.get(text);
    return draft.content === null ? undefined : draft;
  }

  private facts<T extends object>(key: LayerKey, source: Source, empty: T): T {
    const layer = this.layer(key, source);
    if (!layer) return empty;
    layer.facts ??= { ...empty, ...(JSON.parse(layer.content) as T) };
    return layer.facts as T;
  }
}

export function fileKey(scope: Scope): LayerKey {
  return { kind: 'file', scope: formatScope(scope) };
}

export function factsKey(scope: Scope): LayerKey {
  return { kind: 'facts', scope: formatScope(scope) };
}

export function keyText(key: LayerKey): string {
  return `${key.kind} ${key.scope}`;
}

export function keyOf(text: string): LayerKey {
  const space = text.indexOf(' ');
  return { kind: text.slice(0, space) as LayerKey['kind'], scope: text.slice(space + 1) };
}

function parsed({ content, savedAt }: StoredLayer): ParsedLayer {
  return { content, savedAt, bySeries: new Map() };
}

function draftLayer({
  content,
  savedAt,
}: StoredDraft): ParsedLayer | { readonly content: null; readonly savedAt: number } {
  return content === null ? { content, savedAt } : { content, savedAt, bySeries: new Map() };
}
