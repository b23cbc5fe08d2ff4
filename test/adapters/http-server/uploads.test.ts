import { expect, test } from 'vitest';
import { refusal, startServer, until, uploadLimitBytes } from './http-bench';

const put = (target: string, body: string, ...headers: string[]): string =>
  `PUT ${target} HTTP/1.1\r\nContent-Length: ${body.length}\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n${body}`;

const ended = (text: string): boolean => text.includes('\r\n\r\n');

test('what a phone may send is taken in whole, and the connection lives on', async () => {
  const { exchange, uploads, settled, sent } = await startServer();
  const answer = await exchange(put('/log', 'it rang') + put('/log', 'twice', 'Connection: close'));
  expect(answer).toBe(
    'HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\n' +
      'HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  );
  expect(uploads).toEqual(['it rang', 'twice']);
  expect(settled).toHaveLength(2);
  expect(sent).toEqual([
    { status: 201, bytes: 7 },
    { status: 201, bytes: 5 },
  ]);
});

test('an empty file is a file', async () => {
  const { exchange, uploads } = await startServer();
  expect(await exchange('PUT /log HTTP/1.1\r\n\r\n', ended)).toContain('201 Created');
  expect(uploads).toEqual(['']);
});

test('a body in chunks is taken in, and one that waits is asked for', async () => {
  const { exchange, uploads, open } = await startServer();
  await exchange('PUT /log HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n', ended);
  expect(uploads).toEqual(['abc']);
  const socket = await open();
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  socket.write('PUT /log HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n');
  await until(() => ended(received));
  expect(received).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.write('wait');
  await until(() => uploads.length === 2);
  expect(uploads[1]).toBe('wait');
  await until(() => received.includes('201 Created'));
});

test.each([
  ['told before', put('/log', 'x'.repeat(uploadLimitBytes + 1))],
  ['in chunks', `PUT /log HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nC8\r\n${'x'.repeat(200)}\r\n0\r\n\r\n`],
])('one too large, %s, is a 413 and is not kept', async (_, bytes) => {
  const { exchange, uploads, sent } = await startServer();
  expect(await exchange(bytes)).toBe(
    'HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  );
  expect(uploads).toEqual([]);
  await until(() => sent.length === 1);
  expect(sent).toEqual([{ status: 413, bytes: 0 }]);
});

test('one that breaks off or is broken is not kept', async () => {
  const { exchange, open, uploads, settled } = await startServer();
  const socket = await open();
  socket.write('PUT /log HTTP/1.1\r\nContent-Length: 50\r\n\r\nabc');
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await until(() => settled.length === 1);
  await exchange('PUT /log HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n');
  await until(() => settled.length === 2);
  expect(settled.map(({ completed }) => completed)).toEqual([false, false]);
  expect(uploads).toEqual([]);
});

test('a PUT that may send nothing is refused as everybody is, with a body and without', async () => {
  const { exchange, settled } = await startServer();
  expect(await exchange(put('/elsewhere', 'abc'))).toBe(refusal);
  expect(await exchange('PUT /elsewhere HTTP/1.1\r\n\r\n')).toBe(refusal);
  expect(await exchange(put('/elsewhere', 'abc', 'Expect: 100-continue'))).toBe(refusal);
  await until(() => settled.length === 3);
});

test('where a login is asked for, everybody gets the same 401 with all challenges, and the connection ends', async () => {
  const { exchange, settled } = await startServer();
  const head =
    'HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 13\r\n' +
    'WWW-Authenticate: Digest realm="a"\r\nWWW-Authenticate: Basic realm="a"\r\nConnection: close\r\n\r\n';
  expect(await exchange('GET /login HTTP/1.1\r\n\r\n')).toBe(`${head}Unauthorized\n`);
  expect(await exchange('HEAD /login HTTP/1.1\r\n\r\n')).toBe(head);
  expect(await exchange(put('/login', 'abc'))).toBe(`${head}Unauthorized\n`);
  expect(await exchange(put('/login', 'abc', 'Expect: 100-continue'))).toBe(`${head}Unauthorized\n`);
  await until(() => settled.length === 4);
});
