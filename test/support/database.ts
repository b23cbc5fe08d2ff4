// A real database in a folder of its own, and the small records the store tests are made of.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  openWorkstationDatabase,
  type DatabaseOptions,
  type Stores,
  type WorkstationDatabase,
} from '../../electron/adapters/database/workstation-database';
import { createVault } from '../../electron/adapters/secrets/create-vault';
import { parseMacAddress, type MacAddress } from '../../electron/core/shared/mac-address';
import type { Problem } from '../../electron/core/shared/problem';
import type { Result } from '../../electron/core/shared/result';
import type { PhoneRecord } from '../../electron/services/phones/phone-store';
import type { ProvisioningEntry, RequestRecord } from '../../electron/services/provisioning/provisioning-store';
import type { Vault } from '../../electron/services/settings/vault';
import { TestClock } from './test-clock';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.problem.code}: ${result.problem.message}`);
}

export interface OpenedDatabase extends Stores {
  readonly folder: string;
  readonly database: WorkstationDatabase;
  readonly vault: Vault;
  readonly clock: TestClock;
  readonly problems: (Problem | null)[];
}

/** Opens the database of a folder with a key file; closed when the test ends at the latest. */
export async function openDatabase(
  folder = temporaryFolder(),
  options: Partial<DatabaseOptions> = {},
): Promise<OpenedDatabase> {
  const clock = new TestClock();
  const problems: (Problem | null)[] = [];
  const database = valueOf(
    openWorkstationDatabase(folder, { clock, onProblem: (problem) => problems.push(problem), ...options }),
  );
  onTestFinished(() => database.close());
  const vault = await openVault(database, folder);
  return { ...database.stores(vault), folder, database, vault, clock, problems };
}

async function openVault(database: WorkstationDatabase, folder: string): Promise<Vault> {
  return valueOf(
    await createVault({
      keyWraps: database.keyWraps,
      keychain: null,
      keyFilePath: join(folder, 'secret.key'),
      passphrase: null,
      random: randomBytes,
      now: () => 0,
    }),
  );
}

export function mac(number: number): MacAddress {
  return valueOf(parseMacAddress(`0080F0${number.toString(16).padStart(6, '0')}`));
}

export function phoneRecord(
  siteId: number,
  number: number,
  change: Partial<PhoneRecord> = {},
): Omit<PhoneRecord, 'id'> {
  return {
    siteId,
    mac: mac(number),
    model: 'KX-UT670',
    ip: null,
    addedAt: 1000,
    armed: null,
    lastFetch: null,
    firmware: null,
    trouble: null,
    takenRevision: null,
    takenHash: null,
    takenFiles: {},
    ...change,
  };
}

export function requestRecord(change: Partial<RequestRecord> = {}): RequestRecord {
  return {
    at: 2000,
    protocol: 'http',
    remote: '127.0.0.2',
    method: 'GET',
    path: '/p/…/0080F0000001.cfg',
    mac: mac(1),
    phoneId: null,
    status: 200,
    reason: 'served',
    bytes: 5,
    sha256: null,
    userAgent: 'Panasonic_KX-UT670/01.061 (0080F0000001)',
    durationMs: 0.25,
    ...change,
  };
}

export function entry(change: Partial<ProvisioningEntry> = {}): ProvisioningEntry {
  return { request: requestRecord(), body: null, phone: null, held: null, waiting: null, ...change };
}

/** Every byte of every file in a folder, as it lies on the disk. */
export function rawBytes(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((found) => found.isFile());
  return new Map(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]));
}
