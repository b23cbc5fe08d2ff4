import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { TftpServer } from '../../../electron/adapters/tftp-server/tftp-server';
import { listenProblem } from '../../../electron/core/provisioning/listen-problem';
import { TestClock } from '../../support/test-clock';
import { ack, errorOf, fetchFile, rawPeer, readRequest, someBytes, startTftp, until } from './tftp-bench';

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
}

function another(): TftpServer {
  return new TftpServer({ clock: new TestClock(), answer: () => expect.unreachable() });
}

test('a port in use is a problem that names another port, and the listener can try again', async () => {
  const other = createSocket('udp4').bind(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address();
  const server = another();
  const refused = await server.listen('127.0.0.1', port);
  expect(refused).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
  expect(server.listening).toBeNull();
  other.close();
  await once(other, 'close');
  expect(await server.listen('127.0.0.1', port)).toEqual({ ok: true, value: { address: '127.0.0.1', port } });
  expect(server.listening).toEqual({ address: '127.0.0.1', port });
  await server.close();
  expect(server.listening).toBeNull();
});

test.each(['192.0.2.1', 'not-an-address'])('%s is a problem: no address of this computer', async (address) => {
  expect(await another().listen(address, 0)).toMatchObject({ ok: false, problem: { code: 'ADDRESS_NOT_HERE' } });
});

test.each([
  ['linux', 'ip_unprivileged_port_start=69'],
  ['darwin', '0.0.0.0'],
  ['win32', 'netsh'],
])('port 69 refused on %s is a problem with what helps there', (platform, words) => {
  const problem = listenProblem('EACCES', { service: 'TFTP', address: '127.0.0.1', port: 69, platform });
  expect(problem).toMatchObject({ code: 'PORT_REFUSED', remedy: expect.stringContaining(words) });
});

describe('closing', () => {
  test('lets a transfer under way finish, and takes no new one', async () => {
    const { server, port, settled } = await startTftp({ '/file': someBytes(600) });
    const peer = await rawPeer();
    peer.say(readRequest('file'), port);
    const { port: transfer } = await peer.next();
    const closed = server.close();
    expect(server.listening).toBeNull();
    peer.say(ack(1), transfer);
    await peer.next();
    peer.say(ack(2), transfer);
    const beganMs = performance.now();
    await closed;
    expect(performance.now() - beganMs).toBeLessThan(500);
    expect(settled).toMatchObject([{ completed: true }]);
    await expect(fetchFile(port, 'file', {}, { patienceMs: 1 })).rejects.toThrow('silent');
  });

  test('waits about two seconds for a peer that says nothing, no longer, and tells it', async () => {
    const { server, port, settled } = await startTftp({ '/file': someBytes(600) });
    const peer = await rawPeer();
    peer.say(readRequest('file'), port);
    await peer.next();
    const beganMs = performance.now();
    await server.close();
    expect(performance.now() - beganMs).toBeGreaterThan(1_500);
    expect(performance.now() - beganMs).toBeLessThan(4_000);
    expect(settled).toMatchObject([{ completed: false }]);
    await peer.next(); // repeated after a second
    expect(errorOf((await peer.next()).bytes)?.text).toBe('Server is stopping');
  });

  test('can be followed by listening again', async () => {
    const { server, port } = await startTftp({ '/file': someBytes(600) });
    await server.close();
    await server.close();
    expect(await server.listen('127.0.0.1', port)).toMatchObject({ ok: true });
    await fetchFile(port, 'file');
  });
});

test('a thousand small files at once all arrive, and every socket is given back', async () => {
  const { port, settled, faults } = await startTftp(
    { '/file': someBytes(3_000) },
    { limits: { perPeer: 100, inAll: 100 } },
  );
  const before = openSockets();
  for (let round = 0; round < 10; round++)
    await Promise.all(Array.from({ length: 100 }, () => fetchFile(port, 'file', {}, { patienceMs: 2_000 })));
  await until(() => settled.length === 1_000);
  expect(settled.every(({ completed }) => completed)).toBe(true);
  expect(faults).toEqual([]);
  await until(() => openSockets() <= before);
}, 30_000);
