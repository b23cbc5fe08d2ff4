// What happened to one phone, newest first: its requests, resyncs and what people did to it.
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { AuditEntry, AuditStore, PhoneRecord } from '../phones/phone-store';
import type { LedgerRow } from '../provisioning/provisioning-store';
import type { ResyncStepRecord, ResyncStore } from '../resync/resync-store';
import type { RequestLedger } from './request-ledger';

export interface PhoneEvent {
  readonly at: number;
  readonly kind: 'fetched' | 'refused' | 'notify' | 'published' | 'armed' | 'token' | 'added' | 'failed';
  readonly text: string;
  readonly detail: string | null;
}

export class PhoneHistory {
  constructor(
    private readonly ledger: Pick<RequestLedger, 'search'>,
    private readonly resync: ResyncStore,
    private readonly audit: AuditStore,
  ) {}

  async events(phone: PhoneRecord, sinceAt: number, limit: number): Promise<PhoneEvent[]> {
    const query = { words: [], phoneId: phone.id, sinceAt, limit };
    const { rows } = await this.ledger.search(phone.siteId, query);
    const events = [
      ...rows.map(requestEvent),
      ...this.resync.stepsOfPhone(phone.id, sinceAt).flatMap(stepEvent),
      ...this.audit.ofPhone(phone.id, sinceAt, limit).flatMap(auditEvent),
    ];
    return events.sort((a, b) => b.at - a.at).slice(0, limit);
  }
}

const refusalWords: Partial<Record<RequestReason, string>> = {
  'not-armed': 'it is not armed',
  'second-peer': 'another address came first',
  'other-neighbour': 'the address belongs to another device',
  'revoked-token': 'its address was revoked',
  'unknown-token': 'wrong token',
  'unknown-path': 'no such file',
  aborted: 'it hung up midway',
};

export function requestEvent(row: LedgerRow): PhoneEvent {
  const served = row.reason === 'served' || row.reason === 'not-modified';
  const file = row.path.split('/').pop() ?? row.path;
  return {
    at: row.at,
    kind: served ? 'fetched' : 'refused',
    text: served ? `Fetched ${file}` : `Refused ${file}: ${refusalWords[row.reason] ?? row.reason}`,
    detail: served
      ? `${row.bytes} bytes to ${row.remote}${row.reason === 'not-modified' ? ', unchanged' : ''}`
      : `asked from ${row.remote}`,
  };
}

function stepEvent(step: ResyncStepRecord): PhoneEvent[] {
  switch (step.step) {
    case 'sent':
      return [{ at: step.at, kind: 'notify', text: 'NOTIFY sent', detail: step.detail }];
    case 'answered':
      return [{ at: step.at, kind: 'notify', text: `Answered ${step.detail}`, detail: null }];
    case 'done':
      return [{ at: step.at, kind: 'notify', text: 'Resync done: in sync', detail: null }];
    case 'failed':
      return [{ at: step.at, kind: 'failed', text: step.detail, detail: step.problem?.remedy ?? null }];
    default:
      return [];
  }
}

function auditEvent(entry: AuditEntry): PhoneEvent[] {
  const event = (kind: PhoneEvent['kind'], text: string): PhoneEvent[] => [
    { at: entry.at, kind, text, detail: `by ${entry.actor}` },
  ];
  switch (entry.action) {
    case 'phone-added':
      return event('added', `Added as ${entry.detail}`);
    case 'armed':
      return event('armed', 'Armed for first contact');
    case 'disarmed':
      return event('armed', 'Disarmed');
    case 'token-rotated':
      return event('token', 'New address made; the old one is good until it comes with the new one');
    case 'token-revoked':
      return event('token', 'Address revoked');
    default:
      return [];
  }
}
