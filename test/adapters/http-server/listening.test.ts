import { expect, test } from 'vitest';
import { ProvisioningHttpServer } from '../../../electron/adapters/http-server/provisioning-http-server';
import { listenProblem } from '../../../electron/core/provisioning/listen-problem';
import { bareAnswer } from '../../../electron/services/provisioning/answer';
import { TestClock } from '../../support/test-clock';
import { startServer, until } from './http-bench';

function another(): ProvisioningHttpServer {
  return new ProvisioningHttpServer({
    clock: new TestClock(),
    answer: () => ({ ...bareAnswer, status: 404, settle: () => undefined }),
  });
}

test('a port in use is a problem that names another port, and the listener can try again', async () => {
  const { port, server } = await startServer();
  const second = another();
  const refused = await second.listen('127.0.0.1', port);
  expect(refused).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
  expect(!refused.ok && refused.problem.remedy).toContain(String(port + 1));
  expect(second.listening).toBeNull();
  await server.close();
  expect(await second.listen('127.0.0.1', port)).toEqual({ ok: true, value: { address: '127.0.0.1', port } });
  expect(second.listening).toEqual({ address: '127.0.0.1', port });
  await second.close();
  expect(second.listening).toBeNull();
});

test('an address of another computer is a problem', async () => {
  expect(await another().listen('192.0.2.1', 0)).toMatchObject({ ok: false, problem: { code: 'ADDRESS_NOT_HERE' } });
});

test('a port the system keeps for administrators is a problem that says so', () => {
  const problem = listenProblem('EACCES', { service: 'HTTP', address: '127.0.0.1', port: 80 });
  expect(problem).toMatchObject({
    code: 'PORT_REFUSED',
    remedy: expect.stringMatching(/administrator.*8088|8088.*administrator/),
  });
});

test('closing ends idle connections at once', async () => {
  const { server, open } = await startServer();
  const sockets = [await open(), await open()];
  const [kept] = sockets;
  kept?.write('GET /file HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => kept?.once('data', resolve));
  const beganMs = performance.now();
  await server.close();
  expect(performance.now() - beganMs).toBeLessThan(500);
});

test('closing lets an answer under way finish, and then ends its connection', async () => {
  const { server, open, settled } = await startServer();
  const socket = await open();
  socket.pause();
  socket.write('GET /big HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = server.close();
  let size = 0;
  socket.on('data', (chunk) => (size += chunk.length)).resume();
  await closed;
  await until(() => size > 8 * 1024 * 1024);
  expect(settled).toEqual([{ target: '/big', completed: true }]);
});

test('closing waits about two seconds for a peer that takes nothing, no longer', async () => {
  const { server, open, settled } = await startServer();
  const socket = await open();
  socket.pause();
  socket.write('GET /big HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const beganMs = performance.now();
  await server.close();
  expect(performance.now() - beganMs).toBeGreaterThan(1_500);
  expect(performance.now() - beganMs).toBeLessThan(4_000);
  expect(settled).toEqual([{ target: '/big', completed: false }]);
});

test('closing what never listened is nothing', async () => {
  const server = another();
  await server.close();
  expect(server.listening).toBeNull();
});
