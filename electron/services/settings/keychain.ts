/** The secret store of the operating system; the shell implements it with Electron's safeStorage. */
export interface Keychain {
  /** False where the system has none that protects anything, e.g. Linux without a keyring (`basic_text`). */
  available(): Promise<boolean>;
  protect(plain: Uint8Array): Promise<Uint8Array>;
  /** Rejects when the bytes were protected by another user, machine or keychain. */
  unprotect(protectedBytes: Uint8Array): Promise<Uint8Array>;
}
