import type { LibraryRecord, LibraryStore } from '../../services/library/library-store';
import type { Connection } from './connection';

interface LibraryRow {
  readonly id: number;
  readonly site_id: number;
  readonly name: string;
  readonly kind: LibraryRecord['kind'];
  readonly bytes: number;
  readonly sha256: string;
  readonly stamp: string;
  readonly models: string;
  readonly added_at: number;
}

export function libraryTable(connection: Connection): LibraryStore {
  const select = connection.prepare<[number], LibraryRow>(
    `SELECT id, site_id, name, kind, bytes, sha256, stamp, models, added_at FROM library_file
     WHERE site_id = ? ORDER BY name`,
  );
  const insert = connection.prepare<[number, string, string, number, string, string, string, number]>(
    `INSERT INTO library_file (site_id, name, kind, bytes, sha256, stamp, models, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateModels = connection.prepare<[string, number]>('UPDATE library_file SET models = ? WHERE id = ?');
  const updateStamp = connection.prepare<[string, string]>('UPDATE library_file SET stamp = ? WHERE sha256 = ?');
  const remove = connection.prepare<[number]>('DELETE FROM library_file WHERE id = ?');
  const selectHashes = connection.prepare<[], { sha256: string }>('SELECT DISTINCT sha256 FROM library_file');

  return {
    files: (siteId) => select.all(siteId).map(toRecord),
    insert(file) {
      const { siteId, name, kind, bytes, sha256, stamp, models, addedAt } = file;
      const { lastInsertRowid } = connection.write(() =>
        insert.run(siteId, name, kind, bytes, sha256, stamp, JSON.stringify(models), addedAt),
      );
      return { ...file, id: Number(lastInsertRowid) };
    },
    saveModels: (id, models) => void connection.write(() => updateModels.run(JSON.stringify(models), id)),
    saveStamp: (sha256, stamp) => void connection.write(() => updateStamp.run(stamp, sha256)),
    remove: (id) => void connection.write(() => remove.run(id)),
    hashes: () => new Set(selectHashes.all().map(({ sha256 }) => sha256)),
  };
}

function toRecord({ site_id, added_at, models, ...row }: LibraryRow): LibraryRecord {
  return { ...row, siteId: site_id, addedAt: added_at, models: JSON.parse(models) as string[] };
}
