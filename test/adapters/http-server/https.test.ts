import { beforeAll, expect, test } from 'vitest';
import { explainHandshake } from '../../../electron/core/provisioning/handshake-failure';
import { issueForTest, type IssuedForTest } from '../../support/certificates';
import { clientHello } from '../../support/client-hello';
import { closed, fetchText, openRaw, openTls, startHttps, type HttpsBench } from './https-bench';

let rsa: IssuedForTest;
let ec: IssuedForTest;

beforeAll(async () => {
  [rsa, ec] = await Promise.all([issueForTest('rsa-2048'), issueForTest('ecdsa-p256')]);
});

const told = ({ failures }: HttpsBench) =>
  failures.map(({ remote, error, firstBytes }) => ({ remote, ...explainHandshake(error, firstBytes) }));

async function failure(bench: HttpsBench): Promise<ReturnType<typeof told>[0]> {
  await expect.poll(() => bench.failures.length).toBe(1);
  const [first] = told(bench);
  if (!first) throw new Error('none');
  return first;
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  '%s: a client that trusts our root is served, by address',
  async (version) => {
    for (const { root, server } of [rsa, ec]) {
      const bench = await startHttps(server);
      const options = { minVersion: version, maxVersion: version };
      await expect(fetchText(bench.port, root, options)).resolves.toBe('https /file');
      expect(bench.failures).toEqual([]);
      expect(bench.faults).toEqual([]);
    }
  },
);

test('a session is resumed', async () => {
  const { port } = await startHttps(ec.server);
  const options = { ca: ec.root.certificate, maxVersion: 'TLSv1.2' } as const;
  const first = await openTls(port, options);
  const session = first.getSession();
  if (!session) throw new Error('no session');
  expect(first.isSessionReused()).toBe(false);
  const second = await openTls(port, { ...options, session });
  expect(second.isSessionReused()).toBe(true);
});

test('many requests on one connection, and many connections at once', async () => {
  const { port, failures } = await startHttps(ec.server);
  const texts = await Promise.all(Array.from({ length: 60 }, (_, n) => fetchText(port, ec.root, { path: `/${n}` })));
  expect(texts).toEqual(texts.map((_, n) => `https /${n}`));
  const socket = await openTls(port, { ca: ec.root.certificate });
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  for (let n = 0; n < 5; n++) socket.write(`GET /again${n} HTTP/1.1\r\n\r\n`);
  await expect.poll(() => received.match(/https \/again\d/g)?.length).toBe(5);
  expect(failures).toEqual([]);
});

test('clients that come before the certificate wait for it, and are served', async () => {
  const bench = await startHttps(null);
  const waiting = [1, 2, 3].map((n) => fetchText(bench.port, rsa.root, { path: `/${n}` }));
  const idle = await openRaw(bench.port);
  await expect.poll(() => idle.readyState).toBe('open');
  bench.certificate.set(rsa.server);
  await expect(Promise.all(waiting)).resolves.toEqual(['https /1', 'https /2', 'https /3']);
});

test('a renewed certificate answers new clients; a connection that is open goes on', async () => {
  const bench = await startHttps(rsa.server);
  const socket = await openTls(bench.port, { ca: rsa.root.certificate });
  bench.certificate.set(ec.server);
  await expect(fetchText(bench.port, ec.root)).resolves.toBe('https /file');
  await expect(fetchText(bench.port, rsa.root)).rejects.toThrow(/certificate/);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.write('GET /old HTTP/1.1\r\n\r\n');
  await expect.poll(() => received).toContain('https /old');
});

test('closing ends clients in the middle of a handshake, and those that wait for a certificate', async () => {
  for (const certificate of [rsa.server, null]) {
    const bench = await startHttps(certificate);
    const [silent, midway] = [await openRaw(bench.port), await openRaw(bench.port)];
    midway.write(clientHello({ version: 0x0303, suites: [0xc02f] }).subarray(0, 20));
    await Promise.all([bench.server.close(), closed(silent), closed(midway)]);
    expect(bench.failures).toEqual([]);
  }
});

test('a client that does not know our root says so', async () => {
  const bench = await startHttps(rsa.server);
  // Node's own client looks at the certificate only when the handshake is done.
  const socket = await openRaw(bench.port);
  socket.write(clientHello({ version: 0x0303, suites: [0xc02f], isAble: true }));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(Buffer.from([21, 3, 3, 0, 2, 2, 48]));
  const told = await failure(bench);
  expect(told).toMatchObject({ remote: '127.0.0.1', offered: { versions: ['TLS 1.2'] } });
  expect(told.reason).toContain('does not trust our root');
});

test('a phone of TLS 1.0 is told as such, with what it offers', async () => {
  const bench = await startHttps(rsa.server);
  const socket = await openRaw(bench.port);
  socket.write(clientHello({ version: 0x0301, suites: [0x002f, 0x0005] }));
  await closed(socket);
  await expect(failure(bench)).resolves.toMatchObject({
    reason: 'It speaks only TLS 1.0; served are TLS 1.2 and TLS 1.3.',
    offered: { versions: ['TLS 1.0'], ciphers: ['RSA_WITH_AES_128_CBC_SHA', 'RSA_WITH_RC4_128_SHA'] },
  });
});

test('a client without a cipher suite for our key is told as such', async () => {
  const bench = await startHttps(ec.server);
  const socket = await openRaw(bench.port);
  socket.write(clientHello({ version: 0x0303, suites: [0xc02f, 0x002f], isAble: true }));
  await closed(socket);
  expect((await failure(bench)).reason).toContain('no cipher suite');
});

test('plain HTTP on the HTTPS port, and what is neither, is told as such', async () => {
  const http = await startHttps(rsa.server);
  (await openRaw(http.port)).write('GET /KX-UT670.cfg HTTP/1.1\r\nHost: x\r\n\r\n');
  expect((await failure(http)).reason).toContain('plain HTTP');
  const other = await startHttps(rsa.server);
  (await openRaw(other.port)).write('\0\0\0\0\0\0\0\0\0\0\0\0');
  expect((await failure(other)).reason).toContain('does not speak TLS');
});

test('a client that hangs up midway is told; one that sends nothing is not', async () => {
  const bench = await startHttps(rsa.server);
  (await openRaw(bench.port)).destroy();
  const socket = await openRaw(bench.port);
  socket.write(clientHello({ version: 0x0303, suites: [0xc02f], isAble: true }));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  expect((await failure(bench)).reason).toContain('hung up');
  expect(bench.faults).toEqual([]);
});
