// Our own small certificate authority. Runs on OpenSSL (Node) and on BoringSSL (Electron), which is the stricter of the two:
// it takes no certificate for a server whose keyUsage lacks digitalSignature.
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type * as X509 from '@peculiar/x509';
import type {
  CertificateAuthority,
  CertificateKey,
  KeyedCertificate,
  Validity,
} from '../../services/provisioning/certificate-store';
import { acceptCertificate } from './accept-certificate';
import { coversName, describeCertificate, rootOfChain } from './read-certificate';

const { subtle } = webcrypto;

const algorithms = {
  'rsa-2048': {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: Uint8Array.of(1, 0, 1),
    modulusLength: 2048,
  },
  'ecdsa-p256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const satisfies Record<CertificateKey, object>;

const serverAuth = '1.3.6.1.5.5.7.3.1';

export const x509Authority: CertificateAuthority = {
  async makeRoot(key, validity) {
    const x509 = await library();
    const keys = await makeKeys(key);
    const root = await x509.X509CertificateGenerator.createSelfSigned(
      {
        serialNumber: serialNumber(),
        // Two roots never share a name: clients look for the root of a certificate by it. It tells nothing of the customer,
        // because every stranger who opens a connection may read it.
        name: [{ CN: [`Cordboard root ${randomBytes(4).toString('hex').toUpperCase()}`] }],
        ...dates(validity),
        signingAlgorithm: algorithms[key],
        keys,
        extensions: [
          new x509.BasicConstraintsExtension(true, 0, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    return { certificate: `${root.toString('pem')}\n`, key: await exported(keys.privateKey) };
  },

  async issue(root, { key, names, ...validity }) {
    const x509 = await library();
    const issuer = new x509.X509Certificate(root.certificate);
    const signingAlgorithm = algorithms[keyKind(root)];
    const signingKey = await subtle.importKey('pkcs8', bytesOf(root.key), signingAlgorithm, false, ['sign']);
    const keys = await makeKeys(key);
    const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
    const issued = await x509.X509CertificateGenerator.create(
      {
        serialNumber: serialNumber(),
        // Old clients look here and know no alternative names. 64 characters are the most (RFC 5280 appendix A.1).
        subject: [{ CN: [(names[0] ?? '').slice(0, 64)] }],
        issuer: issuer.subject,
        ...dates(validity),
        signingAlgorithm,
        publicKey: keys.publicKey,
        signingKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          // An RSA key exchange of TLS 1.2 encrypts with the key (RFC 5246 §7.4.2).
          new x509.KeyUsagesExtension(key === 'rsa-2048' ? digitalSignature | keyEncipherment : digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([serverAuth]),
          new x509.SubjectAlternativeNameExtension(
            names.map((name) => ({ type: isIP(name) > 0 ? 'ip' : 'dns', value: name })),
          ),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
          await x509.AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto),
        ],
      },
      webcrypto,
    );
    return { certificate: `${issued.toString('pem')}\n`, key: await exported(keys.privateKey) };
  },

  describe: describeCertificate,
  covers: coversName,
  rootOf: rootOfChain,
  accept: acceptCertificate,
};

/** Loaded when a certificate is made, hardly ever: it takes a sixth of a second, and patches `Reflect`, which it needs. */
async function library(): Promise<typeof X509> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function makeKeys(key: CertificateKey): Promise<webcrypto.CryptoKeyPair> {
  return (await subtle.generateKey(algorithms[key], true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

/** 126 random bits, positive and not zero (RFC 5280 §4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** Certificates know whole seconds. */
function dates({ notBefore, notAfter }: Validity): { notBefore: Date; notAfter: Date } {
  const second = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
  return { notBefore: second(notBefore), notAfter: second(notAfter) };
}

async function exported(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

function bytesOf(pem: string): Uint8Array {
  return Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
}

function keyKind(root: KeyedCertificate): CertificateKey {
  const { key } = describeCertificate(root.certificate);
  return key === 'ecdsa-p256' ? key : 'rsa-2048';
}
