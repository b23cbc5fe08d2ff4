// Drafts, revisions and the layers they changed. A revision stores only what differs from the one before.
import type {
  ChangedScopes,
  ConfigStore,
  LayerKey,
  RevisionRecord,
  StoredDraft,
  StoredLayer,
} from '../../services/configs/config-store';
import type { Vault } from '../../services/settings/vault';
import { blobTable, type BlobRow } from './blob-table';
import type { Connection } from './connection';
import { pack, unpack } from './packed';

interface DraftRow {
  readonly kind: LayerKey['kind'];
  readonly scope: string;
  readonly sealed: Uint8Array | null;
  readonly saved_at: number;
}

interface LayerRow extends BlobRow {
  readonly kind: LayerKey['kind'];
  readonly scope: string;
  readonly at: number;
}

interface RevisionRow {
  readonly number: number;
  readonly message: string;
  readonly author: string;
  readonly at: number;
  readonly changed_phones: number;
}

interface HistoryRow {
  readonly number: number;
  readonly hash: string | null;
  readonly sealed: number;
  readonly bytes: Uint8Array;
}

interface ChangeRow {
  readonly number: number;
  readonly kind: LayerKey['kind'];
  readonly scope: string;
  readonly count: number;
}

const newestRevision = Number.MAX_SAFE_INTEGER;

export function configTable(connection: Connection, vault: Vault): ConfigStore {
  const blobs = blobTable(connection, vault);
  const selectDrafts = connection.prepare<[number], DraftRow>(
    'SELECT kind, scope, sealed, saved_at FROM draft WHERE site_id = ? ORDER BY kind, scope',
  );
  const upsertDraft = connection.prepare<[number, string, string, Uint8Array | null, number]>(
    `INSERT INTO draft (site_id, kind, scope, sealed, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at`,
  );
  const deleteDraft = connection.prepare<[number, string, string]>(
    'DELETE FROM draft WHERE site_id = ? AND kind = ? AND scope = ?',
  );
  // SQLite takes the other columns from the row that has the maximum (sqlite.org/lang_select.html, "bare columns").
  const selectLayers = connection.prepare<[number, number], LayerRow>(
    `SELECT newest.kind, newest.scope, revision.at, blob.hash, blob.sealed, blob.bytes
     FROM (SELECT site_id, kind, scope, MAX(number) AS number, hash FROM revision_layer
           WHERE site_id = ? AND number <= ? GROUP BY kind, scope) AS newest
     JOIN revision ON revision.site_id = newest.site_id AND revision.number = newest.number
     JOIN blob ON blob.hash = newest.hash
     ORDER BY newest.kind, newest.scope`,
  );
  const insertRevision = connection.prepare<[number, number, string, string, number, number]>(
    'INSERT INTO revision (site_id, number, message, author, at, changed_phones) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertLayer = connection.prepare<[number, string, string, number, string | null]>(
    'INSERT INTO revision_layer (site_id, kind, scope, number, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const selectHistory = connection.prepare<[number], RevisionRow>(
    'SELECT number, message, author, at, changed_phones FROM revision WHERE site_id = ? ORDER BY number DESC',
  );

  // Files before facts, and of each the first by name.
  const selectChanges = connection.prepare<[number, number], ChangeRow>(
    `SELECT number, kind, scope, count FROM (
       SELECT number, kind, scope, COUNT(*) OVER (PARTITION BY number) AS count,
              ROW_NUMBER() OVER (PARTITION BY number ORDER BY kind DESC, scope) AS place
       FROM revision_layer WHERE site_id = ?)
     WHERE place <= ? ORDER BY number, place`,
  );
  const selectLayerHistory = connection.prepare<[number, string, string, number], HistoryRow>(
    `SELECT revision_layer.number, blob.hash, blob.sealed, blob.bytes
     FROM revision_layer LEFT JOIN blob ON blob.hash = revision_layer.hash
     WHERE site_id = ? AND kind = ? AND scope = ? ORDER BY number DESC LIMIT ?`,
  );

  function toDraft(siteId: number, row: DraftRow): StoredDraft {
    const content = row.sealed && text(unpack(vault.open(row.sealed, draftPlace(siteId, row))));
    return { kind: row.kind, scope: row.scope, content, savedAt: row.saved_at };
  }

  function layersAt(siteId: number, number: number): StoredLayer[] {
    const contents = new Map<string, string>();
    return selectLayers.all(siteId, number).map((row) => {
      const content = contents.get(row.hash) ?? text(blobs.plain(row));
      contents.set(row.hash, content);
      return { kind: row.kind, scope: row.scope, content, savedAt: row.at };
    });
  }

  /** Stores a content once, however many layers and revisions have it; gives its hash. */
  function storeContent(content: string): string {
    const bytes = Buffer.from(content);
    const hash = vault.fingerprint(bytes);
    if (!blobs.has(hash)) blobs.insert(hash, bytes, true);
    return hash;
  }

  function removeDrafts(siteId: number, keys: readonly LayerKey[]): void {
    for (const { kind, scope } of keys) deleteDraft.run(siteId, kind, scope);
  }

  return {
    drafts: (siteId) => selectDrafts.all(siteId).map((row) => toDraft(siteId, row)),
    saveDraft(siteId, draft) {
      const { kind, scope, content, savedAt } = draft;
      const sealed = content === null ? null : vault.seal(pack(Buffer.from(content)), draftPlace(siteId, draft));
      connection.write(() => upsertDraft.run(siteId, kind, scope, sealed, savedAt));
    },
    deleteDrafts: (siteId, keys) => connection.write(() => removeDrafts(siteId, keys)),
    published: (siteId) => layersAt(siteId, newestRevision),
    publishedAt: layersAt,
    publish(siteId, revision, changes, becamePublished) {
      const { number, message, author, at, changedPhones } = revision;
      connection.writeDurably(() => {
        insertRevision.run(siteId, number, message, author, at, changedPhones);
        for (const { kind, scope, content } of changes)
          insertLayer.run(siteId, kind, scope, number, content === null ? null : storeContent(content));
        removeDrafts(siteId, becamePublished);
      });
    },
    history: (siteId) => selectHistory.all(siteId).map(toRevision),
    changedScopes: (siteId, mostScopes) => gathered(selectChanges.all(siteId, mostScopes)),
    layerHistory: (siteId, { kind, scope }, limit) =>
      selectLayerHistory.all(siteId, kind, scope, limit).map(({ number, hash, sealed, bytes }) => ({
        number,
        content: hash === null ? null : text(blobs.plain({ hash, sealed, bytes })),
      })),
  };
}

function gathered(rows: readonly ChangeRow[]): ChangedScopes[] {
  const byNumber = new Map<number, { number: number; layers: LayerKey[]; count: number }>();
  for (const { number, kind, scope, count } of rows) {
    const changes = byNumber.get(number) ?? { number, layers: [], count };
    byNumber.set(number, changes);
    changes.layers.push({ kind, scope });
  }
  return [...byNumber.values()];
}

function toRevision(row: RevisionRow): RevisionRecord {
  const { number, message, author, at } = row;
  return { number, message, author, at, changedPhones: row.changed_phones };
}

function draftPlace(siteId: number, { kind, scope }: LayerKey): string {
  return `draft:${siteId}:${kind}:${scope}`;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
