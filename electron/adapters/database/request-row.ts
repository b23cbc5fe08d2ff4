import type { RequestReason } from '../../core/provisioning/request-reason';
import type { MacAddress } from '../../core/shared/mac-address';
import type { LedgerRow, RequestRecord } from '../../services/provisioning/provisioning-store';

/** A row of the table `request`. */
export interface RequestRow {
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

export function toLedgerRow(row: RequestRow): LedgerRow {
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
