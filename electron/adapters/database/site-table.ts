import type { SiteRecord, SiteStore } from '../../services/settings/site-store';
import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface SiteRow {
  readonly id: number;
  readonly name: string;
  readonly sealed_token: Uint8Array;
}

const tokenPlace = 'site-token';

export function siteTable(connection: Connection, vault: Vault, gathered: WriteBehind): SiteStore {
  const selectAll = connection.prepare<[], SiteRow>('SELECT id, name, sealed_token FROM site ORDER BY id');
  const insert = connection.prepare<[string, Uint8Array]>('INSERT INTO site (name, sealed_token) VALUES (?, ?)');
  const rename = connection.prepare<[string, number]>('UPDATE site SET name = ? WHERE id = ?');
  const selectSetting = connection.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?');
  const upsertSetting = connection.prepare<[string, string]>(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );

  function toSite(row: SiteRow): SiteRecord {
    const siteToken = Buffer.from(vault.open(row.sealed_token, tokenPlace)).toString('utf8');
    return { id: row.id, name: row.name, siteToken };
  }

  return {
    all: () => selectAll.all().map(toSite),
    insert(site) {
      const sealed = vault.seal(Buffer.from(site.siteToken), tokenPlace);
      const { lastInsertRowid } = connection.writeDurably(() => insert.run(site.name, sealed));
      return { ...site, id: Number(lastInsertRowid) };
    },
    rename: (id, name) => void connection.write(() => rename.run(name, id)),
    setting: (name) => selectSetting.get(name)?.value ?? null,
    saveSetting: (name, value) => void connection.write(() => upsertSetting.run(name, value)),
    saveSettingLater: (name, value) => gathered.add(() => upsertSetting.run(name, value)),
  };
}
