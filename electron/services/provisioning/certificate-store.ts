// What the certificates of a site need of the outside: a place to keep them, and the craft of making and reading them.
import type { Result } from '../../core/shared/result';

export type CertificateKey = 'rsa-2048' | 'ecdsa-p256';

/** `root`: our own authority. `issued`: by it. `imported`: brought along. At most one of each. */
export type CertificateRole = 'root' | 'issued' | 'imported';

/** PEM, both. */
export interface KeyedCertificate {
  /** The certificate; of an imported one those between it and the root as well, in order. */
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateRecord extends KeyedCertificate {
  readonly role: CertificateRole;
  readonly createdAt: number;
}

/** The keys are sealed. */
export interface CertificateStore {
  all(siteId: number): CertificateRecord[];
  /** In place of an earlier one of the same role. On the disk before it returns. */
  save(siteId: number, record: CertificateRecord): void;
  remove(siteId: number, role: CertificateRole): void;
}

/** Read from a certificate. */
export interface CertificateFacts {
  readonly subject: string;
  /** Addresses and DNS names it is good for. */
  readonly names: readonly string[];
  /** `rsa-2048`, `ecdsa-p256`, and of imported ones any other. */
  readonly key: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256, upper-case hex with colons. */
  readonly fingerprint: string;
  readonly der: Uint8Array;
}

export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface CertificateAuthority {
  makeRoot(key: CertificateKey, validity: Validity): Promise<KeyedCertificate>;
  /** A certificate of a server. `names`: addresses and host names, at least one; the first is its subject. */
  issue(
    root: KeyedCertificate,
    wanted: Validity & { readonly key: CertificateKey; readonly names: readonly string[] },
  ): Promise<KeyedCertificate>;
  /** The first certificate of a PEM text that was once accepted here. */
  describe(certificate: string): CertificateFacts;
  /** Whether an address or host name is among its names, wild cards counted. */
  covers(certificate: string, name: string): boolean;
  /** The root at the end of a chain, DER; null when the chain does not hold it. */
  rootOf(certificate: string): Uint8Array | null;
  /** Checks what a person brought along and puts the chain in order, the server's own first. Problems CERTIFICATE_INVALID,
   *  CERTIFICATE_KEY_MISMATCH, CERTIFICATE_EXPIRED. */
  accept(given: KeyedCertificate, at: number): Result<KeyedCertificate>;
}
