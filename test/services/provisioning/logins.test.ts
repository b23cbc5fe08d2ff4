// Basic and Digest in place of tokens in the path: who is let in, what everybody else sees, and the way from one to the other.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AccessChange } from '../../../electron/core/provisioning/access-settings';
import { mac, minute, openSite, peer, valueOf, type Asked, type TestSite } from '../../support/site';

function set(site: TestSite, change: AccessChange): void {
  valueOf(site.services.state.access.change(change, 'test'));
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** What the phone was told last, apart: user, password, path. */
function told(site: TestSite, number: number, name = 'CFG_STANDARD_FILE_PATH'): URL {
  return new URL(site.held(number).get(name) ?? '');
}

function withBasic(site: TestSite, url: URL, from = peer(1)): Asked {
  return site.ask(url.pathname, { from, headers: { authorization: basic(url.username, url.password) } });
}

interface Digest {
  readonly algorithm?: 'MD5' | 'SHA-256';
  readonly count?: number;
  readonly nonce: string;
  readonly uri?: string;
  readonly method?: string;
  readonly qop?: boolean;
}

function digest(
  url: URL,
  { algorithm = 'SHA-256', count = 1, nonce, uri = url.pathname, method = 'GET', qop = true }: Digest,
): string {
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const nc = count.toString(16).padStart(8, '0');
  const secret = hash(`${url.username}:provisioning:${url.password}`);
  const response = hash(`${secret}:${qop ? `${nonce}:${nc}:c0:auth` : nonce}:${hash(`${method}:${uri}`)}`);
  const counted = qop ? `, qop=auth, nc=${nc}, cnonce="c0"` : '';
  return `Digest username="${url.username}", realm="provisioning", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=${algorithm}${counted}`;
}

function nonceOf({ challenges }: Asked): string {
  return /nonce="([^"]+)"/.exec(challenges[0] ?? '')?.[1] ?? '';
}

function withDigest(site: TestSite, url: URL, made: Digest): Asked {
  return site.ask(url.pathname, {
    method: made.method ?? 'GET',
    headers: { authorization: digest(url, made) },
  });
}

describe('Basic', () => {
  test('a phone is told addresses with its MAC and token in front of the host, and gets its files with them', async () => {
    const site = await openSite();
    set(site, { mode: 'basic' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    expect(own).toMatchObject({ username: mac(1), host: '192.0.2.200:8088', pathname: `/p/${mac(1)}.cfg` });
    expect(told(site, 1, 'CFG_MASTER_FILE_PATH')).toMatchObject({ username: 'site', pathname: '/s/master.cfg' });
    expect(site.ask(own.pathname)).toMatchObject({
      status: 401,
      challenges: ['Basic realm="provisioning", charset="UTF-8"'],
    });
    for (const name of ['CFG_STANDARD_FILE_PATH', 'CFG_PRODUCT_FILE_PATH', 'CFG_MASTER_FILE_PATH'])
      expect(withBasic(site, told(site, 1, name)).status).toBe(200);
    expect(site.view(1)).toMatchObject({ state: 'inSync', toldOutdated: false });
    expect(site.reasons()).toEqual(['served', 'served', 'served', 'login-missing', 'served']);
  });

  test('a phone may use its own login for the files of all phones, and never that of another', async () => {
    const site = await openSite();
    set(site, { mode: 'basic' });
    site.add(1);
    site.add(2);
    site.askFirst(1);
    site.askFirst(2);
    const headers = { authorization: basic(mac(1).toLowerCase(), told(site, 1).password) };
    expect(site.ask('/s/master.cfg', { headers }).status).toBe(200);
    expect(site.ask(`/p/${mac(2)}.cfg`, { headers }).status).toBe(401);
    expect(site.reasons(1)).toEqual(['token-of-another-phone']);
    const siteLogin = { authorization: basic('site', 'site-token-0123456789abc') };
    expect(site.ask(`/p/${mac(2)}.cfg`, { headers: siteLogin }).status).toBe(401);
    expect(site.ask('/s/nothing', { headers: siteLogin }).status).toBe(404);
  });

  test('a wrong login has its reason, counts as a guess and is a mark at the phone', async () => {
    const site = await openSite();
    set(site, { mode: 'basic' });
    site.add(1);
    site.boot(1);
    for (let guess = 0; guess < 21; guess++)
      site.ask(`/p/${mac(1)}.cfg`, { from: peer(66), headers: { authorization: basic(mac(1), `guess${guess}`) } });
    expect(site.reasons(2)).toEqual(['guarded', 'login-wrong']);
    expect(site.services.state.access.blocked()).toMatchObject([{ peer: peer(66), guesses: 21 }]);
    expect(site.view(1).reason?.problem.code).toBe('PHONE_TOKEN_REVOKED');
  });
});

describe('Digest', () => {
  test.each([
    ['SHA-256', true],
    ['MD5', true],
    ['MD5', false],
  ] as const)('lets a phone in with %s, qop %s', async (algorithm, qop) => {
    const site = await openSite();
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const asked = site.ask(own.pathname);
    expect(asked.status).toBe(401);
    expect(asked.challenges.map((challenge) => /algorithm=([\w-]+)/.exec(challenge)?.[1])).toEqual(['SHA-256', 'MD5']);
    expect(withDigest(site, own, { algorithm, nonce: nonceOf(asked), qop }).status).toBe(200);
    expect(site.reasons(2)).toEqual(['served', 'login-missing']);
  });

  test('the same login twice is a replay: refused, and a new nonce is offered', async () => {
    const site = await openSite();
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const nonce = nonceOf(site.ask(own.pathname));
    expect(withDigest(site, own, { nonce }).status).toBe(200);
    const replayed = withDigest(site, own, { nonce });
    expect(replayed.status).toBe(401);
    expect(replayed.challenges[0]).toContain('stale=true');
    expect(site.reasons(1)).toEqual(['nonce-stale']);
    expect(withDigest(site, own, { nonce, count: 2 }).status).toBe(200);
    expect(withDigest(site, own, { nonce: nonceOf(replayed) }).status).toBe(200);
  });

  test('in a fast lab a nonce lives as long as anywhere: phones answer in real time', async () => {
    const site = await openSite();
    site.labRate = 10_000;
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const nonce = nonceOf(site.ask(own.pathname));
    site.clock.advance(40 * 24 * 60 * minute * 0.5);
    expect(withDigest(site, own, { nonce }).status).toBe(200);
    site.clock.advance(40 * 24 * 60 * minute);
    expect(withDigest(site, own, { nonce, count: 2 }).challenges[0]).toContain('stale=true');
  });

  test('a nonce that is too old, or made before a restart, is stale; the wrong password never hears so', async () => {
    const site = await openSite();
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const nonce = nonceOf(site.ask(own.pathname));
    site.clock.advance(6 * minute);
    expect(withDigest(site, own, { nonce }).challenges[0]).toContain('stale=true');
    const again = site.restart();
    const stale = withDigest(again, own, { nonce });
    expect(withDigest(again, own, { nonce: nonceOf(stale) }).status).toBe(200);
    own.password = 'wrong';
    expect(withDigest(again, own, { nonce }).challenges[0]).not.toContain('stale');
    expect(again.reasons(3)).toEqual(['login-wrong', 'served', 'nonce-stale']);
  });

  test('a login made for another target, method or realm is none', async () => {
    const site = await openSite();
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const nonce = nonceOf(site.ask(own.pathname));
    expect(withDigest(site, own, { nonce, uri: '/s/master.cfg' }).status).toBe(401);
    const headers = { authorization: digest(own, { nonce, method: 'HEAD' }) };
    expect(site.ask(own.pathname, { headers }).status).toBe(401);
    expect(withDigest(site, own, { nonce, uri: `http://192.0.2.200:8088${own.pathname}` }).status).toBe(200);
    expect(site.reasons(3)).toEqual(['served', 'login-wrong', 'login-wrong']);
  });

  test('guesses that answer one and the same challenge count each', async () => {
    const site = await openSite();
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const nonce = nonceOf(site.ask(own.pathname));
    for (let guess = 0; guess < 21; guess++) {
      own.password = `guess${guess}`;
      site.ask(own.pathname, { from: peer(66), headers: { authorization: digest(own, { nonce }) } });
    }
    expect(site.services.state.access.blocked()).toMatchObject([{ peer: peer(66), guesses: 21 }]);
  });

  test('only the algorithms that are set are offered and taken', async () => {
    const site = await openSite();
    set(site, { mode: 'digest', digestAlgorithms: ['SHA-256'] });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    const asked = site.ask(own.pathname);
    expect(asked.challenges).toHaveLength(1);
    expect(withDigest(site, own, { nonce: nonceOf(asked), algorithm: 'MD5' }).status).toBe(401);
  });
});

describe('strangers', () => {
  test('a known and an unknown MAC, a wrong token and nonsense get the same challenge', async () => {
    const site = await openSite();
    set(site, { mode: 'basic' });
    site.add(1);
    const targets = [
      `/p/${mac(1)}.cfg`,
      `/p/${mac(9)}.cfg`,
      `/p/wrong/${mac(1)}.cfg`,
      '/p/x',
      '/s/',
      '/s/x/master.cfg',
      '/P/a/b/c',
    ];
    for (const target of targets)
      for (const authorization of [undefined, basic(mac(1), 'x'), basic(mac(9), 'x'), basic('x', ''), 'nonsense'])
        for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'])
          expect(site.ask(target, { method, ...(authorization ? { headers: { authorization } } : {}) })).toEqual({
            status: 401,
            text: '',
            etag: null,
            challenges: ['Basic realm="provisioning", charset="UTF-8"'],
          });
    expect(site.ask('/nothing').status).toBe(404);
    expect(site.ask(`/first/${mac(9)}.cfg`).status).toBe(404);
  });

  test('where tokens are used there is no challenge', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    for (const target of [`/p/${mac(1)}.cfg`, '/p/x/y', '/s/master.cfg'])
      expect(site.ask(target, { headers: { authorization: basic(mac(1), 'x') } }).status).toBe(404);
  });
});

describe('a change of the mode', () => {
  test('to logins: the old address is good until the phone has come with its login', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    const old = site.ownPath(1);
    set(site, { mode: 'basic' });
    expect(site.view(1).toldOutdated).toBe(true);
    expect(site.ask(old).text).toContain(`http://${mac(1)}:`);
    expect(site.ask(old).status).toBe(200);
    expect(site.view(1)).toMatchObject({ toldOutdated: false, state: 'inSync' });
    expect(withBasic(site.restart(), told(site, 1)).status).toBe(200);
    const again = site.restart();
    expect(again.ask(old)).toMatchObject({ status: 401 });
    expect(again.reasons(1)).toEqual(['login-missing']);
  });

  test('back to tokens: a phone that was told a login is still asked for it, until it has come with its token', async () => {
    const site = await openSite();
    set(site, { mode: 'digest' });
    site.add(1);
    site.askFirst(1);
    const own = told(site, 1);
    set(site, { mode: 'token' });
    const asked = site.ask(own.pathname);
    expect(asked.status).toBe(401);
    expect(withDigest(site, own, { nonce: nonceOf(asked) }).text).toContain(site.ownPath(1));
    expect(site.ask('/p/wrong/x').status).toBe(404);
    expect(site.ask(site.ownPath(1)).status).toBe(200);
    expect(site.ask(own.pathname).status).toBe(404);
  });

  test('a re-armed phone after a factory reset is told what is true now', async () => {
    const site = await openSite();
    set(site, { mode: 'basic' });
    site.add(1);
    site.askFirst(1);
    withBasic(site, told(site, 1));
    site.clock.advance(60 * minute);
    expect(site.askFirst(1).status).toBe(404);
    valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
    set(site, { mode: 'token' });
    expect(site.askFirst(1).text).toContain(site.ownPath(1));
    expect(site.ask(site.ownPath(1)).status).toBe(200);
  });
});
