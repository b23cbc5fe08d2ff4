// Why a TLS handshake failed, and what to do about it, in words.
import { readFirstBytes, type ClientOffer } from './client-hello';

export interface HandshakeFailure {
  readonly reason: string;
  readonly remedy: string;
  readonly offered: ClientOffer | null;
}

const served: readonly string[] = ['TLS 1.2', 'TLS 1.3'];

const deliverRoot =
  'Give it our root certificate: re-arm the phone so that it takes the root at first contact, or load /root.cer by hand.';

/** What a client says before it hangs up (RFC 8446 §6.2; the same names since TLS 1.0). */
const alerts: Readonly<Record<string, { readonly reason: string; readonly remedy: string }>> = {
  UNKNOWN_CA: { reason: 'It does not trust our root: it ended the handshake with "unknown CA".', remedy: deliverRoot },
  BAD_CERTIFICATE: {
    reason:
      'It refused our certificate ("bad certificate"), as clients do that miss the root or the address among its names.',
    remedy: `Look whether the certificate names the address the phone asks at. ${deliverRoot}`,
  },
  CERTIFICATE_UNKNOWN: {
    reason: 'It refused our certificate and did not say why ("certificate unknown").',
    remedy: `Look whether the certificate names the address the phone asks at, and at the phone's clock. ${deliverRoot}`,
  },
  CERTIFICATE_EXPIRED: {
    reason: 'It takes our certificate for expired.',
    remedy: 'Look at the dates of the certificate and at the clock of the phone; let phones take their time from here.',
  },
  UNSUPPORTED_CERTIFICATE: {
    reason: 'It does not know the kind of key in our certificate.',
    remedy: 'Issue the certificate anew with RSA-2048: older phones know nothing else.',
  },
  PROTOCOL_VERSION: {
    reason: 'It refuses every TLS version we answer with.',
    remedy: 'Tell this phone plain HTTP addresses.',
  },
  HANDSHAKE_FAILURE: {
    reason: 'It found nothing acceptable in what we answered ("handshake failure").',
    remedy: 'Issue the certificate anew with RSA-2048, or tell this phone plain HTTP addresses.',
  },
};

/** `error` is the code of Node: OpenSSL's and BoringSSL's words behind `ERR_SSL_`, or that of the socket.
 *  `firstBytes` is what the client sent first. */
export function explainHandshake(error: string, firstBytes: Uint8Array): HandshakeFailure {
  const first = readFirstBytes(firstBytes);
  const offered = first.kind === 'hello' ? first.offer : null;
  return { ...words(error, first.kind, offered), offered };
}

function words(
  error: string,
  kind: ReturnType<typeof readFirstBytes>['kind'],
  offered: ClientOffer | null,
): Pick<HandshakeFailure, 'reason' | 'remedy'> {
  if (kind === 'none')
    return { reason: 'It connected and sent nothing.', remedy: 'None is needed: port scanners and monitors do this.' };
  if (kind === 'http')
    return {
      reason: 'It speaks plain HTTP on the HTTPS port.',
      remedy: 'Correct the address it asks at: https:// with this port, or http:// with the HTTP port.',
    };
  if (kind === 'other')
    return { reason: 'It does not speak TLS.', remedy: 'Find out what this device is: it is no phone that asks here.' };
  if (offered && offered.versions.length > 0 && !offered.versions.some((version) => served.includes(version)))
    return {
      reason: `It speaks only ${list(offered.versions)}; served are ${list(served)}.`,
      remedy: 'Newer firmware may know TLS 1.2; until then tell this phone plain HTTP addresses.',
    };
  const alert = alerts[/ALERT_(\w+)$/.exec(error)?.[1] ?? ''];
  if (alert) return alert;
  if (/NO_SHARED_CIPHER|NO_(COMMON|SUITABLE|SHARED)_SIGNATURE/.test(error))
    return {
      reason: 'It offers no cipher suite that fits our certificate.',
      remedy:
        'Issue the certificate anew with RSA-2048 (an old phone knows no ECDSA), or tell it plain HTTP addresses.',
    };
  if (/TIMEOUT/.test(error))
    return {
      reason: 'It did not finish the handshake in time.',
      remedy: 'Look at the network between here and there.',
    };
  if (/ECONNRESET|EPIPE|CLOSE_NOTIFY|USER_CANCELLED/.test(error))
    return {
      reason: 'It hung up during the handshake, as clients do that do not trust our root.',
      remedy: deliverRoot,
    };
  return {
    reason: `The handshake failed: ${error
      .replace(/^ERR_SSL_/, '')
      .replaceAll('_', ' ')
      .toLowerCase()}.`,
    remedy: 'Compare what it offers with what is served: TLS 1.2 and 1.3.',
  };
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
