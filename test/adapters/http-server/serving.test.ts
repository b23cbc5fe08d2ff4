import { Agent, request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { bigBytes, fileBytes, startServer, until } from './http-bench';

const served = (connection: string): string =>
  'HTTP/1.1 200 OK\r\nCache-Control: private, no-cache\r\nETag: "tag"\r\nContent-Type: text/plain; charset=utf-8\r\n' +
  `Content-Length: ${fileBytes.length}\r\nConnection: ${connection}\r\n`;

test('HTTP/1.0 without a Host header gets the exact bytes, then the end', async () => {
  const { exchange, settled } = await startServer();
  const answer = await exchange('GET /file HTTP/1.0\r\n\r\n');
  expect(answer).toBe(`${served('close')}\r\n${fileBytes.toString('latin1')}`);
  expect(settled).toEqual([{ target: '/file', completed: true }]);
});

test('HTTP/1.1 keeps the connection, and a HEAD has the same headers and no body', async () => {
  const { exchange, asked } = await startServer();
  const answer = await exchange(
    'HEAD /file HTTP/1.1\r\n\r\nGET /file HTTP/1.1\r\nUser-Agent: KX-UT670\r\nConnection: close\r\n\r\n',
  );
  expect(answer).toBe(
    `${served('keep-alive')}Keep-Alive: timeout=5\r\n\r\n${served('close')}\r\n${fileBytes.toString('latin1')}`,
  );
  expect(asked.map(({ method, header }) => [method, header('user-agent')])).toEqual([
    ['HEAD', null],
    ['GET', 'KX-UT670'],
  ]);
});

test('the peer, the protocol and the target arrive as they were sent', async () => {
  const { exchange, asked } = await startServer();
  await exchange('GET http://10.0.0.1:8088/x/%2F\\..//file?a=b HTTP/1.0\r\nIf-None-Match: "a", "b"\r\n\r\n');
  expect(asked).toEqual([
    {
      protocol: 'http',
      remote: '127.0.0.1',
      method: 'GET',
      target: 'http://10.0.0.1:8088/x/%2F\\..//file?a=b',
      header: expect.any(Function),
    },
  ]);
  expect(asked[0]?.header('user-agent')).toBeNull();
  expect(asked[0]?.header('if-none-match')).toBe('"a", "b"');
});

test('an IPv4 peer of an IPv6 listener is named by its IPv4 address', async () => {
  const { exchange, asked } = await startServer('::');
  await exchange('GET /file HTTP/1.0\r\n\r\n');
  expect(asked[0]?.remote).toBe('127.0.0.1');
});

test('an unchanged file is a 304 with its tag and nothing else', async () => {
  const { exchange, settled } = await startServer();
  const answer = await exchange('GET /file HTTP/1.0\r\nIf-None-Match: "tag"\r\n\r\n');
  expect(answer).toBe(
    'HTTP/1.1 304 Not Modified\r\nCache-Control: private, no-cache\r\nETag: "tag"\r\nConnection: close\r\n\r\n',
  );
  expect(settled).toEqual([{ target: '/file', completed: true }]);
});

test('a request with a small body, an Upgrade or an expectation is answered all the same', async () => {
  const { exchange } = await startServer();
  for (const headers of [
    'Content-Length: 4',
    'Transfer-Encoding: chunked',
    'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings, close',
    'Expect: 100-continue',
    'Expect: the-moon',
  ]) {
    const body = headers.startsWith('Content')
      ? 'abcd'
      : headers.startsWith('Transfer')
        ? '4\r\nabcd\r\n0\r\n\r\n'
        : '';
    const answer = await exchange(`GET /file HTTP/1.1\r\n${headers}\r\n\r\n${body}`, (text) =>
      text.endsWith('\r\n\r\n'),
    );
    expect(answer.slice(0, 15), headers).toBe('HTTP/1.1 200 OK');
    expect(answer.endsWith(fileBytes.toString('latin1')), headers).toBe(true);
  }
});

test('a file whose taker goes away is not taken', async () => {
  const { open, settled, faults } = await startServer();
  const socket = await open();
  socket.pause();
  socket.write('GET /big HTTP/1.1\r\n\r\nGET /file HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(settled).toEqual([]);
  socket.destroy();
  await until(() => settled.length === 2);
  expect(settled.map(({ completed }) => completed)).toEqual([false, false]);
  expect(faults).toEqual([]);
});

test('a thousand requests on twenty connections are each settled once', async () => {
  const { port, settled } = await startServer();
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const get = (): Promise<number> =>
    new Promise((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path: '/file', agent }, (response) => {
        let size = 0;
        response.on('data', (chunk: Uint8Array) => (size += chunk.length)).on('end', () => resolve(size));
      })
        .on('error', reject)
        .end();
    });
  const sizes = await Promise.all(Array.from({ length: 1_000 }, get));
  agent.destroy();
  expect(new Set(sizes)).toEqual(new Set([fileBytes.length]));
  await until(() => settled.length >= 1_000);
  expect(settled).toHaveLength(1_000);
  expect(settled.every(({ completed }) => completed)).toBe(true);
});

test('a long file arrives whole', async () => {
  const { exchange, settled } = await startServer();
  const answer = await exchange('GET /big HTTP/1.0\r\n\r\n');
  expect(answer.length - answer.indexOf('\r\n\r\n') - 4).toBe(bigBytes.length);
  await until(() => settled.length === 1);
  expect(settled[0]?.completed).toBe(true);
});
