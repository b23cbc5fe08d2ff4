// Files of the library (their bytes lie beside the database), the phone book, and the logs that phones send.
import type { Migration } from './migration';

export const library: Migration = {
  number: 3,
  apply(database) {
    database.exec(`
      CREATE TABLE library_file (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        site_id INTEGER NOT NULL REFERENCES site (id),
        name TEXT NOT NULL COLLATE NOCASE,
        kind TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        stamp TEXT NOT NULL,
        models TEXT NOT NULL,
        added_at REAL NOT NULL,
        UNIQUE (site_id, name)
      ) STRICT;

      CREATE TABLE contact_book (
        site_id INTEGER PRIMARY KEY REFERENCES site (id),
        changed_at REAL NOT NULL
      ) STRICT;

      CREATE TABLE contact (
        site_id INTEGER NOT NULL REFERENCES contact_book (site_id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        numbers TEXT NOT NULL,
        preferred INTEGER NOT NULL,
        ringtone INTEGER NOT NULL,
        group_number INTEGER NOT NULL,
        PRIMARY KEY (site_id, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE phone_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
        at REAL NOT NULL,
        name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sealed BLOB NOT NULL
      ) STRICT;
      CREATE INDEX phone_log_by_phone ON phone_log (phone_id, id);
    `);
  },
};
