import { expect, test } from 'vitest';
import { ack, blockOf, errorOf, fetchFile, rawPeer, readRequest, someBytes, startTftp, until } from './tftp-bench';

const files = { '/file': someBytes(2_000) };

test('every stranger gets the same error 1, byte for byte, at once and once', async () => {
  const { port, asked, settled } = await startTftp(files);
  const peer = await rawPeer();
  const answers = new Set<string>();
  const names = [
    'nothing',
    'first/0080F0C8C381.cfg',
    '../../etc/passwd',
    '\\\\x',
    'p/wrong/0080F0C8C381.cfg',
    'broken',
  ];
  for (const name of names) {
    peer.say(readRequest(name, { blksize: 1024, tsize: 0 }), port);
    const { bytes, port: from } = await peer.next();
    expect(from).toBe(port);
    answers.add(bytes.toString('latin1'));
  }
  expect([...answers]).toEqual(['\0\u0005\0\u0001File not found\0']);
  await peer.silence();
  expect(asked.map(({ target }) => target)).toEqual(names.map((name) => `/${name}`));
  expect(settled).toHaveLength(names.length - 1);
  expect(settled.every(({ completed }) => completed)).toBe(true);
});

test('an answer that throws is reported and looks like any refusal', async () => {
  const { port, faults } = await startTftp(files);
  await expect(fetchFile(port, 'broken')).rejects.toThrow('error 1: File not found');
  expect(faults).toEqual([new Error('broken')]);
});

test('writing is an access violation whatever the name, and is asked about as PUT', async () => {
  const { port, asked, settled } = await startTftp(files);
  const peer = await rawPeer();
  for (const name of ['file', 'nothing', 'log/0080F0C8C381.txt']) {
    peer.say(Buffer.from(`\0\u0002${name}\0octet\0`, 'latin1'), port);
    expect(errorOf((await peer.next()).bytes)).toEqual({ code: 2, text: 'Access violation' });
  }
  expect(asked.map(({ method, target }) => `${method} ${target}`)).toEqual([
    'PUT /file',
    'PUT /nothing',
    'PUT /log/0080F0C8C381.txt',
  ]);
  await until(() => settled.length === 3);
});

test.each([
  ['a request without a mode', '\0\u0001file\0', true],
  ['a request whose mode is not ended', '\0\u0001file\0octet', true],
  ['a request without a name', '\0\u0001\0octet\0', true],
  ['mode mail', '\0\u0001file\0mail\0', true],
  ['an unknown operation', '\0\u0009file\0octet\0', false],
  ['operation 0', '\0\0file\0octet\0', false],
])('%s is error 4', async (_what, packet, isRequest) => {
  const { port, asked, settled } = await startTftp(files);
  const peer = await rawPeer();
  peer.say(Buffer.from(packet, 'latin1'), port);
  expect(errorOf((await peer.next()).bytes)).toEqual({ code: 4, text: 'Illegal TFTP operation' });
  expect(asked.map(({ method, target }) => [method, target])).toEqual(isRequest ? [['?', '']] : []);
  expect(settled).toHaveLength(asked.length);
});

test.each([
  ['nothing', ''],
  ['one byte', '\0'],
  ['half a packet', '\0\u0001a'],
  ['an error, which is never answered', '\0\u0005\0\0no\0'],
])('%s gets no answer', async (_what, packet) => {
  const { port, asked } = await startTftp(files);
  const peer = await rawPeer();
  peer.say(Buffer.from(packet, 'latin1'), port);
  await peer.silence();
  expect(asked).toEqual([]);
});

test('DATA, ACK and OACK where requests are heard are an unknown transfer', async () => {
  const { port } = await startTftp(files);
  const peer = await rawPeer();
  for (const packet of [ack(1), Buffer.from('\0\u0003\0\u0001data'), Buffer.from('\0\u0006tsize\0' + '0\0')]) {
    peer.say(packet, port);
    expect(errorOf((await peer.next()).bytes)?.code).toBe(5);
  }
});

test('a wrong port on a transfer gets error 5, also from another address, and the transfer goes on', async () => {
  const { port, settled } = await startTftp(files);
  const peer = await rawPeer();
  peer.say(readRequest('file', { blksize: 1024 }), port);
  const { port: transfer } = await peer.next();
  for (const stranger of [await rawPeer(), await rawPeer('127.0.0.2', '127.0.0.1')]) {
    stranger.say(ack(0), transfer);
    expect(errorOf((await stranger.next()).bytes)?.code).toBe(5);
    stranger.say(Buffer.from('\0\u0005\0\0stop\0', 'latin1'), transfer);
    await stranger.silence();
  }
  peer.say(ack(0), transfer);
  expect(blockOf((await peer.next()).bytes)).toBe(1);
  expect(settled).toEqual([]);
});

test('what is neither ACK nor error does not disturb a transfer, nor do ACKs of what was never sent', async () => {
  const { port } = await startTftp(files);
  const peer = await rawPeer();
  peer.say(readRequest('file'), port);
  const { port: transfer } = await peer.next();
  for (const packet of [ack(7), ack(65_535), Buffer.from('\0\u0003\0\u0001x'), Buffer.from('??'), Buffer.from('')])
    peer.say(packet, transfer);
  await peer.silence();
  peer.say(ack(1), transfer);
  expect(blockOf((await peer.next()).bytes)).toBe(2);
});

test('one address has so many transfers at a time; the next request waits until one is through', async () => {
  const { port, asked } = await startTftp(files, { limits: { perPeer: 2, inAll: 100 } });
  const busy = [await rawPeer(), await rawPeer()];
  for (const peer of busy) {
    peer.say(readRequest('file'), port);
    await peer.next();
  }
  const third = fetchFile(port, 'file', {}, { patienceMs: 50 });
  const other = await rawPeer('127.0.0.2', '127.0.0.1');
  other.say(readRequest('file'), port);
  await other.next();
  expect(asked).toHaveLength(3);
  await busy[0]?.close();
  expect((await third).bytes).toHaveLength(2_000);
});

test('when all places are taken, a peer that never said a word loses its own; one that is being served keeps it', async () => {
  const { port, settled } = await startTftp(files, { limits: { perPeer: 100, inAll: 2 } });
  const [served, silent] = [await rawPeer(), await rawPeer()];
  served.say(readRequest('file'), port);
  const { port: transfer } = await served.next();
  served.say(ack(1), transfer);
  await served.next();
  silent.say(readRequest('file'), port);
  await silent.next();
  expect((await fetchFile(port, 'file')).bytes).toHaveLength(2_000);
  await until(() => settled.length === 2);
  expect(settled.map(({ completed }) => completed)).toEqual([false, true]);
  served.say(ack(2), transfer);
  expect(blockOf((await served.next()).bytes)).toBe(3);
});

test('two thousand broken datagrams leave the server as it was', async () => {
  const { port, asked, settled, faults } = await startTftp(files);
  const peer = await rawPeer();
  const seed = readRequest('nothing', { blksize: 1428, windowsize: 16 });
  for (let round = 0; round < 2_000; round++) {
    const bytes = Buffer.from(seed);
    for (let edit = 0; edit <= round % 5; edit++) bytes[(round * 7 + edit * 13) % bytes.length] = (round * 31) & 0xff;
    peer.say(bytes.subarray(0, round % 3 === 0 ? round % bytes.length : bytes.length), port);
    if (round % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect((await fetchFile(port, 'file')).bytes).toHaveLength(2_000);
  await until(() => settled.length === asked.length);
  expect(faults).toEqual([]);
});
