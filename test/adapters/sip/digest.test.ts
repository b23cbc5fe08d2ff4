import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bench, phoneAt } from './sender-bench';
import { branchOf, type HeardRequest } from './stand-in-phone';

const credentials = { authId: 'line101', password: 'pa"ss wörd\\' };

function hashOf(algorithm: string): (text: string) => string {
  const name = algorithm === 'SHA-256' ? 'sha256' : 'md5';
  return (text) => createHash(name).update(text, 'utf8').digest('hex');
}

function parameter(authorization: string, name: string): string {
  return new RegExp(`[ ,]${name}="?([^",]*)"?`).exec(authorization)?.[1] ?? '';
}

/** RFC 7616 §3.4.1: what `response` must be, from the header's own parameters. */
function expectedResponse(authorization: string): string {
  const of = (name: string): string => parameter(authorization, name);
  const hash = hashOf(of('algorithm'));
  const ha1 = hash(`${of('username')}:${of('realm')}:${credentials.password}`);
  const qop = of('qop');
  const ha2 = hash(`NOTIFY:${of('uri')}${qop === 'auth-int' ? `:${hash('')}` : ''}`);
  const middle = qop === '' ? of('nonce') : `${of('nonce')}:${of('nc')}:${of('cnonce')}:${qop}`;
  return hash(`${ha1}:${middle}:${ha2}`);
}

function expectProof(request: HeardRequest, header: string): string {
  const authorization = request.header(header);
  expect(authorization).toMatch(/^Digest /);
  expect(parameter(authorization, 'username')).toBe('line101');
  expect(parameter(authorization, 'uri')).toBe(request.startLine.split(' ')[1]);
  expect(parameter(authorization, 'response')).toBe(expectedResponse(authorization));
  return authorization;
}

describe('digest', () => {
  test.each([
    ['401 Unauthorized', 'WWW-Authenticate', 'Authorization', 'realm="phone", nonce="abc", algorithm=MD5, qop="auth"'],
    ['401 Unauthorized', 'WWW-Authenticate', 'Authorization', 'realm="phone", nonce="abc"'],
    [
      '401 Unauthorized',
      'WWW-Authenticate',
      'Authorization',
      'realm="a b", nonce="x=", algorithm=md5, opaque="o", qop="auth-int"',
    ],
    [
      '401 Unauthorized',
      'WWW-Authenticate',
      'Authorization',
      'realm="s", nonce="n", algorithm=SHA-256, opaque="o", qop="auth-int"',
    ],
    [
      '407 Proxy Authentication Required',
      'Proxy-Authenticate',
      'Proxy-Authorization',
      'realm="s", nonce="n", algorithm="SHA-256", qop=auth',
    ],
    [
      '407 Proxy Authentication Required',
      'Proxy-Authenticate',
      'Proxy-Authorization',
      'realm="pbx", nonce="n", qop="auth,auth-int"',
    ],
  ])('%s with %s is answered once by the formula of RFC 2617', async (status, challenge, answer, parameters) => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone, { credentials, user: '10 1' });
    const first = await phone.request(1);
    phone.answer(first, status, [`${challenge}: Digest ${parameters}`]);
    const second = await phone.request(2);
    const authorization = expectProof(second, answer);
    expect(parameter(authorization, 'nc')).toBe(parameters.includes('qop') ? '00000001' : '');
    expect(parameter(authorization, 'opaque')).toBe(parameters.includes('opaque') ? 'o' : '');
    expect(second.header('cseq')).toBe('2 NOTIFY');
    expect(branchOf(second)).not.toBe(branchOf(first));
    expect(second.header('call-id')).toBe(first.header('call-id'));
    expect(second.header('from')).toBe(first.header('from'));
    phone.answer(second, '200 OK');
    await expect(sending.outcome).resolves.toEqual({ kind: 'answered', status: 200, reason: 'OK' });
    expect(sending.tries).toEqual([1, 2]);
  });

  test('a 401 that arrives twice does not count against the repeat with credentials', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone, { credentials });
    const first = await phone.request(1);
    const challenge = ['WWW-Authenticate: Digest realm="r", nonce="n"'];
    for (let copy = 0; copy < 3; copy += 1) phone.answer(first, '401 Unauthorized', challenge);
    const second = await phone.request(2);
    phone.answer(first, '401 Unauthorized', challenge);
    phone.answer(second, '200 OK');
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    expect(phone.requests).toHaveLength(2);
  });

  test('the repeat with credentials is itself repeated when lost, with its own Timer F', async () => {
    const { notify, clock } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone, { credentials });
    const first = await phone.request(1);
    clock.advance(400);
    phone.answer(first, '401 Unauthorized', ['WWW-Authenticate: Digest realm="r", nonce="n"']);
    await phone.request(2);
    clock.advance(500);
    const third = await phone.request(3);
    expect(third.text).toBe(phone.requests[1]?.text);
    clock.advance(31_499);
    expect(clock.pending).toBeGreaterThan(0);
    clock.advance(1);
    await expect(sending.outcome).resolves.toMatchObject({ kind: 'silence' });
    expect(clock.pending).toBe(0);
  });

  test.each([
    ['MD5', ['MD5', 'SHA-256']],
    ['SHA-256', ['SHA-512-256', 'SHA-256', 'MD5']],
  ])(
    'of several challenges the first known one, %s, is answered (RFC 8760 §2.4), also on one line',
    async (taken, offered) => {
      const challenges = offered.map(
        (name) => `Digest realm="r", nonce="${name}", qop="auth,auth-int", algorithm=${name}`,
      );
      for (const headers of [
        challenges.map((one) => `WWW-Authenticate: ${one}`),
        [`WWW-Authenticate: ${challenges.join(', ')}`],
      ]) {
        const { notify } = await bench();
        const phone = await phoneAt();
        const sending = notify(phone, { credentials });
        phone.answer(await phone.request(1), '401 Unauthorized', headers);
        const second = await phone.request(2);
        expect(parameter(expectProof(second, 'Authorization'), 'nonce')).toBe(taken);
        phone.answer(second, '200 OK');
        await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
      }
    },
  );

  test('a proxy asks, then the phone behind it: both get their proof, the proxy the second one of its nonce', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone, { credentials });
    phone.answer(await phone.request(1), '407 Proxy Authentication Required', [
      'Proxy-Authenticate: Digest realm="pbx", nonce="p", qop="auth"',
    ]);
    const second = await phone.request(2);
    expect(parameter(expectProof(second, 'Proxy-Authorization'), 'nc')).toBe('00000001');
    expect(second.header('authorization')).toBe('');
    phone.answer(second, '401 Unauthorized', ['WWW-Authenticate: Digest realm="phone", nonce="q", qop="auth"']);
    const third = await phone.request(3);
    expect(parameter(expectProof(third, 'Authorization'), 'nc')).toBe('00000001');
    expect(parameter(expectProof(third, 'Proxy-Authorization'), 'nc')).toBe('00000002');
    expect(third.header('cseq')).toBe('3 NOTIFY');
    phone.answer(third, '200 OK');
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
  });

  test('a stale nonce is replaced once, counting from 1 again', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone, { credentials });
    const challenge = (nonce: string, stale: boolean): string[] => [
      `WWW-Authenticate: Digest realm="r", nonce="${nonce}", qop="auth"${stale ? ', stale=true' : ''}`,
    ];
    phone.answer(await phone.request(1), '401 Unauthorized', challenge('old', false));
    phone.answer(await phone.request(2), '401 Unauthorized', challenge('new', true));
    const third = await phone.request(3);
    const authorization = expectProof(third, 'Authorization');
    expect(parameter(authorization, 'nonce')).toBe('new');
    expect(parameter(authorization, 'nc')).toBe('00000001');
    expect(third.header('cseq')).toBe('3 NOTIFY');
    phone.answer(third, '401 Unauthorized', challenge('newer', true));
    await expect(sending.outcome).resolves.toMatchObject({ status: 401 });
    expect(phone.requests).toHaveLength(3);
  });

  test('a second challenge means the password is wrong: 401', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    phone.onRequest = (request) =>
      phone.answer(request, '401 Unauthorized', ['WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"']);
    await expect(notify(phone, { credentials }).outcome).resolves.toEqual({
      kind: 'answered',
      status: 401,
      reason: 'Unauthorized',
    });
    expect(phone.requests).toHaveLength(2);
  });

  test.each([
    ['without credentials', null, 'WWW-Authenticate: Digest realm="r", nonce="n"'],
    ['with SHA-512-256 only', credentials, 'WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-512-256'],
    ['with an unknown qop', credentials, 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth-conf"'],
    ['with Basic', credentials, 'WWW-Authenticate: Basic realm="r"'],
    ['without a nonce', credentials, 'WWW-Authenticate: Digest realm="r"'],
    ['that cannot be read', credentials, 'WWW-Authenticate: ,,,"'],
    ['with a line break smuggled into the nonce', credentials, 'WWW-Authenticate: Digest realm="r", nonce="n\rX: y"'],
    ['without a challenge', credentials, 'X-Nothing: here'],
  ])('a 401 %s is the outcome', async (_case, known, challenge) => {
    const { notify } = await bench();
    const phone = await phoneAt();
    phone.onRequest = (request) => phone.answer(request, '401 Unauthorized', [challenge]);
    const sending = notify(phone, known ? { credentials: known } : {});
    await expect(sending.outcome).resolves.toMatchObject({ kind: 'answered', status: 401 });
    expect(phone.requests).toHaveLength(1);
  });
});
