import type { RequestReason } from '../../core/provisioning/request-reason';
import type { MacAddress } from '../../core/shared/mac-address';
import type { LedgerRow, ProvisioningJournal, RequestRecord } from '../../services/provisioning/provisioning-store';
import type { Connection, SqlValue } from './connection';

interface RequestRow {
  readonly id: number;
  readonly at: number;
  readonly protocol: RequestRecord['protocol'];
  readonly remote: string;
  readonly method: string;
  readonly path: string;
  readonly mac: MacAddress | null;
  readonly phone_id: number | null;
  readonly status: number;
  readonly reason: RequestReason;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly user_agent: string | null;
  readonly duration_ms: number;
}

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
    select(siteId, { mac, phoneId, sinceAt, limit }) {
      const conditions: [sql: string, value: SqlValue][] = [['site_id = ?', siteId]];
      if (mac !== undefined) conditions.push(['mac = ?', mac]);
      if (phoneId !== undefined) conditions.push(['phone_id = ?', phoneId]);
      if (sinceAt !== undefined) conditions.push(['at >= ?', sinceAt]);
      const where = conditions.map(([sql]) => sql).join(' AND ');
      return connection
        .prepare<SqlValue[], RequestRow>(`SELECT * FROM request WHERE ${where} ORDER BY at DESC, id DESC LIMIT ?`)
        .all(...conditions.map(([, value]) => value), limit)
        .map(toLedgerRow);
    },
  };
}

function toLedgerRow(row: RequestRow): LedgerRow {
  const { id, at, protocol, remote, method, path, mac, status, reason, bytes, sha256 } = row;
  return {
    id,
    at,
    protocol,
    remote,
    method,
    path,
    mac,
    phoneId: row.phone_id,
    status,
    reason,
    bytes,
    sha256,
    userAgent: row.user_agent,
    durationMs: row.duration_ms,
  };
}
