// Numbers of TLS in words (IANA "TLS Parameters"): versions, and the cipher suites that phones of twenty years may offer.

const versions = new Map([
  [0x0002, 'SSL 2.0'],
  [0x0300, 'SSL 3.0'],
  [0x0301, 'TLS 1.0'],
  [0x0302, 'TLS 1.1'],
  [0x0303, 'TLS 1.2'],
  [0x0304, 'TLS 1.3'],
]);

const suites = new Map([
  [0x0004, 'RSA_WITH_RC4_128_MD5'],
  [0x0005, 'RSA_WITH_RC4_128_SHA'],
  [0x0009, 'RSA_WITH_DES_CBC_SHA'],
  [0x000a, 'RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x0013, 'DHE_DSS_WITH_3DES_EDE_CBC_SHA'],
  [0x0016, 'DHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x002f, 'RSA_WITH_AES_128_CBC_SHA'],
  [0x0032, 'DHE_DSS_WITH_AES_128_CBC_SHA'],
  [0x0033, 'DHE_RSA_WITH_AES_128_CBC_SHA'],
  [0x0035, 'RSA_WITH_AES_256_CBC_SHA'],
  [0x0038, 'DHE_DSS_WITH_AES_256_CBC_SHA'],
  [0x0039, 'DHE_RSA_WITH_AES_256_CBC_SHA'],
  [0x003c, 'RSA_WITH_AES_128_CBC_SHA256'],
  [0x003d, 'RSA_WITH_AES_256_CBC_SHA256'],
  [0x0067, 'DHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0x006b, 'DHE_RSA_WITH_AES_256_CBC_SHA256'],
  [0x009c, 'RSA_WITH_AES_128_GCM_SHA256'],
  [0x009d, 'RSA_WITH_AES_256_GCM_SHA384'],
  [0x009e, 'DHE_RSA_WITH_AES_128_GCM_SHA256'],
  [0x009f, 'DHE_RSA_WITH_AES_256_GCM_SHA384'],
  [0x1301, 'AES_128_GCM_SHA256'],
  [0x1302, 'AES_256_GCM_SHA384'],
  [0x1303, 'CHACHA20_POLY1305_SHA256'],
  [0xc008, 'ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA'],
  [0xc009, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
  [0xc00a, 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
  [0xc012, 'ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0xc013, 'ECDHE_RSA_WITH_AES_128_CBC_SHA'],
  [0xc014, 'ECDHE_RSA_WITH_AES_256_CBC_SHA'],
  [0xc023, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
  [0xc024, 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
  [0xc027, 'ECDHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0xc028, 'ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
  [0xc02b, 'ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  [0xc02c, 'ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
  [0xc02f, 'ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
  [0xc030, 'ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
  [0xcca8, 'ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
  [0xcca9, 'ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
]);

export function tlsVersionName(version: number): string {
  return versions.get(version) ?? hex(version);
}

export function cipherSuiteName(suite: number): string {
  return suites.get(suite) ?? hex(suite);
}

/** Numbers that offer nothing: GREASE (RFC 8701 §2), renegotiation info (RFC 5746 §3.3), fallback (RFC 7507 §2). */
export function isSignal(value: number): boolean {
  const isGrease = (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
  return isGrease || value === 0x00ff || value === 0x5600;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}
