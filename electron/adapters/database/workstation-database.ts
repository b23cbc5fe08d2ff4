// Opens `cordboard.db` in the data folder: folder, lock, inspection, migration, then the stores.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/shared/clock';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { LedgerUpkeep, RequestLedger } from '../../services/activity/request-ledger';
import type { ConfigStore } from '../../services/configs/config-store';
import type { AuditStore, PhoneStore, WaitingStore } from '../../services/phones/phone-store';
import type { PresenceStore } from '../../services/provisioning/presence-store';
import type { EvidenceStore } from '../../services/provisioning/evidence-book';
import type { ProvisioningJournal, TokenStore } from '../../services/provisioning/provisioning-store';
import type { ResyncStore } from '../../services/resync/resync-store';
import type { CertificateStore } from '../../services/provisioning/certificate-store';
import type { ScheduleStore } from '../../services/schedules/schedule-store';
import type { RegistrationStore } from '../../services/sip/registration-store';
import type { ContactStore, LibraryStore, PhoneLogStore } from '../../services/library/library-store';
import type { Backup } from '../../services/settings/backup';
import type { KeyWrapStore } from '../../services/settings/key-wrap-store';
import type { InOneTransaction } from '../../services/settings/one-transaction';
import type { SiteStore } from '../../services/settings/site-store';
import type { Vault } from '../../services/settings/vault';
import { auditTable } from './audit-table';
import { certificateTable } from './certificate-table';
import { configTable } from './config-table';
import { contactTable } from './contact-table';
import { connect, type Connection } from './connection';
import { databaseBackup } from './database-backup';
import { errorCode, storageProblem } from './database-problem';
import { prepareDataFolder } from './data-folder';
import { hasLockFile, lockDataFolder, type FolderLock } from './folder-lock';
import { inspectDatabase, inspectHeader } from './inspect-database';
import { keyWrapTable } from './key-wrap-table';
import { libraryTable } from './library-table';
import { LedgerThread } from './ledger-thread';
import { ledgerUpkeep } from './ledger-upkeep';
import { startLogSync } from './log-sync';
import { migrate } from './migrate';
import type { Migration } from './migrations/migration';
import { migrations, newestVersion } from './migrations/migrations';
import { phoneLogTable } from './phone-log-table';
import { evidenceTable } from './evidence-table';
import { phoneChanges, phoneTable } from './phone-table';
import { presenceTable } from './presence-table';
import { provisioningJournal } from './provisioning-journal';
import { registrationTable } from './registration-table';
import { resyncTable } from './resync-table';
import { scheduleTable } from './schedule-table';
import { makeOldShrinkable } from './shrinkable';
import { siteTable } from './site-table';
import { tokenTable } from './token-table';
import { waitingTable } from './waiting-table';
import { createWriteBehind, type WriteBehind } from './write-behind';

export interface Stores {
  readonly sites: SiteStore;
  readonly phones: PhoneStore;
  readonly waiting: WaitingStore;
  readonly audit: AuditStore;
  readonly configs: ConfigStore;
  readonly journal: ProvisioningJournal;
  readonly ledger: RequestLedger;
  readonly ledgerUpkeep: LedgerUpkeep;
  readonly tokens: TokenStore;
  readonly evidence: EvidenceStore;
  readonly presence: PresenceStore;
  readonly resync: ResyncStore;
  readonly registrations: RegistrationStore;
  readonly schedules: ScheduleStore;
  readonly certificates: CertificateStore;
  readonly library: LibraryStore;
  readonly contacts: ContactStore;
  readonly phoneLogs: PhoneLogStore;
  readonly inOneTransaction: InOneTransaction;
}

export interface WorkstationDatabase {
  /** Needs no key: it is what the vault is made from. */
  readonly keyWraps: KeyWrapStore;
  readonly backup: Backup;
  /** Call once. The vault may be locked and unlocked later; calls that touch a secret throw SECRETS_LOCKED until then. */
  stores(vault: Vault): Stores;
  /** Writes what is gathered, and gives the folder back. */
  close(): void;
}

export interface DatabaseOptions {
  /** The real one: it paces the disk, whatever time a lab has. */
  readonly clock: Clock;
  /** Told when gathered writes start to fail (kept and tried again meanwhile), and null when they work again. */
  readonly onProblem: (problem: Problem | null) => void;
  /** Only tests give other ones. */
  readonly migrations?: readonly Migration[];
}

/** Problems DATA_FOLDER_UNREADABLE, DATA_FOLDER_READ_ONLY, DATA_FOLDER_IN_USE, DATABASE_CORRUPT, DATABASE_NEWER,
 *  DISK_FULL. The database file is then as it was. */
export function openWorkstationDatabase(folder: string, options: DatabaseOptions): Result<WorkstationDatabase> {
  const file = join(folder, 'cordboard.db');
  const steps = options.migrations ?? migrations;
  const known = newestVersion(steps);
  const prepared = prepareDataFolder(folder);
  if (!prepared.ok) return prepared;
  // Never opened by us: what the first bytes tell is found before anything is made in the folder, the lock included.
  const header = hasLockFile(folder) ? ok(undefined) : inspectHeader(file, folder, known);
  if (!header.ok) return header;
  const locked = lockDataFolder(folder);
  if (!locked.ok) return locked;
  try {
    const opened = openLocked(file, folder, steps, known);
    if (!opened.ok) locked.value.release();
    return opened.ok ? ok(assemble(opened.value, file, locked.value, options)) : opened;
  } catch (error) {
    locked.value.release();
    throw error;
  }
}

function openLocked(file: string, folder: string, steps: readonly Migration[], known: number): Result<Connection> {
  const header = inspectHeader(file, folder, known);
  if (!header.ok) return header;
  const version = inspectDatabase(file, folder, known);
  if (!version.ok) return version;
  let connection: Connection | null = null;
  try {
    createPrivately(file);
    connection = connect(file, folder);
    migrate(connection.raw, folder, version.value, steps);
    makeOldShrinkable(connection.raw);
    return ok(connection);
  } catch (error) {
    connection?.raw.close();
    const problem = error instanceof ProblemError ? error.problem : storageProblem(error, folder);
    if (problem) return fail(problem);
    throw error;
  }
}

/** An empty file is an empty database; SQLite gives the files beside it the same mode. */
function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function assemble(
  connection: Connection,
  file: string,
  lock: FolderLock,
  options: DatabaseOptions,
): WorkstationDatabase {
  const gathered = createWriteBehind(connection, options.clock, options.onProblem);
  const stopLogSync = startLogSync(connection, file, options.clock);
  const ledger = new LedgerThread(file, () => gathered.settle());
  return {
    keyWraps: keyWrapTable(connection),
    backup: databaseBackup(connection, gathered),
    stores: (vault) => createStores(connection, vault, gathered, ledger),
    close() {
      ledger.close();
      gathered.close();
      stopLogSync();
      connection.raw.close();
      lock.release();
    },
  };
}

function createStores(connection: Connection, vault: Vault, gathered: WriteBehind, ledger: LedgerThread): Stores {
  const changes = phoneChanges(connection);
  const journal = provisioningJournal(connection, vault, changes, gathered);
  return {
    sites: siteTable(connection, vault, gathered),
    phones: phoneTable(connection, changes, gathered),
    waiting: waitingTable(connection, gathered),
    audit: auditTable(connection),
    configs: configTable(connection, vault),
    journal,
    ledger,
    ledgerUpkeep: ledgerUpkeep(connection, {
      gathered,
      findUnusedBodies: () => ledger.unusedBodies(),
      forgetBodies: (hashes) => journal.forgetBodies(hashes),
    }),
    tokens: tokenTable(connection, vault),
    evidence: evidenceTable(connection, gathered),
    presence: presenceTable(connection, gathered),
    resync: resyncTable(connection, gathered),
    registrations: registrationTable(connection, gathered),
    schedules: scheduleTable(connection),
    certificates: certificateTable(connection, vault),
    library: libraryTable(connection),
    contacts: contactTable(connection),
    phoneLogs: phoneLogTable(connection, vault),
    inOneTransaction(work) {
      gathered.settle();
      return connection.write(work);
    },
  };
}
