import type { ProvisioningJournal, RequestRecord } from '../../services/provisioning/provisioning-store';
import type { Connection, SqlValue } from './connection';
import { toLedgerRow, type RequestRow } from './request-row';

export interface RequestTable {
  append(siteId: number, request: RequestRecord): void;
  /** Newest first. */
  select: ProvisioningJournal['requests'];
}

export function requestTable(connection: Connection): RequestTable {
  const insert = connection.prepare<SqlValue[]>(
    `INSERT INTO request (site_id, at, protocol, remote, method, path, mac, phone_id, status, reason, bytes, sha256,
       user_agent, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const newest = connection.prepare<[number, number, number], RequestRow>(
    'SELECT * FROM request WHERE site_id = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT ?',
  );

  return {
    append(
      siteId,
      { at, protocol, remote, method, path, mac, phoneId, status, reason, bytes, sha256, userAgent, durationMs },
    ) {
      insert.run(
        siteId,
        at,
        protocol,
        remote,
        method,
        path,
        mac,
        phoneId,
        status,
        reason,
        bytes,
        sha256,
        userAgent,
        durationMs,
      );
    },
    select: (siteId, { sinceAt = 0, limit }) => newest.all(siteId, sinceAt, limit).map(toLedgerRow),
  };
}
