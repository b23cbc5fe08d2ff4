import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  digestChallenge,
  digestResponse,
  isSameTarget,
  isSameText,
  parseDigestCredentials,
  type DigestCredentials,
  type DigestHash,
} from '../../../electron/core/provisioning/http-digest';

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

/** RFC 7616 §3.9.1, as printed there. */
const rfc7616 = (algorithm: string, response: string): string =>
  `Digest username="Mufasa",
       realm="http-auth@example.org",
       uri="/dir/index.html",
       algorithm=${algorithm},
       nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
       nc=00000001,
       cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
       qop=auth,
       response="${response}",
       opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

test.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec', 'Circle of Life'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1', 'Circle of Life'],
])('the example of RFC 7616 §3.9.1, %s', (algorithm, response, password) => {
  const credentials = parseDigestCredentials(rfc7616(algorithm, response));
  if (!credentials) throw new Error('not read');
  expect(credentials).toMatchObject({ user: 'Mufasa', algorithm, qop: { count: 1 } });
  expect(digestResponse(credentials, 'GET', password, hash)).toBe(response);
  expect(digestResponse(credentials, 'HEAD', password, hash)).not.toBe(response);
  expect(digestResponse(credentials, 'GET', 'circle of life', hash)).not.toBe(response);
});

test('the old form without qop, as RFC 2069 §2.4 has it (with the erratum)', () => {
  const header =
    'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", response="1949323746fe6a43ef61f9606e7febea", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
  const credentials = parseDigestCredentials(header);
  if (!credentials) throw new Error('not read');
  expect(credentials).toMatchObject({ algorithm: 'MD5', qop: null });
  expect(digestResponse(credentials, 'GET', 'CircleOfLife', hash)).toBe(credentials.response);
});

test.each([
  ['nothing', ''],
  ['another scheme', 'Basic dTpw'],
  ['no fields', 'Digest '],
  ['no response', 'Digest username="a", realm="r", nonce="n", uri="/"'],
  ['a field twice', 'Digest username="a", username="b", realm="r", nonce="n", uri="/", response="x"'],
  ['an open quote', 'Digest username="a, realm="r", nonce="n", uri="/", response="x"'],
  ['qop without a count', 'Digest username="a", realm="r", nonce="n", uri="/", response="x", qop=auth, cnonce="c"'],
  [
    'a count that is none',
    'Digest username="a", realm="r", nonce="n", uri="/", response="x", qop=auth, nc=1, cnonce="c"',
  ],
  [
    'a qop with the body in it',
    'Digest username="a", realm="r", nonce="n", uri="/", response="x", qop=auth-int, nc=00000001, cnonce="c"',
  ],
  ['a session algorithm', 'Digest username="a", realm="r", nonce="n", uri="/", response="x", algorithm=MD5-sess'],
  ['a hashed name', 'Digest username="a", realm="r", nonce="n", uri="/", response="x", userhash=true'],
  ['too long', `Digest username="${'a'.repeat(3000)}", realm="r", nonce="n", uri="/", response="x"`],
])('%s is no credentials', (_, header) => {
  expect(parseDigestCredentials(header)).toBeNull();
});

const field = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ019 ,=\\"/{}é')), minLength: 1, maxLength: 12 });
const credentials: fc.Arbitrary<DigestCredentials> = fc.record({
  user: field,
  realm: field,
  nonce: field,
  uri: field,
  response: fc.stringMatching(/^[0-9a-f]{32}$/),
  algorithm: fc.constantFrom('MD5' as const, 'SHA-256' as const),
  qop: fc.option(
    fc.record({ cnonce: field, count: fc.integer({ min: 0, max: 0xffffffff }) }).map(({ cnonce, count }) => ({
      cnonce,
      count,
      countText: count.toString(16).padStart(8, '0'),
    })),
  ),
});

function written({ user, realm, nonce, uri, response, algorithm, qop }: DigestCredentials): string {
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const rest = qop ? `,qop=auth , nc=${qop.countText},\tcnonce=${quoted(qop.cnonce)}` : '';
  return `digest username=${quoted(user)}, REALM = ${quoted(realm)},nonce=${quoted(nonce)}, uri=${quoted(uri)}, response="${response.toUpperCase()}", algorithm="${algorithm}"${rest}`;
}

test('credentials are read as they were written, whatever is in them', () => {
  fc.assert(
    fc.property(credentials, (given) => {
      expect(parseDigestCredentials(written(given))).toEqual(given);
    }),
  );
});

test('any header is read or refused, never thrown on', () => {
  const part = fc.constantFrom(
    'Digest ',
    'username=',
    '"',
    '\\',
    ',',
    '=',
    'nc=',
    '00000001',
    'qop=auth',
    'é',
    ' ',
    '\0',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => `Digest ${parts.join('')}`),
      ),
      (header) => {
        expect(() => parseDigestCredentials(header)).not.toThrow();
      },
    ),
  );
});

test('the digest must be for what was asked, with or without the host in front', () => {
  expect(isSameTarget('/p/a.cfg', '/p/a.cfg')).toBe(true);
  expect(isSameTarget('http://host:8088/p/a.cfg', '/p/a.cfg')).toBe(true);
  expect(isSameTarget('/p/a.cfg', 'http://u:p@host/p/a.cfg')).toBe(true);
  expect(isSameTarget('http://host', '/')).toBe(true);
  expect(isSameTarget('/p/a.cfg', '/p/b.cfg')).toBe(false);
  expect(isSameTarget('/p/a.cfg', '/p/a.cfg?x')).toBe(false);
});

test('texts are the same exactly when they are equal', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(isSameText(one, other)).toBe(one === other);
      expect(isSameText(one, one)).toBe(true);
    }),
  );
});

test('a challenge says realm, qop, algorithm and nonce, and whether a new nonce is all that is missing', () => {
  expect(digestChallenge('r', 'SHA-256', 'n', false)).toBe(
    'Digest realm="r", qop="auth", algorithm=SHA-256, nonce="n"',
  );
  expect(digestChallenge('r', 'MD5', 'n', true)).toMatch(/stale=true$/);
});
