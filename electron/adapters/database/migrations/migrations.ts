import { firstTables } from './0001-first-tables';
import { ledgerUpkeep } from './0002-ledger-upkeep';
import { library } from './0003-library';
import { accessEvidence } from './0004-access-evidence';
import { certificates } from './0005-certificates';
import { addressGone } from './0006-address-gone';
import { schedules } from './0007-schedules';
import { poweredOff } from './0008-powered-off';
import { resyncRuns } from './0009-resync-runs';
import { registrations } from './0010-registrations';
import type { Migration } from './migration';

/** In order; the newest number is the version this program knows. */
export const migrations: readonly Migration[] = [
  firstTables,
  ledgerUpkeep,
  library,
  accessEvidence,
  certificates,
  addressGone,
  schedules,
  poweredOff,
  resyncRuns,
  registrations,
];

export function newestVersion(list: readonly Migration[] = migrations): number {
  return list.at(-1)?.number ?? 0;
}
