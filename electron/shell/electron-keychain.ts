// The operating system's secret store, through Electron. Synchronous calls leave in Electron 46, older ones know nothing else.
import { safeStorage } from 'electron';
import type { Keychain } from '../workstation';

interface AsyncSafeStorage {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(bytes: Buffer): Promise<{ result: string } | string>;
}

export function electronKeychain(platform: NodeJS.Platform): Keychain {
  const storage = safeStorage as typeof safeStorage & AsyncSafeStorage;
  return {
    async available() {
      // Without a keyring Linux would only scramble the key with a password that everybody knows.
      if (platform === 'linux' && storage.getSelectedStorageBackend?.() === 'basic_text') return false;
      return (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable();
    },
    async protect(plain) {
      const text = Buffer.from(plain).toString('base64');
      return (await storage.encryptStringAsync?.(text)) ?? storage.encryptString(text);
    },
    async unprotect(protectedBytes) {
      const bytes = Buffer.from(protectedBytes);
      const answer = (await storage.decryptStringAsync?.(bytes)) ?? storage.decryptString(bytes);
      return new Uint8Array(Buffer.from(typeof answer === 'string' ? answer : answer.result, 'base64'));
    },
  };
}
