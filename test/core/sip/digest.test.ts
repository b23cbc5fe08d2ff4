import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DigestHash } from '../../../electron/core/provisioning/http-digest';
import { HttpDigestNonces, nonceLifeMs } from '../../../electron/core/provisioning/http-digest-nonces';
import { answerChallenge, readChallenges, type DigestProof } from '../../../electron/core/sip/digest-client';
import { DigestServer, type DigestVerdict } from '../../../electron/core/sip/digest-server';

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

let drawn = 0;
const random = (count: number): Uint8Array => createHash('sha512').update(String(drawn++)).digest().subarray(0, count);

function server(): DigestServer {
  const nonces = new HttpDigestNonces(random, (text) => hash('SHA-256', text));
  return new DigestServer({ realm: 'cordboard', algorithms: ['SHA-256', 'MD5'], nonces, hash });
}

const proof: DigestProof = {
  user: '101',
  password: 'pa"ss wörd',
  method: 'REGISTER',
  uri: 'sip:192.0.2.1',
  body: '',
  count: 1,
  cnonce: 'c0ffee',
};
const accounts = (user: string): string | null => (user === '101' ? proof.password : null);

function asked(at: DigestServer, now = 0): ReturnType<typeof readChallenges> {
  return readChallenges(at.challenges(now, false).map(([, value]) => value));
}

function check(at: DigestServer, header: string, now = 0, uri = proof.uri): DigestVerdict {
  return at.check({ method: 'REGISTER', uri, authorizations: [header] }, accounts, now);
}

describe('the server takes what the client proves', () => {
  test.each([0, 1])('with algorithm %i of those offered, counting on, and each count once', (index) => {
    const registrar = server();
    const challenge = asked(registrar)[index];
    if (!challenge) throw new Error('not offered');
    expect(challenge.algorithm).toBe(['SHA-256', 'MD5'][index]);
    for (const count of [1, 2, 3]) {
      const header = answerChallenge(challenge, { ...proof, count }, hash);
      expect(check(registrar, header)).toEqual({ kind: 'known', user: '101' });
      expect(check(registrar, header)).toEqual({ kind: 'stale' });
    }
  });

  test('a nonce has its time, and is none of a server that was started anew', () => {
    const registrar = server();
    const [challenge] = asked(registrar);
    if (!challenge) throw new Error('not offered');
    const header = answerChallenge(challenge, proof, hash);
    expect(check(registrar, header, nonceLifeMs + 1)).toEqual({ kind: 'stale' });
    expect(check(server(), header)).toEqual({ kind: 'stale' });
    expect(check(registrar, header, nonceLifeMs)).toEqual({ kind: 'known', user: '101' });
  });

  test('a wrong password, another account, another method or address are wrong; nothing for us is unasked', () => {
    const registrar = server();
    const [challenge] = asked(registrar);
    if (!challenge) throw new Error('not offered');
    const wrong = (changes: Partial<DigestProof>): DigestVerdict =>
      check(registrar, answerChallenge(challenge, { ...proof, ...changes }, hash));
    expect(wrong({ password: 'other' })).toEqual({ kind: 'wrong', user: '101' });
    expect(wrong({ user: '102' })).toEqual({ kind: 'wrong', user: '102' });
    expect(wrong({ method: 'OPTIONS' })).toEqual({ kind: 'wrong', user: '101' });
    expect(wrong({ uri: 'sip:192.0.2.2' })).toEqual({ kind: 'wrong', user: '101' });
    expect(check(registrar, 'Digest username="101"')).toEqual({ kind: 'wrong', user: null });
    expect(check(registrar, 'Basic dTpw')).toEqual({ kind: 'unasked' });
    expect(wrong({})).toEqual({ kind: 'known', user: '101' });
    const elsewhere = answerChallenge({ ...challenge, realm: 'pbx' }, proof, hash);
    expect(check(registrar, elsewhere)).toEqual({ kind: 'unasked' });
  });

  test('a proxy may have added a port or parameters to the address', () => {
    const registrar = server();
    const [challenge] = asked(registrar);
    if (!challenge) throw new Error('not offered');
    const header = answerChallenge(challenge, proof, hash);
    expect(check(registrar, header, 0, 'sip:192.0.2.1:5060;transport=udp')).toEqual({ kind: 'known', user: '101' });
  });

  test('auth-int covers the body (RFC 2617 §3.2.2.3)', () => {
    const [challenge] = readChallenges(['Digest realm="r", nonce="n", qop="auth-int"']);
    if (!challenge) throw new Error('not read');
    const [with1, with2] = ['one', 'two'].map((body) => answerChallenge(challenge, { ...proof, body }, hash));
    expect(with1).not.toBe(with2);
    const md5 = (text: string): string => hash('MD5', text);
    const asked1 = md5(`REGISTER:${proof.uri}:${md5('one')}`);
    expect(with1).toContain(
      `response="${md5(`${md5(`101:r:${proof.password}`)}:n:00000001:c0ffee:auth-int:${asked1}`)}"`,
    );
    expect(with1).not.toContain('algorithm');
  });
});

describe('reading challenges', () => {
  test('several in one value, odd blanks, bare values and escapes', () => {
    const [one, two, ...others] = readChallenges([
      'Negotiate abc==, Digest  realm = "a \\" b" ,nonce="n,1",qop="auth-int, AUTH",opaque="" , DIGEST nonce=n2,realm="c",algorithm=sha-256,stale=TRUE, Basic realm="x"',
    ]);
    expect(one).toEqual({
      realm: 'a \\" b',
      nonce: 'n,1',
      opaque: '',
      algorithm: 'MD5',
      namesAlgorithm: false,
      qop: 'auth',
      isStale: false,
    });
    expect(two).toMatchObject({
      realm: 'c',
      nonce: 'n2',
      algorithm: 'SHA-256',
      namesAlgorithm: true,
      qop: null,
      isStale: true,
    });
    expect(others).toEqual([]);
  });

  test('nothing makes it throw, and no answer leaves its line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary-ascii' })),
        fc.string({ unit: 'binary-ascii' }),
        (values, realm) => {
          const line = (text: string): string => text.replace(/[\r\n]/g, '');
          for (const challenge of readChallenges([...values, `Digest realm="${realm}", nonce="n"`].map(line))) {
            expect(answerChallenge(challenge, proof, hash)).not.toMatch(/[\r\n]/);
          }
        },
      ),
    );
  });
});
