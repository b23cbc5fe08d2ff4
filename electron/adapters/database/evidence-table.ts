import type { EvidenceKind, EvidenceRecord, EvidenceStore } from '../../services/provisioning/evidence-book';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface EvidenceRow {
  readonly phone_id: number;
  readonly kind: EvidenceKind;
  readonly at: number;
  readonly peer: string | null;
}

export function evidenceTable(connection: Connection, gathered: WriteBehind): EvidenceStore {
  const selectAll = connection.prepare<[number], EvidenceRow>(
    `SELECT evidence.* FROM evidence JOIN phone ON phone.id = evidence.phone_id
     WHERE phone.site_id = ? ORDER BY evidence.phone_id, evidence.kind`,
  );
  // A phone may have been removed since the write was gathered.
  const upsert = connection.prepare<[string, number, string | null, number]>(
    `INSERT INTO evidence (phone_id, kind, at, peer) SELECT id, ?, ?, ? FROM phone WHERE id = ?
     ON CONFLICT DO UPDATE SET at = excluded.at, peer = excluded.peer`,
  );
  const remove = connection.prepare<[number, string]>('DELETE FROM evidence WHERE phone_id = ? AND kind = ?');

  return {
    all(siteId) {
      gathered.settle();
      return selectAll.all(siteId).map(toEvidence);
    },
    note: ({ phoneId, kind, at, peer }) => gathered.add(() => upsert.run(kind, at, peer, phoneId)),
    forget: (phoneId, kind) => gathered.add(() => remove.run(phoneId, kind)),
  };
}

function toEvidence({ phone_id: phoneId, kind, at, peer }: EvidenceRow): EvidenceRecord {
  return { phoneId, kind, at, peer };
}
