// Roots and server certificates for tests, made once in each file that asks.
import { x509Authority } from '../../electron/adapters/certificates/x509-authority';
import type { CertificateKey, KeyedCertificate } from '../../electron/services/provisioning/certificate-store';

export interface IssuedForTest {
  readonly root: KeyedCertificate;
  readonly server: KeyedCertificate;
}

const day = 24 * 60 * 60_000;

export async function issueForTest(
  key: CertificateKey,
  names: readonly string[] = ['127.0.0.1'],
): Promise<IssuedForTest> {
  const validity = { notBefore: Date.now() - day, notAfter: Date.now() + 365 * day };
  const root = await x509Authority.makeRoot(key, { ...validity, notAfter: Date.now() + 3650 * day });
  return { root, server: await x509Authority.issue(root, { ...validity, key, names }) };
}
