// What is sent again, and when, on a clock that stands until it is told to go on.
import { expect, test } from 'vitest';
import { heldBytes } from '../../../electron/adapters/tftp-server/block-source';
import { Transfer } from '../../../electron/adapters/tftp-server/transfer';
import { TestClock } from '../../support/test-clock';
import { ack, blockOf, rawPeer, readRequest, someBytes, startTftp, until } from './tftp-bench';

const unexpected = (error: unknown): never => {
  throw error;
};

const files = { '/file': someBytes(2_000), '/other': someBytes(100) };

async function withClock() {
  const clock = new TestClock();
  return { clock, bench: await startTftp(files, { clock }), peer: await rawPeer() };
}

test('a silent peer is sent the first packet after 0, 1, 3, 7, 15 and 23 s, and is given up after 31', async () => {
  const { clock, bench, peer } = await withClock();
  peer.say(readRequest('file'), bench.port);
  const { bytes: first } = await peer.next();
  for (const waitMs of [1_000, 2_000, 4_000, 8_000, 8_000]) {
    clock.advance(waitMs - 1);
    await peer.silence(20);
    clock.advance(1);
    expect((await peer.next()).bytes.equals(first)).toBe(true);
  }
  clock.advance(7_999);
  expect(bench.settled).toEqual([]);
  clock.advance(1);
  expect(bench.settled).toEqual([{ target: '/file', completed: false, durationMs: 31_000 }]);
  expect(clock.pending).toBe(0);
  await peer.silence(20);
});

test.each([
  [1, 6],
  [10, 6],
  [20, 3],
  [255, 3],
])(
  'with an agreed timeout of %i s a silent peer is sent everything %i times, that far apart',
  async (seconds, times) => {
    const { clock, bench, peer } = await withClock();
    peer.say(readRequest('file', { timeout: seconds }), bench.port);
    await peer.next();
    for (let sent = 1; sent < times; sent++) {
      clock.advance(seconds * 1_000);
      await peer.next();
    }
    expect(bench.settled).toEqual([]);
    clock.advance(seconds * 1_000);
    expect(bench.settled).toHaveLength(1);
    await peer.silence(20);
  },
);

test('waiting begins anew with every block', async () => {
  const { clock, bench, peer } = await withClock();
  peer.say(readRequest('file'), bench.port);
  const { port: transfer } = await peer.next();
  clock.advance(3_000);
  await peer.next();
  await peer.next();
  peer.say(ack(1), transfer);
  expect(blockOf((await peer.next()).bytes)).toBe(2);
  clock.advance(999);
  await peer.silence(20);
  clock.advance(1);
  expect(blockOf((await peer.next()).bytes)).toBe(2);
});

test('the last block is repeated too, and settled when it was acknowledged', async () => {
  const { clock, bench, peer } = await withClock();
  peer.say(readRequest('other'), bench.port);
  const { port: transfer } = await peer.next();
  clock.advance(1_000);
  await peer.next();
  clock.advance(500);
  peer.say(ack(1), transfer);
  await until(() => bench.settled.length === 1);
  expect(bench.settled).toEqual([{ target: '/other', completed: true, durationMs: 1_500 }]);
  expect(clock.pending).toBe(0);
});

test('a doubled ACK is not answered in lock-step: no Sorcerer’s Apprentice', async () => {
  const { bench, peer } = await withClock();
  peer.say(readRequest('file'), bench.port);
  const { port: transfer } = await peer.next();
  for (let block = 1; block < 4; block++) {
    peer.say(ack(block), transfer);
    peer.say(ack(block), transfer);
    expect(blockOf((await peer.next()).bytes)).toBe(block + 1);
    await peer.silence(20);
  }
});

test('one echo in a window costs one window, not one for each that follows', () => {
  const sent: number[] = [];
  const body = someBytes(8 * 400);
  const terms = { blockBytes: 8, windowBlocks: 4, timeoutMs: null, agreed: [] };
  let completed: boolean | null = null;
  const transfer = new Transfer({
    body: heldBytes(body),
    unreadable: unexpected,
    terms,
    clock: new TestClock(),
    send: ([header]) => sent.push(blockOf(header ?? new Uint8Array()) ?? -1),
    ended: (outcome) => (completed = outcome),
  });
  transfer.start();
  transfer.ack(0); // a copy of what made the first window; the peer then tells every block twice
  let answered = 0;
  while (completed === null) {
    const echo = sent.length - answered > 4;
    answered = sent.length;
    const last = sent.at(-1) ?? 0;
    transfer.ack(last);
    if (echo) transfer.ack(last);
  }
  expect(completed).toBe(true);
  expect(sent.length).toBe(401 + 4);
});

test('the same request again is the same transfer until the first ACK; the answer is asked for once', async () => {
  const { bench, peer } = await withClock();
  peer.say(readRequest('file'), bench.port);
  const first = await peer.next();
  peer.say(readRequest('file'), bench.port);
  const again = await peer.next();
  expect(again.port).toBe(first.port);
  expect(again.bytes.equals(first.bytes)).toBe(true);
  expect(bench.asked).toHaveLength(1);
});

test('a late copy of a request does not disturb the transfer it began; a second later it is a new one', async () => {
  const { clock, bench, peer } = await withClock();
  peer.say(readRequest('file'), bench.port);
  const { port: transfer } = await peer.next();
  peer.say(ack(1), transfer);
  await peer.next();
  peer.say(readRequest('file'), bench.port);
  await peer.silence();
  expect(bench.settled).toEqual([]);
  clock.advance(999);
  peer.say(readRequest('file'), bench.port);
  await peer.silence();
  clock.advance(1);
  await peer.next(); // block 2 again
  peer.say(readRequest('file'), bench.port);
  const anew = await peer.next();
  expect(anew.port).not.toBe(transfer);
  expect(blockOf(anew.bytes)).toBe(1);
  expect(bench.settled).toMatchObject([{ completed: false }]);
});

test('another request from the same port ends the transfer and begins its own', async () => {
  const { bench, peer } = await withClock();
  peer.say(readRequest('file'), bench.port);
  await peer.next();
  peer.say(readRequest('other'), bench.port);
  expect((await peer.next()).bytes).toHaveLength(104);
  expect(bench.settled).toMatchObject([{ target: '/file', completed: false }]);
});

test('a transfer of 70,000 blocks in lock-step wraps its block number at 65,536', () => {
  const body = someBytes(70_000 * 8);
  const parts: Uint8Array[] = [];
  let completed = false;
  let inOrder = true;
  const transfer: Transfer = new Transfer({
    body: heldBytes(body),
    unreadable: unexpected,
    terms: { blockBytes: 8, windowBlocks: 1, timeoutMs: null, agreed: [] },
    clock: new TestClock(),
    send: ([header, data]) => {
      inOrder &&= blockOf(header ?? new Uint8Array()) === ((parts.length + 1) & 0xffff);
      parts.push(data ?? new Uint8Array());
    },
    ended: (outcome) => (completed = outcome),
  });
  transfer.start();
  while (!completed) transfer.ack(parts.length & 0xffff);
  expect(inOrder).toBe(true);
  expect(parts).toHaveLength(70_001);
  expect(Buffer.concat(parts).equals(body)).toBe(true);
});
