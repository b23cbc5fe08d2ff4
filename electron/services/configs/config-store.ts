/** A file or a set of facts of one scope. `scope` is the written form (core/configs/scope.ts). */
export interface LayerKey {
  readonly kind: 'file' | 'facts';
  readonly scope: string;
}

/** Content is the text of a file, or facts as JSON. */
export interface StoredLayer extends LayerKey {
  readonly content: string;
  readonly savedAt: number;
}

/** An edit not yet served. Null content takes the layer away when published. */
export interface StoredDraft extends LayerKey {
  readonly content: string | null;
  readonly savedAt: number;
}

export interface RevisionRecord {
  readonly number: number;
  readonly message: string;
  readonly author: string;
  readonly at: number;
  readonly changedPhones: number;
}

export interface ChangedScopes {
  readonly number: number;
  readonly layers: readonly LayerKey[];
  readonly count: number;
}

/** Drafts, revisions and published layers. Contents are sealed by the store; callers see them plain. */
export interface ConfigStore {
  drafts(siteId: number): StoredDraft[];
  saveDraft(siteId: number, draft: StoredDraft): void;
  deleteDrafts(siteId: number, keys: readonly LayerKey[]): void;
  /** The newest published content of every layer. */
  published(siteId: number): StoredLayer[];
  /** The layers as revision `number` left them. */
  publishedAt(siteId: number, number: number): StoredLayer[];
  /** One transaction: the revision, its changed layers, and the drafts that became it. */
  publish(
    siteId: number,
    revision: RevisionRecord,
    changes: readonly (LayerKey & { readonly content: string | null })[],
    becamePublished: readonly LayerKey[],
  ): void;
  history(siteId: number): RevisionRecord[];
  /** What each revision changed: the first of its scopes, and how many there are. */
  changedScopes(siteId: number, mostScopes: number): ChangedScopes[];
  /** The newest states of one layer, newest first; null content: taken away. */
  layerHistory(
    siteId: number,
    key: LayerKey,
    limit: number,
  ): { readonly number: number; readonly content: string | null }[];
}
