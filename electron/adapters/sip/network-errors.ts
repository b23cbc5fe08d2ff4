// Why a message could not leave, in words for the sentence "This laptop cannot send to …".
const reasons: Readonly<Record<string, string>> = {
  ENETUNREACH: 'this computer has no route to the address',
  EHOSTUNREACH: 'this computer has no route to the address',
  EACCES: 'this computer refused to send there',
  EPERM: 'a firewall on this computer refused to send there',
  EINVAL: 'the address cannot be reached from the address the SIP side listens on',
  EAFNOSUPPORT: 'the address cannot be reached from the address the SIP side listens on',
  EADDRNOTAVAIL: 'the address cannot be reached from the address the SIP side listens on',
  ECONNREFUSED: 'nobody takes connections at that port',
  ECONNRESET: 'the other side closed the connection',
  EPIPE: 'the other side closed the connection',
  ETIMEDOUT: 'nobody answered',
  ENOTFOUND: 'no such name is known',
  EAI_AGAIN: 'the name servers cannot be asked',
  ESERVFAIL: 'the name server failed',
  ECONNABORTED: 'the connection was given up',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, by the clock of this computer',
  CERT_REVOKED: 'its certificate is revoked',
  CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names',
  DEPTH_ZERO_SELF_SIGNED_CERT: notTrusted('it signed its certificate itself'),
  SELF_SIGNED_CERT_IN_CHAIN: notTrusted('its certificate comes from a root that is not trusted here'),
  UNABLE_TO_GET_ISSUER_CERT: notTrusted('the issuer of its certificate is not known here'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: notTrusted('the issuer of its certificate is not known here'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: notTrusted('the issuer of its certificate is not known here'),
  EPROTO: 'it does not speak TLS as asked',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS at that port',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it speaks only outdated TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it speaks only outdated TLS',
};

function notTrusted(why: string): string {
  return `${why}; add its root to the authorities of the site`;
}

/** Keeps the system's name behind the words, for whoever must look it up. */
export function readableError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = reasons[code] ?? (code.startsWith('ERR_SSL_') ? 'the TLS handshake failed' : undefined);
  return reason === undefined ? error : new Error(`${reason} (${code})`);
}
