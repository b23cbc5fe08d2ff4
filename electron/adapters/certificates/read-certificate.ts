import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateFacts } from '../../services/provisioning/certificate-store';

/** Throws for a text that is no PEM certificate. */
export function describeCertificate(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    names: namesOf(certificate),
    key: keyName(certificate),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    der: certificate.raw,
  };
}

export function coversName(pem: string, name: string): boolean {
  const certificate = new X509Certificate(pem);
  return (isIP(name) > 0 ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
}

/** Every `CERTIFICATE` of a PEM text, whatever stands between them. */
export function certificateBlocks(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
}

/** The self-signed one at the end. */
export function rootOfChain(pem: string): Uint8Array | null {
  const last = certificateBlocks(pem).at(-1);
  const root = last === undefined ? null : new X509Certificate(last);
  return root && isSelfSigned(root) ? root.raw : null;
}

export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

/** `rsa-2048`, `ecdsa-p256`; any other by its own name. */
export function keyName({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  if (type === 'ec') return `ecdsa-${(details?.namedCurve ?? 'unknown').replace(/^(prime256v1|secp(\d+)r1)$/, curve)}`;
  return type === 'rsa' ? `rsa-${details?.modulusLength ?? 0}` : (type ?? 'unknown');
}

function curve(_name: string, name: string, bits: string | undefined): string {
  return name === 'prime256v1' ? 'p256' : `p${bits}`;
}

/** Node writes `DNS:a.example, IP Address:FE80:0:0:0:0:0:0:1`, and quotes a name that could be mistaken for two. */
function namesOf({ subjectAltName }: X509Certificate): string[] {
  const found = (subjectAltName ?? '').matchAll(/(DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...found].map(([, kind, name = '']) => (kind === 'DNS' ? name : shortAddress(name)));
}

/** IPv6 as people write it; a URL knows how (RFC 5952). */
function shortAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}
