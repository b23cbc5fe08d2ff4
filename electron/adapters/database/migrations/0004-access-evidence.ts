// What was seen of phones and decides who may have files: it used to live in memory and was lost with a restart.
import type { Migration } from './migration';

export const accessEvidence: Migration = {
  number: 4,
  apply(database) {
    database.exec(`
      CREATE TABLE evidence (
        phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('notified', 'disarmed', 'told-login', 'came-by-login', 'address-by-hand')),
        at REAL NOT NULL,
        peer TEXT,
        PRIMARY KEY (phone_id, kind)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
