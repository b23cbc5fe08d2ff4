// Our own small certificate authority, and what phones made of it.
import { z } from 'zod';
import { call } from './call';
import { instant, nothing } from './shapes';

export const certificateKeys = ['rsa-2048', 'ecdsa-p256'] as const;

const toldProtocol = z.enum(['http', 'https']);

export const certificate = z.object({
  /** `issued`: by the root here. `imported`: brought along with its own chain. */
  role: z.enum(['root', 'issued', 'imported']),
  /** The one HTTPS answers with; never a root. */
  inUse: z.boolean(),
  subject: z.string(),
  /** Addresses and names it is good for; none of a root. */
  names: z.array(z.string()),
  key: z.string(),
  notBefore: instant,
  notAfter: instant,
  daysLeft: z.int(),
  /** SHA-256 of the DER bytes, upper-case hex with colons. */
  fingerprint: z.string(),
  /** `name-missing`: an address phones are told is none of its names. */
  state: z.enum(['fine', 'expiring', 'expired', 'name-missing']),
});

/** A TLS handshake that failed, folded by peer and reason, newest first. */
export const handshakeFailure = z.object({
  at: instant,
  remote: z.string(),
  times: z.int(),
  /** What went wrong in words a person can act on. */
  reason: z.string(),
  remedy: z.string(),
  /** What the client offered; null when it sent no ClientHello. */
  offered: z
    .object({ versions: z.array(z.string()), ciphers: z.array(z.string()), serverName: z.string().nullable() })
    .nullable(),
});

export const certificatesCalls = {
  'certificates.list': call(
    nothing,
    z.object({
      certificates: z.array(certificate),
      rootPath: z.string(),
      /** What phones are told, as far as HTTPS listens; at first contact always plain HTTP while that listens. */
      told: toldProtocol,
      failures: z.array(handshakeFailure),
    }),
  ),
  /** Makes the root when there is none, and a new server certificate for every address and name phones are told.
   *  Problem CERTIFICATE_ROOT_IN_USE: another root while phones know only HTTPS addresses. */
  'certificates.issue': call(
    z.object({ key: z.enum(certificateKeys).optional() }),
    z.object({ certificates: z.array(certificate) }),
  ),
  /** A certificate from elsewhere, PEM. Problems CERTIFICATE_INVALID, CERTIFICATE_KEY_MISMATCH, CERTIFICATE_EXPIRED,
   *  CERTIFICATE_ROOT_IN_USE. */
  'certificates.import': call(
    z.object({ certificate: z.string().min(1).max(200_000), key: z.string().min(1).max(100_000) }),
    z.object({ certificates: z.array(certificate) }),
  ),
  /** Takes an imported certificate away again; the issued one is used. Problem CERTIFICATE_ROOT_IN_USE. */
  'certificates.forget': call(nothing, z.object({ certificates: z.array(certificate) })),
  /** The root for people: PEM text. Problem CERTIFICATE_MISSING before the first certificate is issued. */
  'certificates.root': call(nothing, z.object({ pem: z.string() })),
  /** Whether the addresses in phones' files are to be `https:`; there is then a certificate, issued when none was. */
  'certificates.tell': call(z.object({ protocol: toldProtocol }), z.object({ told: toldProtocol })),
} as const;

export type CertificateView = z.infer<typeof certificate>;
export type HandshakeFailureView = z.infer<typeof handshakeFailure>;
