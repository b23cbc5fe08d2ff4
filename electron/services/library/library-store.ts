import type { Contact } from '../../core/phones/contact';

export type LibraryKind = 'firmware' | 'logo' | 'ringtone' | 'certificate' | 'phonebook' | 'other';

export interface LibraryRecord {
  readonly id: number;
  readonly siteId: number;
  /** As phones ask for it; unique within the site, whatever its case. */
  readonly name: string;
  readonly kind: LibraryKind;
  readonly bytes: number;
  readonly sha256: string;
  /** How the bytes lay on the disk when their hash was last right (library-folder.ts). */
  readonly stamp: string;
  /** Models that may have it, or how their names begin; none means every model. */
  readonly models: readonly string[];
  readonly addedAt: number;
}

export interface LibraryStore {
  files(siteId: number): LibraryRecord[];
  insert(file: Omit<LibraryRecord, 'id'>): LibraryRecord;
  saveModels(id: number, models: readonly string[]): void;
  /** Of every file with this content. */
  saveStamp(sha256: string, stamp: string): void;
  remove(id: number): void;
  /** The contents that files of any site have. */
  hashes(): Set<string>;
}

/** Each site's phone book, replaced as a whole. */
export interface ContactStore {
  /** Null while there never was one. */
  book(siteId: number): { readonly changedAt: number; readonly contacts: readonly Contact[] } | null;
  replace(siteId: number, contacts: readonly Contact[], changedAt: number): void;
}

/** What a phone sent of itself. */
export interface PhoneLog {
  readonly id: number;
  readonly at: number;
  readonly name: string;
  readonly bytes: number;
}

/** Bodies are sealed by the store: a log may hold passwords. */
export interface PhoneLogStore {
  /** Newest first. */
  ofPhone(phoneId: number): PhoneLog[];
  read(
    id: number,
  ): { readonly phoneId: number; readonly name: string; readonly at: number; readonly body: Uint8Array } | null;
  /** Keeps it, and only the newest `mostPerPhone` of the phone and `mostBytes` of all phones. */
  append(
    log: { readonly phoneId: number; readonly at: number; readonly name: string; readonly body: Uint8Array },
    keep: { readonly mostPerPhone: number; readonly mostBytes: number },
  ): void;
}
