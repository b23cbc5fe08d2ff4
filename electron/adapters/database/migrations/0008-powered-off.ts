// Serving can end because the computer was switched off: the table is made anew, for a CHECK cannot be changed.
import type { Migration } from './migration';

export const poweredOff: Migration = {
  number: 8,
  apply(database) {
    database.exec(`
      CREATE TABLE presence_anew (
        id INTEGER PRIMARY KEY,
        from_at REAL NOT NULL,
        heartbeat_at REAL NOT NULL,
        ended_by TEXT CHECK (ended_by IN ('stop', 'suspend', 'shutdown', 'listener-down', 'address-gone', 'crash'))
      ) STRICT;
      INSERT INTO presence_anew SELECT id, from_at, heartbeat_at, ended_by FROM presence;
      DROP TABLE presence;
      ALTER TABLE presence_anew RENAME TO presence;
      CREATE INDEX presence_by_time ON presence (heartbeat_at);
    `);
  },
};
