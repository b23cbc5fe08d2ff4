// Plain requests are answered past node:http: nobody may notice, in any byte, in what is settled, or in what comes next.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainRequestReader } from '../../../electron/adapters/http-server/plain-request';
import { bigBytes, fileBytes, refusal, startServer, until } from './http-bench';

/** A header that a plain request has not: node:http answers. */
const odd = 'X-Odd: 1\r\n';
const whole = (text: string): boolean => text.includes('\r\n\r\n') && text.endsWith(fileBytes.toString('latin1'));

describe('the same bytes as node:http sends', () => {
  test.each([
    ['a file', '/file', ''],
    ['a file and the end', '/file', 'Connection: close\r\n'],
    ['a file that is unchanged', '/file', 'If-None-Match: "tag"\r\nConnection: close\r\n'],
    ['a file that has changed', '/file', 'If-None-Match: "old"\r\nConnection: close\r\n'],
    ['what is not there', '/nothing', ''],
    ['a fault of ours', '/throws', ''],
    ['a login', '/login', ''],
    ['a large file', '/big', 'Connection: close\r\n'],
    ['a file that is streamed', '/firmware', 'Connection: close\r\n'],
  ])('%s', async (_, target, headers) => {
    const { exchange, asked, settled } = await startServer();
    const plain = await exchange(`GET ${target} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`, whole);
    const usual = await exchange(`GET ${target} HTTP/1.1\r\n${odd}Host: a\r\n${headers}\r\n`, whole);
    expect(plain).toBe(usual);
    expect(asked).toHaveLength(2);
    await until(() => settled.length === (target === '/throws' ? 0 : 2));
    expect(settled.every(({ completed }) => completed)).toBe(true);
  });
});

test('one connection goes from plain requests to odd ones and stays with node:http', async () => {
  const { open, settled } = await startServer();
  const socket = await open();
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  const answers = (): number => received.split('HTTP/1.1 200').length - 1;
  for (const [index, headers] of ['', '', odd, '', 'Accept: */*\r\n'].entries()) {
    socket.write(`GET /file HTTP/1.1\r\n${headers}\r\n`);
    await until(() => answers() === index + 1);
  }
  socket.write('nonsense\r\n\r\n');
  await until(() => received.endsWith(refusal));
  expect(settled).toHaveLength(6);
});

test('a request in pieces, several in one piece, and one behind a large answer are all answered in order', async () => {
  const { open, settled, exchange } = await startServer();
  const socket = await open();
  let received = 0;
  socket.on('data', (chunk) => (received += chunk.length));
  socket.write('GET /file HT');
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.write('TP/1.1\r\n\r\n');
  await until(() => received > 0);
  const many = await exchange(
    'GET /file HTTP/1.1\r\n\r\n'.repeat(20) + 'GET /file HTTP/1.1\r\nConnection: close\r\n\r\n',
  );
  expect(many.split('200 OK')).toHaveLength(22);
  const slow = await open();
  let size = 0;
  slow.pause();
  slow.write('GET /big HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 20));
  slow.write('GET /file HTTP/1.1\r\n\r\n');
  slow.on('data', (chunk) => (size += chunk.length)).resume();
  await until(() => size > bigBytes.length + fileBytes.length);
  expect(settled.every(({ completed }) => completed)).toBe(true);
});

test('a peer that asks many plain things and takes nothing is neither forgotten nor run over', async () => {
  const { open, settled, asked } = await startServer();
  const socket = await open();
  socket.pause();
  for (let n = 0; n < 2_000 && !socket.destroyed; n++) {
    socket.write('GET /file HTTP/1.1\r\nUser-Agent: a\r\n\r\n');
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  let size = 0;
  socket.on('data', (chunk) => (size += chunk.length)).resume();
  await until(() => asked.length === 2_000 && settled.length === 2_000);
  await until(() => size > 2_000 * fileBytes.length);
  expect(settled.every(({ completed }) => completed)).toBe(true);
});

test('a peer that has asked and closes its half still gets its answer', async () => {
  const { open, settled } = await startServer();
  const socket = await open();
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  socket.end('GET /file HTTP/1.1\r\n\r\n');
  await until(() => settled.length === 1 && socket.closed);
  expect(whole(received)).toBe(true);
});

test('only everyday requests are plain; what is read of them is what node:http would have read', () => {
  const reader = new PlainRequestReader();
  const read = (text: string): ReturnType<PlainRequestReader['read']> => reader.read(Buffer.from(text, 'latin1'));
  const plain = read('GET /a%20b?c HTTP/1.1\r\nHost:x\r\nUser-Agent: \t KX-UT670 (a) \r\nCONNECTION: Close\r\n\r\n');
  expect(plain).toBeNull();
  const good = read('GET /a%20b?c HTTP/1.1\r\nHost:x\r\nUser-Agent: \t KX-UT670 (a)\r\nCONNECTION: Close\r\n\r\n');
  expect([
    good?.target,
    good?.keepAlive,
    good?.header('user-agent'),
    good?.header('host'),
    good?.header('range'),
  ]).toEqual(['/a%20b?c', false, 'KX-UT670 (a)', 'x', null]);
  for (const text of [
    'GET / HTTP/1.0\r\n\r\n',
    'HEAD / HTTP/1.1\r\n\r\n',
    'GET http://a/ HTTP/1.1\r\n\r\n',
    'GET  / HTTP/1.1\r\n\r\n',
    'GET /\xff HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\n\n',
    'GET / HTTP/1.1\r\nHost: a\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
    'GET / HTTP/1.1\r\n Host: a\r\n\r\n',
    'GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
    'GET / HTTP/1.1\r\nRange: bytes=0-1\r\n\r\n',
    'GET / HTTP/1.1\r\nAuthorization: a\r\n\r\n',
    'GET / HTTP/1.1\r\nConnection: Upgrade\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n\r\n',
    `GET /${'a'.repeat(3_000)} HTTP/1.1\r\n\r\n`,
  ])
    expect(read(text), text).toBeNull();
});

test('reading anything never throws, and nothing plain has an empty line inside', () => {
  const reader = new PlainRequestReader();
  const piece = fc.constantFrom(
    'GET ',
    '/',
    'a',
    ' HTTP/1.1',
    '\r\n',
    '\n',
    'Host: b',
    'Connection: close',
    ':',
    '\0',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      const plain = reader.read(Buffer.from(text, 'latin1'));
      expect(plain === null || text.indexOf('\r\n\r\n') === text.length - 4).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
