// The ledger is searched from memory by a thread of its own, so its indexes by phone and by MAC go: in a ledger of a million rows
// they cost a request seven times as much as its row. What retention needs comes instead.
import type { Migration } from './migration';

export const ledgerUpkeep: Migration = {
  number: 2,
  apply(database) {
    database.exec(`
      DROP INDEX request_by_phone;
      DROP INDEX request_by_mac;

      -- Served bodies some row of which was removed: they go when no row speaks of them any more.
      CREATE TABLE unkept_body (
        sha256 TEXT PRIMARY KEY
      ) STRICT, WITHOUT ROWID;

      -- A blob that is removed is looked for among the layers (foreign key).
      CREATE INDEX revision_layer_by_hash ON revision_layer (hash) WHERE hash IS NOT NULL;
    `);
  },
};
