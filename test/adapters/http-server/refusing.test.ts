import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { malformedRequest, refusalMessage } from '../../../electron/adapters/http-server/uniform-refusal';
import { refusal, startServer, until } from './http-bench';

const strangers: Readonly<Record<string, string>> = {
  'an unknown path': 'GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n',
  'an unknown path, HTTP/1.0': 'GET /nothing HTTP/1.0\r\n\r\n',
  'an unknown path, kept alive': 'GET /nothing HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  'a fault of ours': 'GET /throws HTTP/1.1\r\n\r\n',
  'another method': 'DELETE /file HTTP/1.1\r\n\r\n',
  'a method nobody knows': 'FETCH /file HTTP/1.1\r\n\r\n',
  'a small body': 'PUT /file HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd',
  'a large body': `PUT /file HTTP/1.1\r\nContent-Length: 500000\r\n\r\n${'a'.repeat(500_000)}`,
  'a large body in chunks': `POST /file HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n${'a'.repeat(100_000)}\r\n0\r\n\r\n`,
  'a body that waits to be asked for': 'PUT /file HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n',
  'an expectation': 'GET /nothing HTTP/1.1\r\nExpect: the-moon\r\n\r\n',
  'an upgrade': 'GET /nothing HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'a tunnel': 'CONNECT 10.0.0.1:25 HTTP/1.1\r\n\r\n',
  'all options': 'OPTIONS * HTTP/1.1\r\n\r\n',
  'a broken version': 'GET /file HTTP/9\r\n\r\n',
  'HTTP/0.9': 'GET /nothing\r\n\r\n',
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  TLS: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'a blank in the target': 'GET /a file HTTP/1.1\r\n\r\n',
  'a broken header': 'GET /file HTTP/1.1\r\nnonsense\r\n\r\n',
  'a NUL in a header': 'GET /file HTTP/1.1\r\nA: \0\r\n\r\n',
  'two lengths': 'GET /file HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  'a broken chunk': 'GET /file HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'headers without end': `GET /file HTTP/1.1\r\nA: ${'a'.repeat(300_000)}\r\n\r\n`,
};

describe('every stranger gets the same bytes', () => {
  test.each(Object.entries(strangers))('%s', async (name, bytes) => {
    const { exchange, settled, asked, faults } = await startServer();
    expect(await exchange(Buffer.from(bytes, 'latin1'))).toBe(refusal);
    await until(() => settled.length === asked.length || name === 'a fault of ours');
    expect(asked).toHaveLength(1);
    expect(faults).toHaveLength(name === 'a fault of ours' ? 1 : 0);
  });
});

test('a HEAD that is refused has the same headers and no body', async () => {
  const { exchange } = await startServer();
  expect(await exchange('HEAD /nothing HTTP/1.1\r\n\r\n')).toBe(refusal.slice(0, -'Not found\n'.length));
});

test('the bytes node:http writes and those of a raw socket are the same', () => {
  expect(refusalMessage.toString('latin1')).toBe(refusal);
});

test('what is asked with an unknown method reaches the ledger, what could be served does not pass as asked', () => {
  const said = (text: string): unknown => malformedRequest(Buffer.from(text, 'latin1'));
  expect(said('FETCH /a/b HTTP/1.1\r\n\r\n')).toEqual({ method: 'FETCH', target: '/a/b' });
  expect(said('GET /p/token/0080F0A1B2C3.cfg HTTP/9\r\n')).toEqual({ method: 'GET', target: '' });
  expect(said('Authorization: Basic abc\r\n')).toEqual({ method: '?', target: '' });
  expect(said('\x16\x03\x01')).toEqual({ method: '?', target: '' });
});

test('reading the first line of anything never throws and never names a target of a GET', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const { method, target } = malformedRequest(bytes);
      expect(method === 'GET' || method === 'HEAD' ? target : '').toBe('');
    }),
  );
});

test('any bytes at all are answered by the refusal or by silence, and the server goes on', async () => {
  const { exchange, faults } = await startServer();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      const answer = await exchange(Buffer.concat([bytes, Buffer.from('\r\n\r\n\0')]));
      expect(answer).toBe(refusal);
    }),
    { numRuns: 60 },
  );
  expect(faults).toEqual([]);
  expect(await exchange('GET /file HTTP/1.0\r\n\r\n')).toContain('200 OK');
});

test('a peer that asks for a tunnel and resets the connection does not end the program', async () => {
  const { exchange, open, faults } = await startServer();
  for (let round = 0; round < 20; round++) {
    const socket = await open();
    socket.write('CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', () =>
      setTimeout(() => socket.resetAndDestroy(), round % 4),
    );
    await once(socket, 'close');
  }
  expect(faults).toEqual([]);
  expect(await exchange('GET /file HTTP/1.0\r\n\r\n')).toContain('200 OK');
});
