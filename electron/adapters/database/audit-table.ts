import type { AuditEntry, AuditStore } from '../../services/phones/phone-store';
import type { Connection } from './connection';

interface AuditRow {
  readonly at: number;
  readonly actor: string;
  readonly action: AuditEntry['action'];
  readonly phone_id: number | null;
  readonly detail: string;
}

export function auditTable(connection: Connection): AuditStore {
  const insert = connection.prepare<[number, number, string, string, number | null, string]>(
    'INSERT INTO audit (site_id, at, actor, action, phone_id, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const selectOfPhone = connection.prepare<[number, number, number], AuditRow>(
    `SELECT at, actor, action, phone_id, detail FROM audit
     WHERE phone_id = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT ?`,
  );

  return {
    append(siteId, { at, actor, action, phoneId, detail }) {
      connection.write(() => insert.run(siteId, at, actor, action, phoneId, detail));
    },
    ofPhone: (phoneId, sinceAt, limit) => selectOfPhone.all(phoneId, sinceAt, limit).map(toEntry),
  };
}

function toEntry(row: AuditRow): AuditEntry {
  const { at, actor, action, detail } = row;
  return { at, actor, action, phoneId: row.phone_id, detail };
}
