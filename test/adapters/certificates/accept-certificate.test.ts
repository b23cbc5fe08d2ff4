import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { acceptCertificate } from '../../../electron/adapters/certificates/accept-certificate';
import { certificateBlocks } from '../../../electron/adapters/certificates/read-certificate';
import { x509Authority } from '../../../electron/adapters/certificates/x509-authority';
import type { KeyedCertificate } from '../../../electron/services/provisioning/certificate-store';
import { issueForTest, type IssuedForTest } from '../../support/certificates';
import { valueOf } from '../../support/database';

let rsa: IssuedForTest;
let ec: IssuedForTest;
const day = 24 * 60 * 60_000;

beforeAll(async () => {
  [rsa, ec] = await Promise.all([issueForTest('rsa-2048'), issueForTest('ecdsa-p256')]);
});

const accept = (given: Partial<KeyedCertificate>, at = Date.now()) =>
  acceptCertificate({ ...rsa.server, ...given }, at);
const codeOf = (result: ReturnType<typeof accept>) => (result.ok ? 'accepted' : result.problem.code);
const wordsOf = (result: ReturnType<typeof accept>) =>
  result.ok ? '' : `${result.problem.message} ${result.problem.remedy}`;

test('RSA and ECDSA certificates are taken, alone or with their root', () => {
  for (const { root, server } of [rsa, ec]) {
    expect(valueOf(acceptCertificate(server, Date.now())).certificate).toBe(server.certificate);
    const chain = { ...server, certificate: server.certificate + root.certificate };
    expect(valueOf(acceptCertificate(chain, Date.now())).certificate).toBe(chain.certificate);
  }
});

test('a chain in any order, with words between, comes out with the own certificate first', () => {
  const jumbled = `Bag Attributes\r\n${ec.root.certificate}\nsubject=...\n${ec.server.certificate}${ec.server.certificate}`;
  const taken = valueOf(acceptCertificate({ certificate: jumbled, key: ec.server.key }, Date.now()));
  expect(certificateBlocks(taken.certificate)).toEqual(certificateBlocks(ec.server.certificate + ec.root.certificate));
});

test('keys in the older forms of OpenSSL are taken, and kept as PKCS 8', () => {
  const sec1 = createPrivateKey(ec.server.key).export({ type: 'sec1', format: 'pem' });
  const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
  const taken = valueOf(acceptCertificate({ ...ec.server, key: parameters + String(sec1) }, Date.now()));
  expect(taken.key).toBe(String(createPrivateKey(ec.server.key).export({ type: 'pkcs8', format: 'pem' })));
  const pkcs1 = String(createPrivateKey(rsa.server.key).export({ type: 'pkcs1', format: 'pem' }));
  expect(codeOf(accept({ key: pkcs1 }))).toBe('accepted');
});

test('the key of another certificate is refused', () => {
  expect(codeOf(accept({ key: ec.server.key }))).toBe('CERTIFICATE_KEY_MISMATCH');
  expect(codeOf(accept({ key: rsa.root.key }))).toBe('CERTIFICATE_KEY_MISMATCH');
});

test('a passphrase is told, with the command that takes it off', () => {
  const key = createPrivateKey(rsa.server.key);
  const options = { format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const;
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    const refused = accept({ key: String(key.export({ ...options, type })) });
    expect(codeOf(refused)).toBe('CERTIFICATE_INVALID');
    expect(wordsOf(refused)).toMatch(/passphrase.*openssl pkey/);
  }
});

test('what is expired, or not good yet, is refused', () => {
  expect(codeOf(accept({}, Date.now() + 400 * day))).toBe('CERTIFICATE_EXPIRED');
  expect(codeOf(accept({}, Date.now() - 2 * day))).toBe('CERTIFICATE_EXPIRED');
});

test('a chain whose root has expired is refused', async () => {
  const notBefore = Date.now() - day;
  const root = await x509Authority.makeRoot('ecdsa-p256', { notBefore, notAfter: Date.now() + day });
  const own = await x509Authority.issue(root, {
    key: 'ecdsa-p256',
    names: ['a.example'],
    notBefore,
    notAfter: Date.now() + 9 * day,
  });
  const refused = acceptCertificate({ ...own, certificate: own.certificate + root.certificate }, Date.now() + 2 * day);
  expect(codeOf(refused)).toBe('CERTIFICATE_EXPIRED');
});

test('a certificate that belongs to no chain of the others is told', () => {
  const refused = accept({ certificate: rsa.server.certificate + ec.root.certificate });
  expect(codeOf(refused)).toBe('CERTIFICATE_INVALID');
  expect(wordsOf(refused)).toMatch(/one chain/);
});

test('a root is no certificate for a server', () => {
  // It names no address; BoringSSL would refuse it for its key usage as well.
  expect(codeOf(acceptCertificate(rsa.root, Date.now()))).toBe('CERTIFICATE_INVALID');
});

test.each([
  ['no certificate', { certificate: 'hello' }, /PEM/],
  [
    'half a certificate',
    { certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' },
    /cannot be read/,
  ],
  ['no key', { key: 'hello' }, /not one in PEM/],
  ['half a key', { key: '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----' }, /not one in PEM/],
  ['a public key', { key: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----' }, /not one in PEM/],
])('%s is told', (_what, given, words) => {
  const refused = accept(given);
  expect(codeOf(refused)).toBe('CERTIFICATE_INVALID');
  expect(wordsOf(refused)).toMatch(words);
});

test('keys phones do not know, and short ones, are refused', () => {
  const ed = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  expect(wordsOf(accept({ key: String(ed) }))).toMatch(/no ed25519 keys/);
});

test('nothing of a key stands in a problem', () => {
  for (const refused of [accept({ key: ec.server.key }), accept({ certificate: 'x' }), accept({ key: 'Secret-1' })])
    expect(wordsOf(refused)).not.toMatch(/Secret-1|BEGIN [A-Z]* ?PRIVATE KEY-----\n|MI[IG]/);
});
