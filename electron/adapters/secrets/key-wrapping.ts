// The three ways the data key is wrapped, and how each is opened again. docs/decisions/0003 says when which is used.
import type { KeyWrap, KeyWrapStore } from '../../services/settings/key-wrap-store';
import type { Keychain } from '../../services/settings/keychain';
import { createKeyFile, readKeyFile } from './key-file';
import { parseScryptParameters, passphraseKey, scryptStrength } from './passphrase-key';
import { openBytes, sealBytes, type RandomBytes } from './sealed-bytes';

export interface WrappingOptions {
  readonly keyWraps: KeyWrapStore;
  /** Null in hosts that have none: headless, command line. */
  readonly keychain: Keychain | null;
  readonly keyFilePath: string;
  readonly random: RandomBytes;
  /** Wall time, for the records only. */
  readonly now: () => number;
  /** scrypt's N for new passphrases, a power of two. Only tests give a smaller one. */
  readonly scryptCost?: number;
}

export async function wrapByKeychain(options: WrappingOptions, keychain: Keychain, dataKey: Uint8Array): Promise<void> {
  save(options, 'keychain', {}, await keychain.protect(dataKey));
}

export function wrapByKeyFile(options: WrappingOptions, dataKey: Uint8Array): void {
  const key = createKeyFile(options.keyFilePath, options.random);
  save(options, 'key-file', {}, sealBytes(key, dataKey, wrapPlace('key-file'), options.random));
}

export async function wrapByPassphrase(
  options: WrappingOptions,
  passphrase: string,
  dataKey: Uint8Array,
): Promise<void> {
  const cost = options.scryptCost ?? scryptStrength.cost;
  const parameters = { ...scryptStrength, cost, salt: Buffer.from(options.random(16)).toString('hex') };
  const key = await passphraseKey(passphrase, parameters);
  save(options, 'passphrase', parameters, sealBytes(key, dataKey, wrapPlace('passphrase'), options.random));
}

/** Null when there is no such wrap, no keychain, or the keychain is another one. */
export async function unwrapByKeychain({ keyWraps, keychain }: WrappingOptions): Promise<Uint8Array | null> {
  const wrap = find(keyWraps, 'keychain');
  if (!wrap || !keychain) return null;
  try {
    if (!(await keychain.available())) return null;
    const dataKey = await keychain.unprotect(wrap.wrapped);
    return dataKey.length === 32 ? dataKey : null;
  } catch {
    return null;
  }
}

export function unwrapByKeyFile({ keyWraps, keyFilePath }: WrappingOptions): Uint8Array | null {
  const wrap = find(keyWraps, 'key-file');
  const key = wrap && readKeyFile(keyFilePath);
  return key ? openBytes(key, wrap.wrapped, wrapPlace('key-file')) : null;
}

/** Null when there is no such wrap or the passphrase is another one. */
export async function unwrapByPassphrase(
  { keyWraps }: WrappingOptions,
  passphrase: string,
): Promise<Uint8Array | null> {
  const wrap = find(keyWraps, 'passphrase');
  const parameters = wrap && parseScryptParameters(wrap.parameters);
  if (!wrap || !parameters) return null;
  return openBytes(await passphraseKey(passphrase, parameters), wrap.wrapped, wrapPlace('passphrase'));
}

export function hasWrap(keyWraps: KeyWrapStore, kind: KeyWrap['kind']): boolean {
  return find(keyWraps, kind) !== undefined;
}

function find(keyWraps: KeyWrapStore, kind: KeyWrap['kind']): KeyWrap | undefined {
  return keyWraps.all().find((wrap) => wrap.kind === kind);
}

function save(options: WrappingOptions, kind: KeyWrap['kind'], parameters: object, wrapped: Uint8Array): void {
  options.keyWraps.save({ kind, parameters: JSON.stringify(parameters), wrapped, createdAt: options.now() });
}

function wrapPlace(kind: KeyWrap['kind']): string {
  return `data-key:${kind}`;
}
