import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRange, rangeHolds } from '../../../electron/adapters/http-server/byte-range';
import { bigBytes, fileBytes, firmwareChangedAt, startServer, until } from './http-bench';

const get = (target: string, ...headers: string[]): string =>
  `GET ${target} HTTP/1.0\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`;

const headOf = (answer: string): string => answer.slice(0, answer.indexOf('\r\n\r\n'));
const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);

test('a part of a file is a 206 that says which part, and the ledger hears so', async () => {
  const { exchange, sent } = await startServer();
  const answer = await exchange(get('/file', 'Range: bytes=2-5'));
  expect(headOf(answer)).toContain('HTTP/1.1 206 Partial Content');
  expect(headOf(answer)).toContain(`Content-Range: bytes 2-5/${fileBytes.length}`);
  expect(bodyOf(answer)).toBe(fileBytes.subarray(2, 6).toString('latin1'));
  expect(sent).toEqual([{ status: 206, bytes: 4 }]);
});

test('the last bytes, and all from a place on', async () => {
  const { exchange } = await startServer();
  expect(bodyOf(await exchange(get('/file', 'Range: bytes=-4')))).toBe('\r\n\r\n');
  expect(bodyOf(await exchange(get('/file', 'Range: bytes=3-')))).toBe(fileBytes.subarray(3).toString('latin1'));
});

test('a part that is not there is a 416 with the size and no body', async () => {
  const { exchange, sent } = await startServer();
  const answer = await exchange(get('/file', 'Range: bytes=100000-'));
  expect(headOf(answer)).toContain('HTTP/1.1 416 Range Not Satisfiable');
  expect(headOf(answer)).toContain(`Content-Range: bytes */${fileBytes.length}`);
  expect(bodyOf(answer)).toBe('');
  expect(sent).toEqual([{ status: 416, bytes: 0 }]);
});

test('several parts are answered by the whole file, of which one is there by that one', async () => {
  const { exchange } = await startServer();
  expect(headOf(await exchange(get('/file', 'Range: bytes=0-1,3-4')))).toContain('200 OK');
  const answer = await exchange(get('/file', 'Range: bytes=0-1,900000-'));
  expect(headOf(answer)).toContain(`Content-Range: bytes 0-1/${fileBytes.length}`);
});

test('a HEAD, a broken range and another unit get the whole', async () => {
  const { exchange } = await startServer();
  for (const range of ['bytes=5-2', 'bytes=a-b', 'bytes=-', 'lines=1-2', 'bytes=', `bytes=0-${'1'.repeat(400)}`])
    expect(headOf(await exchange(get('/file', `Range: ${range}`))), range).toContain('200 OK');
  const head = await exchange('HEAD /file HTTP/1.0\r\nRange: bytes=0-1\r\n\r\n');
  expect(head).toContain(`200 OK`);
  expect(bodyOf(head)).toBe('');
});

test('If-Range gives the part only while the file is the same', async () => {
  const { exchange } = await startServer();
  const date = new Date(firmwareChangedAt).toUTCString();
  const status = async (condition: string): Promise<string> =>
    (await exchange(get('/firmware', 'Range: bytes=0-9', `If-Range: ${condition}`))).slice(9, 12);
  expect(await status('"fw"')).toBe('206');
  expect(await status(date)).toBe('206');
  expect(await status('"old"')).toBe('200');
  expect(await status('W/"fw"')).toBe('200');
  expect(await status('Sun, 01 Nov 2026 12:00:01 GMT')).toBe('200');
});

test('a file of any size is streamed, whole or in part, and says when it changed', async () => {
  const { exchange, settled, firmware } = await startServer();
  const whole = await exchange(get('/firmware'));
  expect(headOf(whole)).toContain('Last-Modified: Sun, 01 Nov 2026 12:00:00 GMT');
  expect(headOf(whole)).toContain('Accept-Ranges: bytes');
  expect(headOf(whole)).toContain('Content-Type: application/octet-stream');
  expect(bodyOf(whole).length).toBe(bigBytes.length);
  expect(bodyOf(await exchange(get('/firmware', 'Range: bytes=70000-70009')))).toBe('xxxxxxxxxx');
  expect(settled.map(({ completed }) => completed)).toEqual([true, true]);
  expect(firmware.ended).toBe(true);
});

test('a stream is read no faster than it is taken, and no more once the taker has gone', async () => {
  const { open, settled, firmware, faults } = await startServer();
  const socket = await open();
  socket.pause();
  socket.write(get('/firmware'));
  await until(() => firmware.readCount > 0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(firmware.readCount).toBeLessThan(bigBytes.length / 65_536);
  socket.destroy();
  await until(() => settled.length === 1 && firmware.ended);
  expect(settled).toEqual([{ target: '/firmware', completed: false }]);
  expect(faults).toEqual([]);
});

test('a file that cannot be read to its end breaks the connection off: what came is not taken for all of it', async () => {
  const { exchange, settled, firmware, faults } = await startServer();
  firmware.breaksAfter = 3;
  const answer = await exchange(get('/firmware'));
  expect(bodyOf(answer).length).toBeLessThan(bigBytes.length);
  await until(() => settled.length === 1);
  expect(settled).toEqual([{ target: '/firmware', completed: false }]);
  expect(faults).toHaveLength(1);
});

test('any range header gives bytes of the file, or says that there are none', () => {
  const numbers = fc.nat({ max: 300 }).map(String);
  const part = fc.tuple(fc.option(numbers), fc.option(numbers)).map(([from, to]) => `${from ?? ''}-${to ?? ''}`);
  const header = fc.oneof(
    fc.array(part, { maxLength: 3 }).map((parts) => `bytes=${parts.join(',')}`),
    fc.string(),
  );
  fc.assert(
    fc.property(header, fc.nat({ max: 200 }), (text, size) => {
      const range = byteRange(text, size);
      if (typeof range === 'string') return;
      expect(range.start).toBeLessThan(range.end);
      expect(range.end).toBeLessThanOrEqual(size);
      expect(range.start).toBeGreaterThanOrEqual(0);
    }),
  );
  expect(rangeHolds(null, null, null)).toBe(true);
});
