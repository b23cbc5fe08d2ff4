// The certificates HTTPS answers with. They belong to a site, as tokens do: phones trust the root of their own site alone.
import type { Migration } from './migration';

export const certificates: Migration = {
  number: 5,
  apply(database) {
    database.exec(`
      CREATE TABLE certificate (
        site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
        role TEXT NOT NULL CHECK (role IN ('root', 'issued', 'imported')),
        certificate TEXT NOT NULL,
        sealed_key BLOB NOT NULL,
        created_at REAL NOT NULL,
        PRIMARY KEY (site_id, role)
      ) STRICT;
    `);
  },
};
