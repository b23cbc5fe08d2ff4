import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { x509Authority } from '../../../electron/adapters/certificates/x509-authority';
import { issueForTest } from '../../support/certificates';

const names = ['192.0.2.7', 'cordboard.example', 'fe80::1'];

test.each(['rsa-2048', 'ecdsa-p256'] as const)('%s: a server certificate that its root vouches for', async (key) => {
  const { root, server } = await issueForTest(key, names);
  const own = new X509Certificate(server.certificate);
  const above = new X509Certificate(root.certificate);
  expect(own.checkIssued(above) && own.verify(above.publicKey)).toBe(true);
  expect(above.ca).toBe(true);
  expect(own.ca).toBe(false);
  expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  const facts = x509Authority.describe(server.certificate);
  expect(facts).toMatchObject({ subject: 'CN=192.0.2.7', names, key });
  expect(facts.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(Buffer.from(facts.der).equals(own.raw)).toBe(true);
  for (const name of names) expect(x509Authority.covers(server.certificate, name), name).toBe(true);
  expect(x509Authority.covers(server.certificate, '192.0.2.8')).toBe(false);
  expect(x509Authority.rootOf(server.certificate)).toBeNull();
  expect(x509Authority.rootOf(server.certificate + root.certificate)).toEqual(above.raw);
});

test('no two roots and no two serial numbers are alike, and a serial number has more than 64 random bits', async () => {
  const made = await Promise.all([1, 2, 3].map(() => issueForTest('ecdsa-p256')));
  const certificates = made
    .flatMap(({ root, server }) => [root, server])
    .map(({ certificate }) => new X509Certificate(certificate));
  expect(new Set(certificates.map(({ serialNumber }) => serialNumber)).size).toBe(6);
  expect(new Set(certificates.filter(({ ca }) => ca).map(({ subject }) => subject)).size).toBe(3);
  for (const { serialNumber } of certificates) expect(serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
});

test('it is good from and until the seconds asked for, far in the past as well', async () => {
  const [notBefore, notAfter] = [Date.UTC(2000, 0, 1), Date.UTC(2036, 10, 19, 12, 34, 56)];
  const root = await x509Authority.makeRoot('ecdsa-p256', { notBefore, notAfter: notAfter + 789 });
  expect(x509Authority.describe(root.certificate)).toMatchObject({ notBefore, notAfter, names: [] });
});
