// The data folder of a workstation, opened: its database, the vault over it, the log beside it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  openWorkstationDatabase,
  type Stores,
  type WorkstationDatabase,
} from './adapters/database/workstation-database';
import { createLogger, type FileLogger } from './adapters/logging/create-logger';
import { createVault } from './adapters/secrets/create-vault';
import type { Clock } from './core/shared/clock';
import type { Problem } from './core/shared/problem';
import { ok, type Result } from './core/shared/result';
import type { Keychain } from './services/settings/keychain';
import type { Vault } from './services/settings/vault';

export interface DataParts {
  readonly folder: string;
  readonly keychain: Keychain | null;
  readonly passphrase: string | null;
  readonly realClock: Clock;
  /** Told when writing starts to fail, and null when it works again. */
  readonly onWriteProblem: (problem: Problem | null) => void;
}

export interface OpenData {
  readonly database: WorkstationDatabase;
  readonly stores: Stores;
  readonly vault: Vault;
  readonly logger: FileLogger;
  /** Writes what is gathered, and gives the folder back. */
  close(): Promise<void>;
}

/** Problems as `openWorkstationDatabase` and `createVault`; the folder is then given back. */
export async function openData(parts: DataParts): Promise<Result<OpenData>> {
  const { folder, keychain, passphrase, realClock, onWriteProblem } = parts;
  const opened = openWorkstationDatabase(folder, { clock: realClock, onProblem: onWriteProblem });
  if (!opened.ok) return opened;
  const database = opened.value;
  const vault = await createVault({
    keyWraps: database.keyWraps,
    keychain,
    keyFilePath: join(folder, 'secret.key'),
    passphrase,
    random: randomBytes,
    now: () => realClock.now(),
  });
  if (!vault.ok) {
    database.close();
    return vault;
  }
  const logger = createLogger({ folder, level: 'info' });
  return ok({
    database,
    stores: database.stores(vault.value),
    vault: vault.value,
    logger,
    async close() {
      database.close();
      await logger.close();
    },
  });
}
