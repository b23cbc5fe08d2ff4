import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loginName, parseBasicCredentials } from '../../../electron/core/provisioning/access-login';

const basic = (text: string): string => `Basic ${Buffer.from(text, 'latin1').toString('base64')}`;

test('name and password are read as they were sent, colons in the password included', () => {
  const octets = fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(octets, octets, (name, password) => {
      const user = name.replaceAll(':', '');
      expect(parseBasicCredentials(basic(`${user}:${password}`))).toEqual({ user, password });
    }),
  );
});

test.each(['', 'Basic', 'Basic !', 'Basic dTpw dTpw', 'Digest dTpw', basic('no colon'), `Basic ${'A'.repeat(2000)}`])(
  '%j is no login',
  (header) => {
    expect(parseBasicCredentials(header)).toBeNull();
  },
);

test('a name is a MAC in any usual form, or the site', () => {
  expect(loginName('0080f0c8c381')).toEqual({ kind: 'phone', mac: '0080F0C8C381' });
  expect(loginName('00:80:F0:C8:C3:81')).toEqual({ kind: 'phone', mac: '0080F0C8C381' });
  expect(loginName('Site')).toEqual({ kind: 'site' });
  for (const name of ['', 'admin', '0080f0c8c38', 'ffffffffffff', ' '.repeat(500)]) expect(loginName(name)).toBeNull();
});
