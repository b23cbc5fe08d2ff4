import type { CertificateRole, CertificateStore } from '../../services/provisioning/certificate-store';
import type { Vault } from '../../services/settings/vault';
import type { Connection } from './connection';

interface CertificateRow {
  readonly role: CertificateRole;
  readonly certificate: string;
  readonly sealed_key: Uint8Array;
  readonly created_at: number;
}

/** Statements are made when they are needed: a start reads this table once, and hardly anything else does. */
export function certificateTable(connection: Connection, vault: Vault): CertificateStore {
  return {
    all: (siteId) =>
      connection
        .prepare<[number], CertificateRow>(
          'SELECT role, certificate, sealed_key, created_at FROM certificate WHERE site_id = ? ORDER BY role',
        )
        .all(siteId)
        .map(({ role, certificate, sealed_key: sealed, created_at: createdAt }) => {
          const key = Buffer.from(vault.open(sealed, place(siteId, role))).toString('utf8');
          return { role, certificate, key, createdAt };
        }),
    save(siteId, { role, certificate, key, createdAt }) {
      const sealed = vault.seal(Buffer.from(key), place(siteId, role));
      const upsert = connection.prepare<[number, string, string, Uint8Array, number]>(
        `INSERT INTO certificate (site_id, role, certificate, sealed_key, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET certificate = excluded.certificate, sealed_key = excluded.sealed_key,
           created_at = excluded.created_at`,
      );
      connection.writeDurably(() => upsert.run(siteId, role, certificate, sealed, createdAt));
    },
    remove(siteId, role) {
      const remove = connection.prepare<[number, string]>('DELETE FROM certificate WHERE site_id = ? AND role = ?');
      connection.writeDurably(() => remove.run(siteId, role));
    },
  };
}

function place(siteId: number, role: CertificateRole): string {
  return `certificate:${siteId}:${role}`;
}
