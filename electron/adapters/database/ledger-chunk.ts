// Some thousand rows of the ledger as columns of numbers: 33 bytes a row, looked through at a few nanoseconds each.
import { requestOutcome, type RequestOutcome } from '../../core/activity/request-outcome';
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { RequestRecord } from '../../services/provisioning/provisioning-store';
import type { LedgerAskings } from './ledger-askings';

export const protocols = ['http', 'https', 'tftp', 'sntp'] as const satisfies readonly RequestRecord['protocol'][];
export const outcomes = [
  'served',
  'unchanged',
  'refused',
  'blocked',
  'unfinished',
] as const satisfies readonly RequestOutcome[];

/** In the order of `chunkColumns`. */
export type ChunkRow = [
  id: number,
  siteId: number,
  at: number,
  protocol: RequestRecord['protocol'],
  remote: string,
  path: string,
  mac: string | null,
  phoneId: number | null,
  reason: RequestReason,
  bytes: number,
  userAgent: string | null,
  durationMs: number,
];

export const chunkColumns =
  'id, site_id, at, protocol, remote, path, mac, phone_id, reason, bytes, user_agent, duration_ms';

export const chunkRows = 16_384;

/** Protocol and outcome in one small number. */
export function kindOf(protocol: RequestRecord['protocol'], outcome: RequestOutcome): number {
  return protocols.indexOf(protocol) + outcomes.indexOf(outcome) * protocols.length;
}

export const kinds = protocols.length * outcomes.length;

export class LedgerChunk {
  readonly ids = new Float64Array(chunkRows);
  readonly sites = new Uint32Array(chunkRows);
  readonly ats = new Float64Array(chunkRows);
  readonly kinds = new Uint8Array(chunkRows);
  readonly askedFor = new Uint32Array(chunkRows);
  readonly bytes = new Uint32Array(chunkRows);
  readonly durations = new Float32Array(chunkRows);
  count = 0;
  fromAt = Infinity;
  toAt = -Infinity;

  constructor(readonly askings: LedgerAskings) {}

  get full(): boolean {
    return this.count === chunkRows;
  }

  get firstId(): number {
    return this.ids[0] ?? 0;
  }

  get lastId(): number {
    return this.ids[this.count - 1] ?? 0;
  }

  /** Rows come in order of their ids. */
  add(row: ChunkRow): void {
    const [id, siteId, at, protocol, remote, path, mac, phoneId, reason, bytes, userAgent, durationMs] = row;
    const index = this.count++;
    this.ids[index] = id;
    this.sites[index] = siteId;
    this.ats[index] = at;
    this.kinds[index] = kindOf(protocol, requestOutcome(reason));
    this.askedFor[index] = this.askings.add(remote, path, mac, userAgent, phoneId);
    this.bytes[index] = bytes;
    this.durations[index] = durationMs;
    if (at < this.fromAt) this.fromAt = at;
    if (at > this.toAt) this.toAt = at;
  }
}
