// Which host can open which folder: every way the data key is wrapped, lost, and found again.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault, type VaultOptions } from '../../../electron/adapters/secrets/create-vault';
import type { Result } from '../../../electron/core/shared/result';
import type { Keychain } from '../../../electron/services/settings/keychain';
import type { KeyWrap, KeyWrapStore } from '../../../electron/services/settings/key-wrap-store';
import type { Vault } from '../../../electron/services/settings/vault';
import { temporaryFolder, valueOf } from '../../support/database';

interface Host {
  readonly keychain?: Keychain | null;
  readonly passphrase?: string | null;
  readonly scryptCost?: number;
}

/** A data folder with its wraps; each start is a host of its own. */
function dataFolder(): {
  start: (host?: Host) => Promise<Vault>;
  keyWraps: KeyWrapStore;
  kinds: () => string[];
  keyFile: string;
  tryStart: (host?: Host) => Promise<Result<Vault>>;
} {
  const wraps = new Map<string, KeyWrap>();
  const keyWraps: KeyWrapStore = { all: () => [...wraps.values()], save: (wrap) => void wraps.set(wrap.kind, wrap) };
  const keyFile = join(temporaryFolder(), 'secret.key');
  const tryStart = ({ keychain = null, passphrase = null, scryptCost = 2 ** 10 }: Host = {}): Promise<
    Result<Vault>
  > => {
    const options: VaultOptions = {
      keyWraps,
      keychain,
      keyFilePath: keyFile,
      passphrase,
      random: randomBytes,
      now: () => 1,
      scryptCost,
    };
    return createVault(options);
  };
  return {
    start: async (host) => valueOf(await tryStart(host)),
    keyWraps,
    kinds: () => [...wraps.keys()].sort(),
    keyFile,
    tryStart,
  };
}

/** Keychains of two computers cannot read each other's. */
function keychain(available = true, mask = 0x5a): Keychain {
  const turn = (bytes: Uint8Array): Uint8Array => Uint8Array.of(mask, ...bytes.map((byte) => byte ^ mask));
  return {
    available: () => Promise.resolve(available),
    protect: (plain) => Promise.resolve(turn(plain)),
    unprotect: (given) =>
      given[0] === mask
        ? Promise.resolve(given.subarray(1).map((byte) => byte ^ mask))
        : Promise.reject(new Error('other keychain')),
  };
}

const plain = Buffer.from('hush');

test('a first start without a keychain makes a key file for its owner alone, and warns', async () => {
  const { start, kinds, keyFile } = dataFolder();
  const vault = await start();
  expect(vault.unlockedBy).toBe('key-file');
  expect(vault.warning).toMatchObject({ code: 'KEYCHAIN_MISSING', message: expect.stringContaining(keyFile) });
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(kinds()).toEqual(['key-file']);
  expect(Buffer.from((await start()).open(vault.seal(plain)))).toEqual(plain);
});

test('a key file that others may read is said to be one', async () => {
  const { start, keyFile } = dataFolder();
  await start();
  chmodSync(keyFile, 0o644);
  expect((await start()).warning).toMatchObject({
    code: 'KEYCHAIN_MISSING',
    remedy: expect.stringContaining('chmod 600'),
  });
});

test('a first start with a keychain makes no key file and warns of nothing', async () => {
  const { start, kinds, keyFile } = dataFolder();
  const vault = await start({ keychain: keychain() });
  expect(vault).toMatchObject({ unlockedBy: 'keychain', warning: null });
  expect(existsSync(keyFile)).toBe(false);
  expect(kinds()).toEqual(['keychain']);
});

test('a keychain that protects nothing is not used', async () => {
  const { start, kinds } = dataFolder();
  await start({ keychain: keychain(false) });
  expect(kinds()).toEqual(['key-file']);
});

test('a first start with a passphrase file keeps no key beside the database, keychain or not', async () => {
  const { start, kinds, keyFile } = dataFolder();
  const vault = await start({ passphrase: 'open sesame', keychain: keychain() });
  expect(vault).toMatchObject({ unlockedBy: 'passphrase', warning: null });
  expect(kinds()).toEqual(['passphrase']);
  expect(existsSync(keyFile)).toBe(false);
  const again = await start({ passphrase: 'open sesame', keychain: keychain() });
  expect(Buffer.from(again.open(vault.seal(plain)))).toEqual(plain);
  expect(kinds()).toEqual(['passphrase']);
});

test('a window with a keychain on a headless folder adds the keychain and keeps the key file', async () => {
  const { start, kinds, keyFile } = dataFolder();
  const sealed = (await start()).seal(plain);
  const window = await start({ keychain: keychain() });
  expect(window.unlockedBy).toBe('key-file');
  expect(kinds()).toEqual(['key-file', 'keychain']);
  expect((await start()).unlockedBy).toBe('key-file');
  rmSync(keyFile);
  const later = await start({ keychain: keychain() });
  expect(later).toMatchObject({ unlockedBy: 'keychain', warning: null });
  expect(Buffer.from(later.open(sealed))).toEqual(plain);
});

test('a restored backup on another computer is locked, opens with the passphrase, and by itself from then on', async () => {
  const { start, kinds } = dataFolder();
  const first = await start({ keychain: keychain() });
  const sealed = first.seal(plain);
  expect(await first.setPassphrase('open sesame')).toEqual({ ok: true, value: undefined });

  const elsewhere = { keychain: keychain(true, 0x33) };
  const restored = await start(elsewhere);
  expect(restored).toMatchObject({
    unlockedBy: null,
    warning: { code: 'SECRETS_LOCKED', remedy: expect.stringContaining('passphrase') },
  });
  for (const use of [() => restored.seal(plain), () => restored.open(sealed), () => restored.fingerprint(plain)])
    expect(use).toThrow('SECRETS_LOCKED');
  expect(await restored.setPassphrase('x')).toMatchObject({ ok: false, problem: { code: 'SECRETS_LOCKED' } });
  expect(await restored.unlock('close sesame')).toMatchObject({ ok: false, problem: { code: 'PASSPHRASE_WRONG' } });
  expect(restored.unlockedBy).toBeNull();
  expect(await restored.unlock('open sesame')).toEqual({ ok: true, value: 'passphrase' });
  expect(restored.warning).toBeNull();
  expect(Buffer.from(restored.open(sealed))).toEqual(plain);
  expect(kinds()).toEqual(['keychain', 'passphrase']);
  expect((await start(elsewhere)).unlockedBy).toBe('keychain');
});

test('without a passphrase ever set, there is nothing to unlock with', async () => {
  const { start } = dataFolder();
  await start({ keychain: keychain() });
  const headless = await start();
  expect(headless.warning).toMatchObject({ code: 'SECRETS_LOCKED', remedy: expect.stringContaining('window') });
  expect(await headless.unlock('anything')).toMatchObject({ ok: false, problem: { code: 'SECRETS_LOCKED' } });
});

test('a backup of a folder with a key file says that the file is missing, and opens with it', async () => {
  const { start, keyFile } = dataFolder();
  const sealed = (await start()).seal(plain);
  const key = readFileSync(keyFile);
  rmSync(keyFile);
  expect((await start()).warning).toMatchObject({ code: 'SECRETS_LOCKED', remedy: expect.stringContaining(keyFile) });
  writeFileSync(keyFile, key, { mode: 0o600 });
  expect(Buffer.from((await start()).open(sealed))).toEqual(plain);
});

test('a wrong passphrase file is told, also where a key file opens the folder', async () => {
  const { start } = dataFolder();
  const vault = await start();
  await vault.setPassphrase('open sesame');
  expect(await start({ passphrase: 'wrong' })).toMatchObject({
    unlockedBy: 'key-file',
    warning: { code: 'PASSPHRASE_WRONG' },
  });
  expect(await start({ passphrase: 'open sesame' })).toMatchObject({ unlockedBy: 'passphrase', warning: null });
  const locked = dataFolder();
  await locked.start({ passphrase: 'open sesame' });
  expect(await locked.start({ passphrase: 'wrong' })).toMatchObject({
    unlockedBy: null,
    warning: { code: 'PASSPHRASE_WRONG' },
  });
});

test('a new passphrase replaces the old one, and what was sealed stays readable', async () => {
  const { start } = dataFolder();
  const vault = await start({ passphrase: 'one' });
  const sealed = vault.seal(plain);
  await vault.setPassphrase('two');
  expect((await start({ passphrase: 'one' })).unlockedBy).toBeNull();
  expect(Buffer.from((await start({ passphrase: 'two' })).open(sealed))).toEqual(plain);
});

test('a lost, altered or foreign key file leaves the folder locked', async () => {
  const { start, keyFile } = dataFolder();
  await start();
  for (const content of [null, 'no key', 'ab'.repeat(32)]) {
    if (content === null) rmSync(keyFile);
    else writeFileSync(keyFile, content);
    expect((await start()).unlockedBy).toBeNull();
  }
});

test('a passphrase costs a guesser 128 MB a try', { timeout: 30_000 }, async () => {
  const { tryStart, keyWraps } = dataFolder();
  await tryStart({ passphrase: 'open sesame', scryptCost: 2 ** 17 });
  expect(JSON.parse(keyWraps.all()[0]?.parameters ?? '')).toMatchObject({
    cost: 131_072,
    blockSize: 8,
    parallelization: 1,
  });
  const again = await tryStart({ passphrase: 'open sesame' });
  expect(again).toMatchObject({ ok: true, value: { unlockedBy: 'passphrase' } });
});

test('a first start that was cut short after writing the key file goes on with that key', async () => {
  const { start, keyFile } = dataFolder();
  writeFileSync(keyFile, `${'ab'.repeat(32)}\n`, { mode: 0o600 });
  expect((await start()).unlockedBy).toBe('key-file');
});

test('a key file that cannot be made is a problem, and no wrap is kept', async () => {
  const { tryStart, keyFile, kinds } = dataFolder();
  writeFileSync(keyFile, 'the key of my bicycle');
  expect(await tryStart()).toMatchObject({
    ok: false,
    problem: { code: 'FILE_EXISTS', message: expect.stringContaining(keyFile) },
  });
  expect(kinds()).toEqual([]);
});
