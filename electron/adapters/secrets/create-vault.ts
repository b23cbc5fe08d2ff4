// The vault at the start of a host: makes the data key on the first one, finds it again on every other.
import { ProblemError, type Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { UnlockedBy, Vault } from '../../services/settings/vault';
import { dataKeySeals, type DataKeySeals } from './data-key-seals';
import { keyFileWarning } from './key-file';
import {
  hasWrap,
  unwrapByKeychain,
  unwrapByKeyFile,
  unwrapByPassphrase,
  wrapByKeychain,
  wrapByKeyFile,
  wrapByPassphrase,
  type WrappingOptions,
} from './key-wrapping';

export interface VaultOptions extends WrappingOptions {
  /** From `--passphrase-file`; null without it. */
  readonly passphrase: string | null;
}

interface Unlocked {
  readonly dataKey: Uint8Array;
  readonly by: UnlockedBy;
}

/** A locked vault is no failure: `unlockedBy` is null then, and `warning` says what would unlock it. Problems of a first
 *  start that cannot keep its key: DATA_FOLDER_READ_ONLY, DISK_FULL, FILE_EXISTS. */
export async function createVault(options: VaultOptions): Promise<Result<Vault>> {
  try {
    const firstStart = options.keyWraps.all().length === 0;
    const unlocked = firstStart ? await makeDataKey(options) : await findDataKey(options);
    if (unlocked && !firstStart) await addKeychain(options, unlocked);
    return ok(vault(options, unlocked));
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    throw error;
  }
}

/** A passphrase given is the only wrap: no key is to lie beside the database then. */
async function makeDataKey(options: VaultOptions): Promise<Unlocked> {
  const { keychain, passphrase } = options;
  const dataKey = options.random(32);
  if (passphrase !== null) {
    await wrapByPassphrase(options, passphrase, dataKey);
    return { dataKey, by: 'passphrase' };
  }
  if (keychain && (await keychain.available())) {
    await wrapByKeychain(options, keychain, dataKey);
    return { dataKey, by: 'keychain' };
  }
  wrapByKeyFile(options, dataKey);
  return { dataKey, by: 'key-file' };
}

/** What a person gave goes first; then whatever needs nobody. */
async function findDataKey(options: VaultOptions): Promise<Unlocked | null> {
  const byPassphrase = options.passphrase === null ? null : await unwrapByPassphrase(options, options.passphrase);
  if (byPassphrase) return { dataKey: byPassphrase, by: 'passphrase' };
  const byKeychain = await unwrapByKeychain(options);
  if (byKeychain) return { dataKey: byKeychain, by: 'keychain' };
  const byKeyFile = unwrapByKeyFile(options);
  return byKeyFile && { dataKey: byKeyFile, by: 'key-file' };
}

/** A window on a folder that a headless host made, or that came with a backup from another machine, needs no passphrase
 *  next time. A host that was given a passphrase file adds nothing. */
async function addKeychain(options: VaultOptions, { dataKey, by }: Unlocked): Promise<void> {
  const { keychain, passphrase } = options;
  if (by === 'keychain' || passphrase !== null || !keychain || !(await keychain.available())) return;
  await wrapByKeychain(options, keychain, dataKey);
}

function vault(options: VaultOptions, atStart: Unlocked | null): Vault {
  let unlocked = atStart;
  let seals = atStart && dataKeySeals(atStart.dataKey, options.random);

  function open(): DataKeySeals {
    if (seals) return seals;
    throw new ProblemError(secretsLocked(options));
  }

  return {
    get unlockedBy() {
      return unlocked?.by ?? null;
    },
    get warning() {
      return standingDoubt(options, unlocked);
    },
    seal: (plain, place = '') => open().seal(plain, place),
    open: (sealed, place = '') => open().open(sealed, place),
    fingerprint: (plain) => open().fingerprint(plain),
    async unlock(passphrase) {
      if (!hasWrap(options.keyWraps, 'passphrase')) return fail(secretsLocked(options));
      const dataKey = await unwrapByPassphrase(options, passphrase);
      if (!dataKey) return fail(passphraseWrong());
      unlocked ??= { dataKey, by: 'passphrase' };
      seals ??= dataKeySeals(dataKey, options.random);
      await addKeychain(options, { dataKey, by: 'passphrase' });
      return ok('passphrase');
    },
    async setPassphrase(passphrase) {
      if (!unlocked) return fail(secretsLocked(options));
      await wrapByPassphrase(options, passphrase, unlocked.dataKey);
      return ok(undefined);
    },
  };
}

function standingDoubt(options: VaultOptions, unlocked: Unlocked | null): Problem | null {
  const givenWrong = options.passphrase !== null && hasWrap(options.keyWraps, 'passphrase');
  if (!unlocked) return givenWrong ? passphraseWrong() : secretsLocked(options);
  if (givenWrong && unlocked.by !== 'passphrase') return passphraseWrong();
  return unlocked.by === 'key-file' ? keyFileWarning(options.keyFilePath) : null;
}

function secretsLocked({ keyWraps, keyFilePath }: VaultOptions): Problem {
  return {
    code: 'SECRETS_LOCKED',
    message: 'The secrets of this data folder are locked: none of the ways their key is kept can be used here.',
    remedy: whatUnlocks(keyWraps, keyFilePath),
  };
}

function whatUnlocks(keyWraps: VaultOptions['keyWraps'], keyFilePath: string): string {
  if (hasWrap(keyWraps, 'passphrase'))
    return 'Give the recovery passphrase: in the window, or to the headless host with --passphrase-file.';
  if (hasWrap(keyWraps, 'key-file')) return `Put the key file of the data folder it comes from to ${keyFilePath}.`;
  return 'Start the window as the user and on the computer that made this folder, and set a recovery passphrase there.';
}

function passphraseWrong(): Problem {
  return {
    code: 'PASSPHRASE_WRONG',
    message: 'That is not the recovery passphrase of this data folder.',
    remedy:
      'Type it again; it counts capitals and blanks. A folder restored from a backup has the passphrase of that time.',
  };
}
