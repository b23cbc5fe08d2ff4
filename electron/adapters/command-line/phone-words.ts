// How phones read in tables.
import type { PhoneView } from '../../contract/phones';
import type { PhoneState } from '../../core/phones/phone-state';
import { counted, formatFacts, formatTable, shortTime } from './table';

export const stateWords: Readonly<Record<PhoneState, string>> = {
  resyncing: 'resyncing',
  failed: 'failed',
  neverSeen: 'never seen',
  missed: 'missed',
  away: 'away',
  pending: 'pending',
  inSync: 'in sync',
};

export function phoneTable(phones: readonly PhoneView[]): string {
  if (phones.length === 0) return 'No phones.';
  const rows = phones.map((phone) => [
    phone.mac,
    phone.model,
    phone.name,
    phone.group ?? '',
    phone.lines.map(({ extension }) => extension).join(' '),
    stateWords[phone.state],
    shortTime(phone.lastFetchAt),
    phone.armedUntil === null ? '' : `until ${shortTime(phone.armedUntil)}`,
  ]);
  return formatTable(['MAC', 'MODEL', 'NAME', 'GROUP', 'LINES', 'STATE', 'LAST FETCH', 'ARMED'], rows);
}

export function phoneFacts(phone: PhoneView): string {
  const { reason } = phone;
  return formatFacts([
    ['MAC', phone.mac],
    ['Model', phone.model + (phone.firmware === null ? '' : `, firmware ${phone.firmware}`)],
    ['Name', phone.name || '-'],
    ['Group', phone.group ?? '-'],
    ['State', stateWords[phone.state] + (reason ? `: ${reason.message} ${reason.remedy}` : '')],
    ...phone.lines.map(
      ({ line, extension, name, authId }) =>
        [
          `Line ${line}`,
          [extension || '-', name && `"${name}"`, authId && `as ${authId}`].filter(Boolean).join(' '),
        ] as const,
    ),
    ['Armed', phone.armedUntil === null ? 'no' : `until ${shortTime(phone.armedUntil)}`],
    ['Last fetch', shortTime(phone.lastFetchAt)],
    ['Next check', phone.nextCheckAt === null ? phone.nextCheck || '-' : shortTime(phone.nextCheckAt)],
    ['Told', (phone.told ?? '-') + (phone.toldOutdated ? ' (outdated)' : '')],
    ['SIP address', phone.address ?? '-'],
    ['Took', phone.revision === null ? '-' : `revision ${phone.revision}`],
    ...(phone.leftOvers > 0 ? [['Left-overs', counted(phone.leftOvers, 'parameter')] as const] : []),
    ...(phone.hasDraft ? [['Draft', 'its facts are not published yet'] as const] : []),
  ]);
}
