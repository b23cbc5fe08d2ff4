// NOTIFYs that go through a SIP server.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NameService } from '../../../electron/core/sip/locate-server';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { NextHop } from '../../../electron/services/resync/notify-sender';
import { x509Authority } from '../../../electron/adapters/certificates/x509-authority';
import { issueForTest, type IssuedForTest } from '../../support/certificates';
import { bench, phoneAt, serverAt, settle } from './sender-bench';
import { responseTo } from './stand-in-phone';

const day = 24 * 60 * 60_000;

/** The account as the server knows it: no address of the phone. */
const account = { address: 'pbx.example', port: null };

function proxy(port: number | null, transport: 'udp' | 'tcp' | 'tls', host = '127.0.0.1'): NextHop {
  return { kind: 'proxy', host, port, transport };
}

function names(
  known: Partial<Record<string, readonly string[]>>,
  services: NameService['services'] = async () => [],
): NameService {
  return {
    services,
    addresses: async (name) => {
      const found = known[name];
      if (!found) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
      return found;
    },
  };
}

describe('through a server', () => {
  test('over UDP the Request-URI stays the account, Route names the server, and the answer finds its way', async () => {
    const { notify } = await bench();
    const server = await phoneAt();
    const sending = notify(account, { nextHop: proxy(server.port, 'udp') });
    const request = await server.request(1);
    expect(request.startLine).toBe('NOTIFY sip:101@pbx.example SIP/2.0');
    expect(request.header('to')).toBe('<sip:101@pbx.example>');
    expect(request.header('route')).toBe(`<sip:127.0.0.1:${server.port};lr>`);
    server.answer(request, '200 OK');
    await expect(sending.outcome).resolves.toEqual({ kind: 'answered', status: 200, reason: 'OK' });
  });

  test('over TCP nothing is repeated, Via and Contact say TCP, and one connection serves many', async () => {
    const { notify, clock, local } = await bench({ tcp: true });
    const server = await serverAt();
    server.onRequest = () => undefined;
    const sending = notify(account, { nextHop: proxy(server.port, 'tcp') });
    const request = await server.request(1);
    expect(request.header('via')).toMatch(new RegExp(`^SIP/2\\.0/TCP 127\\.0\\.0\\.1:${local.port};branch=`));
    expect(request.header('contact')).toBe(`<sip:cordboard@127.0.0.1:${local.port};transport=tcp>`);
    expect(request.header('route')).toBe(`<sip:127.0.0.1:${server.port};transport=tcp;lr>`);
    clock.advance(20_000);
    await settle();
    expect(server.requests).toHaveLength(1);
    const answer = responseTo(request, '200 OK');
    server.sockets[0]?.write(answer.slice(0, 100));
    await settle();
    server.sockets[0]?.write(`${answer.slice(100)}\r\n`);
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    server.onRequest = (again, socket) => socket.write(responseTo(again, '202 Accepted'));
    const many = await Promise.all(
      [1, 2, 3].map(() => notify(account, { nextHop: proxy(server.port, 'tcp') }).outcome),
    );
    expect(many.map((outcome) => outcome.kind === 'answered' && outcome.status)).toEqual([202, 202, 202]);
    expect(server.sockets).toHaveLength(1);
    clock.advance(60_000);
    await once(server.sockets[0] as Socket, 'close');
    expect(clock.pending).toBe(0);
  });

  test('over TCP silence ends after 32 s, with one try', async () => {
    const { notify, clock } = await bench();
    const server = await serverAt();
    server.onRequest = () => undefined;
    const sending = notify(account, { nextHop: proxy(server.port, 'tcp') });
    await server.request(1);
    clock.advance(32_000);
    await expect(sending.outcome).resolves.toEqual({ kind: 'silence', tries: 1 });
  });

  test('a connection the server closed in the meantime is opened anew', async () => {
    const { notify } = await bench();
    const server = await serverAt();
    await notify(account, { nextHop: proxy(server.port, 'tcp') }).outcome;
    let closed = false;
    server.onRequest = (request, socket) => {
      if (closed) socket.write(responseTo(request, '200 OK'));
      else socket.destroy();
      closed = true;
    };
    const sending = notify(account, { nextHop: proxy(server.port, 'tcp') });
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    expect(server.sockets).toHaveLength(2);
    expect(sending.tries).toEqual([1, 2]);
  });

  test('a server that hangs up without an answer, and one that is not there', async () => {
    const { notify } = await bench();
    const server = await serverAt();
    server.onRequest = (_request, socket) => socket.destroy();
    await expect(notify(account, { nextHop: proxy(server.port, 'tcp') }).outcome).resolves.toEqual({
      kind: 'unreachable',
      detail: 'the other side closed the connection before it answered',
    });
    // It may have passed the NOTIFY on: only a connection from before may have been closed without regard to it.
    expect(server.requests).toHaveLength(1);
    const { port } = server;
    await server.close();
    await expect(notify(account, { nextHop: proxy(port, 'tcp') }).outcome).resolves.toMatchObject({
      kind: 'unreachable',
      detail: expect.stringContaining('nobody takes connections at that port'),
    });
  });

  test('a 401 over TCP is answered over the same connection', async () => {
    const { notify } = await bench();
    const server = await serverAt();
    server.onRequest = (request, socket) => {
      const isProven = request.header('authorization') !== '';
      const challenge = ['WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"'];
      socket.write(isProven ? responseTo(request, '200 OK') : responseTo(request, '401 Unauthorized', challenge));
    };
    const credentials = { authId: '101', password: 'secret' };
    await expect(notify(account, { nextHop: proxy(server.port, 'tcp'), credentials }).outcome).resolves.toMatchObject({
      status: 200,
    });
    expect(server.sockets).toHaveLength(1);
  });

  test('Retry-After of a 503 is told, and Subscription-State written when it is wanted', async () => {
    const { notify } = await bench();
    const phone = await phoneAt();
    const sending = notify(phone, { subscriptionState: true });
    const request = await phone.request(1);
    expect(request.header('subscription-state')).toBe('terminated');
    phone.answer(request, '503 Busy', ['Retry-After: 120 (starting);duration=60']);
    await expect(sending.outcome).resolves.toEqual({
      kind: 'answered',
      status: 503,
      reason: 'Busy',
      retryAfterMs: 120_000,
    });
  });

  test('what is no name of a server is refused, and so is a domain without one', async () => {
    const { notify } = await bench();
    const refused = [
      notify(account, { nextHop: proxy(5060, 'udp', 'pbx example') }),
      notify(account, { nextHop: proxy(5060, 'udp', 'pbx.example:5080') }),
      notify(account, { nextHop: proxy(5060, 'udp', 'a>\r\nX: y') }),
      notify(account, { nextHop: proxy(70_000, 'udp') }),
      notify({ address: 'pbx.example\r\nX: y', port: null }, { nextHop: proxy(5060, 'udp') }),
      notify(account),
    ];
    for (const { outcome } of refused) {
      const error: unknown = await outcome.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProblemError);
      expect((error as ProblemError).problem.code).toBe('VALUE_INVALID');
    }
  });
});

describe('where the server is (RFC 3263)', () => {
  test('without a port SRV is asked; the next place is tried when one is gone or says 503, and the name stays in Route', async () => {
    const [busy, good, gone] = [await serverAt(), await serverAt(), await serverAt()];
    await gone.close();
    busy.onRequest = (request, socket) => socket.write(responseTo(request, '503 Service Unavailable'));
    const asked: string[] = [];
    const { notify } = await bench({
      names: names({ 'a.pbx.example': ['127.0.0.1'] }, async (name) => {
        asked.push(name);
        return [good, busy, gone].map(({ port }, index) => ({
          host: 'a.pbx.example',
          port,
          priority: 10 - index,
          weight: 0,
        }));
      }),
    });
    const sending = notify(account, { nextHop: proxy(null, 'tcp', 'pbx.example') });
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    expect(asked).toEqual(['_sip._tcp.pbx.example']);
    expect(busy.requests).toHaveLength(1);
    expect(good.requests[0]?.header('route')).toBe('<sip:pbx.example;transport=tcp;lr>');
    expect(good.requests[0]?.header('call-id')).toBe(busy.requests[0]?.header('call-id'));
  });

  test('each place that asks for the password gets its proof, also of the realm another has asked for', async () => {
    const [busy, good] = [await serverAt(), await serverAt()];
    const places = [busy, good].map(({ port }, priority) => ({ host: 'a.example', port, priority, weight: 0 }));
    for (const server of [busy, good]) {
      server.onRequest = (request, socket) => {
        const isProven = request.header('proxy-authorization') !== '';
        const challenge = [`Proxy-Authenticate: Digest realm="pbx", nonce="${server.port}", qop="auth"`];
        const end = server === good ? '200 OK' : '503 Service Unavailable';
        socket.write(isProven ? responseTo(request, end) : responseTo(request, '407 Who', challenge));
      };
    }
    const { notify } = await bench({ names: names({ 'a.example': ['127.0.0.1'] }, async () => places) });
    const credentials = { authId: '101', password: 'secret' };
    const sending = notify(account, { nextHop: proxy(null, 'tcp', 'pbx.example'), credentials });
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    expect(good.requests).toHaveLength(2);
  });

  test('over UDP a silent place costs 32 s, then the next is asked', async () => {
    const [silent, good] = [await phoneAt('127.0.0.1'), await phoneAt('127.0.0.1')];
    const places = [silent, good].map(({ port }, priority) => ({ host: 'a.example', port, priority, weight: 0 }));
    const { notify, clock } = await bench({ names: names({ 'a.example': ['127.0.0.1'] }, async () => places) });
    const sending = notify(account, { nextHop: proxy(null, 'udp', 'pbx.example') });
    await silent.request(1);
    clock.advance(32_000);
    good.answer(await good.request(1), '200 OK');
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
  });

  test('a name nobody knows is said so', async () => {
    const { notify } = await bench({ names: names({}) });
    await expect(notify(account, { nextHop: proxy(5060, 'udp', 'nowhere.example') }).outcome).resolves.toEqual({
      kind: 'unreachable',
      detail: 'nowhere.example: no such name is known (ENOTFOUND)',
    });
  });
});

describe('TLS', () => {
  let good: IssuedForTest;

  beforeAll(async () => {
    good = await issueForTest('ecdsa-p256', ['pbx.example', '127.0.0.1']);
  });

  test('the certificate must be of a root this computer or the site trusts', async () => {
    const server = await serverAt(good.server);
    const trusting = await bench({ authorities: () => [good.root.certificate] });
    const byAddress = trusting.notify(account, { nextHop: proxy(server.port, 'tls') });
    await expect(byAddress.outcome).resolves.toMatchObject({ status: 200 });
    expect(server.requests[0]?.header('via')).toMatch(/^SIP\/2\.0\/TLS /);
    const strange = await bench();
    await expect(strange.notify(account, { nextHop: proxy(server.port, 'tls') }).outcome).resolves.toMatchObject({
      kind: 'unreachable',
      detail: expect.stringMatching(/not known here; add its root to the authorities of the site|not trusted here/),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('it must be for the name a person gave, not for the one SRV led to', async () => {
    const server = await serverAt(good.server);
    const led = names({ 'elsewhere.example': ['127.0.0.1'] }, async () => [
      { host: 'elsewhere.example', port: server.port, priority: 1, weight: 1 },
    ]);
    const { notify } = await bench({ authorities: () => [good.root.certificate], names: led });
    await expect(notify(account, { nextHop: proxy(null, 'tls', 'pbx.example') }).outcome).resolves.toMatchObject({
      status: 200,
    });
    await expect(notify(account, { nextHop: proxy(null, 'tls', 'other.example') }).outcome).resolves.toEqual({
      kind: 'unreachable',
      detail: 'its certificate is for other names (ERR_TLS_CERT_ALTNAME_INVALID)',
    });
  });

  test('an expired certificate is named, and a server that speaks no TLS', async () => {
    const over = { notBefore: Date.now() - 2 * day, notAfter: Date.now() - day };
    const old = await x509Authority.issue(good.root, { ...over, key: 'ecdsa-p256', names: ['127.0.0.1'] });
    const [expired, plain] = [await serverAt(old), await serverAt()];
    const { notify } = await bench({ authorities: () => [good.root.certificate] });
    await expect(notify(account, { nextHop: proxy(expired.port, 'tls') }).outcome).resolves.toMatchObject({
      detail: 'its certificate has expired (CERT_HAS_EXPIRED)',
    });
    plain.sockets.length = 0;
    plain.onRequest = () => undefined;
    const sending = notify(account, { nextHop: proxy(plain.port, 'tls') });
    while (plain.sockets.length === 0) await settle();
    plain.sockets[0]?.write('SIP/2.0 400 Bad Request\r\n\r\n');
    await expect(sending.outcome).resolves.toMatchObject({
      kind: 'unreachable',
      detail: expect.stringContaining('it does not speak TLS'),
    });
  });
});
