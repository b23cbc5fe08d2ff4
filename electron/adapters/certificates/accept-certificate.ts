// A certificate that somebody else issued: everything a phone would stumble over later is found now.
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { fail, ok, type Result } from '../../core/shared/result';
import type { KeyedCertificate } from '../../services/provisioning/certificate-store';
import { certificateBlocks, isSelfSigned, keyName } from './read-certificate';

const exportAsPem = 'Export it as PEM: -----BEGIN CERTIFICATE----- and -----BEGIN PRIVATE KEY-----.';
const exportWithoutPassphrase =
  'Take the passphrase off first: openssl pkey -in key.pem -out plain-key.pem. Cordboard seals the key itself.';
/** A chain of five is long already. */
const maxCertificates = 10;

/** Problems CERTIFICATE_INVALID, CERTIFICATE_KEY_MISMATCH, CERTIFICATE_EXPIRED. */
export function acceptCertificate(given: KeyedCertificate, at: number): Result<KeyedCertificate> {
  const key = readKey(given.key);
  if (!key.ok) return key;
  const certificates = readCertificates(given.certificate);
  if (!certificates.ok) return certificates;
  const own = certificates.value.find((certificate) => certificate.checkPrivateKey(key.value));
  if (!own)
    return fail({
      code: 'CERTIFICATE_KEY_MISMATCH',
      message: 'The private key belongs to none of the certificates given.',
      remedy: 'Give the key the certificate was requested with, and the certificate of this server among its chain.',
    });
  const trouble = unusable(own, at);
  if (trouble) return trouble;
  const chain = inOrder(own, certificates.value);
  if (chain.length < certificates.value.length)
    return invalid(
      'Not all certificates given belong to one chain, from this server to its root.',
      'Leave out what does not belong to it, and give every certificate between the two.',
    );
  const late = chain.find((certificate) => Date.parse(certificate.validTo) <= at);
  if (late) return expired(late);
  const accepted = {
    certificate: chain.map((certificate) => certificate.toString()).join(''),
    key: String(key.value.export({ type: 'pkcs8', format: 'pem' })),
  };
  try {
    // The library that will serve it has the last word: key sizes, digests and key usage it does not take.
    createSecureContext({ cert: accepted.certificate, key: accepted.key });
  } catch (error) {
    return invalid(
      `HTTPS cannot be served with it: ${reasonOf(error)}.`,
      'Have it issued for a TLS server: RSA-2048 or ECDSA P-256, SHA-256, with digital signature as its key usage.',
    );
  }
  return ok(accepted);
}

function readKey(pem: string): Result<KeyObject> {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4, *ENCRYPTED/.test(pem))
    return invalid('The private key is protected with a passphrase.', exportWithoutPassphrase);
  // Some tools write what made the key in front of it.
  const block = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[\s\S]*?-----END \1-----/.exec(pem)?.[0];
  try {
    const key = block === undefined ? null : createPrivateKey(block);
    if (key?.asymmetricKeyType === 'rsa' || key?.asymmetricKeyType === 'ec') return ok(key);
    if (key)
      return invalid(
        `Phones know no ${String(key.asymmetricKeyType)} keys.`,
        'Request the certificate with an RSA-2048 or an ECDSA P-256 key.',
      );
  } catch {
    // Told below.
  }
  return invalid('The private key is not one in PEM.', exportAsPem);
}

function readCertificates(pem: string): Result<X509Certificate[]> {
  const blocks = certificateBlocks(pem);
  if (blocks.length === 0) return invalid('There is no certificate in PEM.', exportAsPem);
  if (blocks.length > maxCertificates)
    return invalid(
      `There are ${blocks.length} certificates; a chain has at most ${maxCertificates}.`,
      'Give only the certificate of this server and those between it and its root.',
    );
  const read: X509Certificate[] = [];
  for (const [index, block] of blocks.entries()) {
    try {
      const certificate = new X509Certificate(block);
      if (!read.some((other) => other.fingerprint256 === certificate.fingerprint256)) read.push(certificate);
    } catch {
      return invalid(`Certificate ${index + 1} of ${blocks.length} cannot be read.`, exportAsPem);
    }
  }
  return ok(read);
}

function unusable(own: X509Certificate, at: number): Result<never> | null {
  if (Date.parse(own.validTo) <= at) return expired(own);
  if (Date.parse(own.validFrom) > at)
    return fail({
      code: 'CERTIFICATE_EXPIRED',
      message: `The certificate is good only from ${own.validFrom} on.`,
      remedy: 'Look at the clock of this laptop, or wait until then.',
    });
  const name = keyName(own);
  if (name.startsWith('rsa-') && Number(name.slice(4)) < 2048)
    return invalid(`Its key is too short (${name}).`, 'Request it with an RSA-2048 or an ECDSA P-256 key.');
  if (!own.subjectAltName)
    return invalid(
      'The certificate names no address: it has no subject alternative name.',
      'Have it issued with the address or host name phones are told as its subject alternative name.',
    );
  return null;
}

/** From the server's own up to the root, as far as it goes. */
function inOrder(own: X509Certificate, all: readonly X509Certificate[]): X509Certificate[] {
  const chain = [own];
  for (let last = own; !isSelfSigned(last);) {
    const next = all.find((one) => !chain.includes(one) && last.checkIssued(one) && last.verify(one.publicKey));
    if (!next) break;
    chain.push(next);
    last = next;
  }
  return chain;
}

function expired(certificate: X509Certificate): Result<never> {
  return fail({
    code: 'CERTIFICATE_EXPIRED',
    message: `The certificate "${certificate.subject.replaceAll('\n', ', ')}" was good until ${certificate.validTo}.`,
    remedy: 'Have it renewed and import the new one. Look at the clock of this laptop if the date is not past.',
  });
}

function invalid(message: string, remedy: string): Result<never> {
  return fail({ code: 'CERTIFICATE_INVALID', message, remedy });
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? ((error as { reason?: string }).reason ?? error.message) : String(error);
  return text.replaceAll('_', ' ').toLowerCase();
}
