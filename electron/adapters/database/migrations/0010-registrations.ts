// Where phones can be reached that registered with us over UDP: their flows outlive the program, so the bindings do.
import type { Migration } from './migration';

export const registrations: Migration = {
  number: 10,
  apply(database) {
    database.exec(`
      CREATE TABLE registration (
        site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
        user TEXT NOT NULL,
        contact TEXT NOT NULL,
        phone_id INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        q REAL,
        call_id TEXT NOT NULL,
        cseq INTEGER NOT NULL,
        registered_at REAL NOT NULL,
        expires_at REAL NOT NULL,
        flow TEXT NOT NULL,
        transport TEXT NOT NULL CHECK (transport IN ('udp', 'tcp', 'tls')),
        address TEXT NOT NULL,
        port INTEGER NOT NULL,
        user_agent TEXT NOT NULL,
        PRIMARY KEY (site_id, user, contact)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX registration_phone ON registration (phone_id);
    `);
  },
};
