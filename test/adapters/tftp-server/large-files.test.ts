// Firmware by TFTP: files that are read as they are sent and never held as a whole.
import { expect, test } from 'vitest';
import type { FileBody } from '../../../electron/services/provisioning/answer';
import { TestClock } from '../../support/test-clock';
import {
  ack,
  blockOf,
  errorOf,
  fetchFile,
  madeByte,
  madeFile,
  rawPeer,
  readRequest,
  startTftp,
  until,
} from './tftp-bench';

function firstWrongByte(bytes: Uint8Array): number {
  return bytes.findIndex((byte, at) => byte !== madeByte(at));
}

test('40 MB arrive whole in 81,921 blocks, and no more than 128 KB of them are read at a time', async () => {
  const size = 40 * 1024 * 1024;
  const reads: [number, number][] = [];
  const { port, settled } = await startTftp({ '/UT13x.fw': madeFile(size, reads) });
  const { bytes, agreed } = await fetchFile(port, 'UT13x.fw', { tsize: 0, windowsize: 32 });
  expect(agreed).toEqual({ tsize: String(size), windowsize: '32' });
  expect(bytes.length).toBe(size);
  expect(firstWrongByte(bytes)).toBe(-1);
  expect(Math.max(...reads.map(([start, end]) => end - start))).toBe(128 * 1024);
  expect(reads.length).toBeLessThan(1.2 * (size / (128 * 1024)));
  await until(() => settled.length === 1);
  expect(settled).toMatchObject([{ completed: true }]);
}, 60_000);

test.each([0, 511, 512, 513, 128 * 1024, 128 * 1024 + 1, 300_000])('a file of %i bytes arrives whole', async (size) => {
  const { port } = await startTftp({ '/file': madeFile(size) });
  for (const options of [{}, { blksize: 1428 }, { blksize: 65_464, windowsize: 2 }, { blksize: 8, windowsize: 64 }]) {
    const { bytes } = await fetchFile(port, 'file', options);
    expect([bytes.length, firstWrongByte(bytes)]).toEqual([size, -1]);
  }
});

test('a lost block is sent again, though it was read a while ago', async () => {
  const clock = new TestClock();
  const bench = await startTftp({ '/file': madeFile(10_000) }, { clock });
  const peer = await rawPeer();
  peer.say(readRequest('file', { windowsize: 4 }), bench.port);
  const { port } = await peer.next();
  peer.say(ack(0), port);
  for (const block of [1, 2, 3, 4]) expect(blockOf((await peer.next()).bytes)).toBe(block);
  clock.advance(1_000);
  for (const block of [1, 2, 3, 4]) expect(blockOf((await peer.next()).bytes)).toBe(block);
  peer.say(ack(2), port);
  const again = await peer.next();
  expect([blockOf(again.bytes), again.bytes[4]]).toEqual([3, madeByte(1024)]);
});

test('a file that cannot be read any more ends the transfer with an error, and the server goes on', async () => {
  const broken: FileBody = {
    bytes: 300_000,
    async *read(start, end) {
      await Promise.resolve();
      if (start > 0) throw new Error('gone');
      yield new Uint8Array(end - start);
    },
  };
  const { port, settled, faults } = await startTftp({ '/broken.fw': broken, '/file': madeFile(1_000) });
  await expect(fetchFile(port, 'broken.fw')).rejects.toThrow('error 0: The file cannot be read');
  expect(faults).toMatchObject([{ message: 'gone' }]);
  await until(() => settled.length === 1);
  expect(settled).toMatchObject([{ completed: false }]);
  expect((await fetchFile(port, 'file')).bytes).toHaveLength(1_000);
});

test('a file shorter than it says is no file', async () => {
  const short: FileBody = { ...madeFile(1_000), bytes: 2_000, read: () => madeFile(1_000).read(0, 1_000) };
  const { port } = await startTftp({ '/short.fw': short });
  await expect(fetchFile(port, 'short.fw')).rejects.toThrow('The file cannot be read');
});

test('firmware is not spoiled by netascii: the peer is told to ask in octet mode', async () => {
  const { port, settled } = await startTftp({ '/file.fw': madeFile(5_000) });
  const peer = await rawPeer();
  peer.say(readRequest('file.fw', {}, 'netascii'), port);
  expect(errorOf((await peer.next()).bytes)).toEqual({ code: 0, text: 'Ask for it in octet mode' });
  await until(() => settled.length === 1);
  expect(settled).toMatchObject([{ completed: false }]);
});
