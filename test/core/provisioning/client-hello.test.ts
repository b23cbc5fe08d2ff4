import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxHelloBytes, readFirstBytes } from '../../../electron/core/provisioning/client-hello';
import { explainHandshake } from '../../../electron/core/provisioning/handshake-failure';
import { clientHello, oldHello } from '../../support/client-hello';

const offerOf = (bytes: Uint8Array) => {
  const first = readFirstBytes(bytes);
  return first.kind === 'hello' ? first.offer : first.kind;
};

test('the hello of an old phone tells its one version, its cipher suites by name and no server name', () => {
  expect(offerOf(clientHello({ version: 0x0301, suites: [0x0035, 0x002f, 0x000a, 0x0005, 0x00ff] }))).toEqual({
    versions: ['TLS 1.0'],
    ciphers: [
      'RSA_WITH_AES_256_CBC_SHA',
      'RSA_WITH_AES_128_CBC_SHA',
      'RSA_WITH_3DES_EDE_CBC_SHA',
      'RSA_WITH_RC4_128_SHA',
    ],
    serverName: null,
  });
});

test('a hello of today tells what it lists, not the version that stands for compatibility; GREASE is no offer', () => {
  const hello = clientHello({
    version: 0x0303,
    suites: [0x1a1a, 0x1301, 0xc02b, 0x1234],
    supported: [0xfafa, 0x0304, 0x0303],
    serverName: 'cordboard.example',
  });
  expect(offerOf(hello)).toEqual({
    versions: ['TLS 1.3', 'TLS 1.2'],
    ciphers: ['AES_128_GCM_SHA256', 'ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', '0x1234'],
    serverName: 'cordboard.example',
  });
});

test('a hello cut over many records is put together', () => {
  const hello = { version: 0x0303, suites: [0xc02f], serverName: 'a.example' };
  expect(readFirstBytes(clientHello({ ...hello, recordBytes: 7 }))).toEqual(readFirstBytes(clientHello(hello)));
});

test('the SSL 2.0 form is read', () => {
  expect(offerOf(oldHello(0x0301, [0x0005, 0x000a]))).toEqual({
    versions: ['TLS 1.0'],
    ciphers: ['RSA_WITH_RC4_128_SHA', 'RSA_WITH_3DES_EDE_CBC_SHA'],
    serverName: null,
  });
});

test.each([
  ['', 'none'],
  ['GET /KX-UT670.cfg HTTP/1.1\r\n', 'http'],
  ['PUT /p/x', 'http'],
  ['\u0016\u0003\u0001', 'tls'],
  ['\u0000\u0001hello', 'other'],
])('%j is %s', (text, kind) => {
  expect(readFirstBytes(Buffer.from(text, 'latin1'))).toEqual({ kind });
});

test('a server name that is no name is left out: strangers choose it, people read it', () => {
  const hello = clientHello({ version: 0x0303, suites: [], serverName: '<script>\n' });
  expect(offerOf(hello)).toMatchObject({ serverName: null });
});

test('no bytes make it throw, and what it gives is bounded', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc
          .uint8Array({ maxLength: 400 })
          .map((bytes) => Uint8Array.of(22, 3, 1, 1, 0x90, 1, 0, 0, 200, 3, 3, ...bytes)),
      ),
      (bytes) => {
        const offer = offerOf(bytes);
        if (typeof offer === 'string') return;
        expect(offer.versions.length).toBeLessThanOrEqual(20);
        expect(offer.ciphers.length).toBeLessThanOrEqual(100);
      },
    ),
  );
});

const someHello = fc.record({
  version: fc.constantFrom(0x0300, 0x0301, 0x0302, 0x0303),
  suites: fc.array(fc.integer({ min: 1, max: 0xffff }), { maxLength: 60 }),
  supported: fc.option(fc.array(fc.constantFrom(0x0302, 0x0303, 0x0304), { minLength: 1 }), { nil: undefined }),
  serverName: fc.option(fc.stringMatching(/^[a-z0-9.-]{1,40}$/), { nil: undefined }),
  recordBytes: fc.integer({ min: 1, max: 300 }),
});

test('what was written is read, in any cut; a beginning of it is TLS and nothing else', () => {
  fc.assert(
    fc.property(someHello, fc.nat(), (hello, cut) => {
      const bytes = clientHello(hello);
      if (bytes.length > maxHelloBytes) return;
      const offer = offerOf(bytes);
      expect(offer).toMatchObject({ serverName: hello.serverName ?? null });
      const part = readFirstBytes(bytes.subarray(0, 1 + (cut % (bytes.length - 1))));
      expect(part.kind === 'tls' || JSON.stringify(part) === JSON.stringify({ kind: 'hello', offer })).toBe(true);
    }),
  );
});

const old = clientHello({ version: 0x0301, suites: [0x002f] });
const today = clientHello({ version: 0x0303, suites: [0x002f] });

test.each([
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', today, /does not trust our root/, /first contact/],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', Buffer.from([22, 3, 1]), /does not trust our root/, /first contact/],
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', today, /bad certificate/, /names/],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', old, /speaks only TLS 1\.0/, /plain HTTP/],
  ['ERR_SSL_NO_SHARED_CIPHER', today, /no cipher suite/, /RSA-2048/],
  ['ERR_SSL_HTTP_REQUEST', Buffer.from('GET / HTTP/1.0'), /plain HTTP on the HTTPS port/, /https:\/\//],
  ['ECONNRESET', today, /hung up/, /root/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', Buffer.from('\0\0\0'), /does not speak TLS/, /device/],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', today, /in time/, /network/],
  ['ERR_SSL_SOMETHING_ELSE', today, /something else/, /TLS 1\.2/],
])('%s is told in words, with what to do', (error, firstBytes, reason, remedy) => {
  const explained = explainHandshake(error, firstBytes);
  expect(explained.reason).toMatch(reason);
  expect(explained.remedy).toMatch(remedy);
});
