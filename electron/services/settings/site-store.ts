/** A customer or office. Its facts are layers (ConfigStore); the name is its identity and changes at once. */
export interface SiteRecord {
  readonly id: number;
  name: string;
  /** Unguessable part of the addresses of master and product, ≥ 128 bits. */
  readonly siteToken: string;
}

export interface SiteStore {
  all(): SiteRecord[];
  insert(site: Omit<SiteRecord, 'id'>): SiteRecord;
  rename(id: number, name: string): void;
  setting(name: string): string | null;
  saveSetting(name: string, value: string): void;
  /** Never throws: written behind, once the disk has room. Never mixed with `saveSetting` for one name. */
  saveSettingLater(name: string, value: string): void;
}
