import { describe, expect, test } from 'vitest';
import { ack, blockOf, fetchFile, rawPeer, readRequest, someBytes, startTftp, until } from './tftp-bench';

const text = Buffer.from('# Panasonic SIP Phone Standard Format File #\r\nNTP_ADDR="10.0.0.1"\r\n\r\n');

describe('a file', () => {
  test.each([0, 1, 511, 512, 513, 1_024, 100_000])('of %i bytes arrives whole, and is settled once', async (length) => {
    const { port, settled } = await startTftp({ '/file': someBytes(length) });
    const { bytes } = await fetchFile(port, 'file');
    expect(bytes.equals(someBytes(length))).toBe(true);
    await until(() => settled.length === 1);
    expect(settled).toEqual([{ target: '/file', completed: true, durationMs: expect.any(Number) }]);
  });

  test.each([
    ['file', '/file'],
    ['/file', '/file'],
    ['//p/TOKEN/file', '/p/TOKEN/file'],
    ['\\p\\TOKEN\\file', '/\\p\\TOKEN\\file'],
    ['%2ffile', '/%2ffile'],
    ['../../etc/passwd', '/../../etc/passwd'],
  ])('named %s is asked for as %s, as by HTTP', async (filename, target) => {
    const { port, asked } = await startTftp({ [target]: text });
    expect((await fetchFile(port, filename)).bytes.equals(text)).toBe(true);
    expect(asked).toEqual([
      { protocol: 'tftp', remote: '127.0.0.1', method: 'GET', target, header: expect.any(Function) },
    ]);
  });

  test.each(['octet', 'OCTET', 'netascii', 'NetASCII'])('of config text is the same bytes in mode %s', async (mode) => {
    const { port } = await startTftp({ '/file': text });
    expect((await fetchFile(port, 'file', {}, { mode })).bytes.equals(text)).toBe(true);
  });

  test('in netascii has CR LF and CR NUL for lone LF and CR, and tsize counts them', async () => {
    const { port } = await startTftp({ '/file': Buffer.from('a\nb\rc\r\nd') });
    const { bytes, agreed } = await fetchFile(port, 'file', { tsize: 0 }, { mode: 'netascii' });
    expect(bytes.toString('latin1')).toBe('a\r\nb\r\0c\r\nd');
    expect(agreed).toEqual({ tsize: '10' });
  });

  test('goes to a peer of a second address at the same time', async () => {
    const { port, asked } = await startTftp({ '/file': someBytes(5_000) }, { address: '0.0.0.0' });
    await Promise.all([fetchFile(port, 'file'), fetchFile(port, 'file', {}, { address: '127.0.0.2' })]);
    expect(asked.map(({ remote }) => remote).toSorted()).toEqual(['127.0.0.1', '127.0.0.2']);
  });

  test('goes to IPv6 peers, and to IPv4 ones of a listener for both, which are named as IPv4', async () => {
    const { port, asked } = await startTftp({ '/file': someBytes(600) }, { address: '::' });
    await fetchFile(port, 'file', {}, { address: '::1', to: '::1' });
    await fetchFile(port, 'file');
    expect(asked.map(({ remote }) => remote)).toEqual(['::1', '127.0.0.1']);
  });

  test('of more than 65,535 blocks arrives whole: the block number starts again at 0', async () => {
    const long = someBytes(70_000 * 8);
    const { port } = await startTftp({ '/long': long });
    const { bytes } = await fetchFile(port, 'long', { blksize: 8, windowsize: 16 });
    expect(bytes.equals(long)).toBe(true);
  }, 30_000);
});

describe('options', () => {
  test.each<[Record<string, string | number>, Record<string, string>]>([
    [{}, {}],
    [{ blksize: 1428 }, { blksize: '1428' }],
    [{ BLKSIZE: 1428 }, { blksize: '1428' }],
    [{ blksize: 8 }, { blksize: '8' }],
    [{ blksize: 7 }, {}],
    [{ blksize: 65_464 }, { blksize: '65464' }],
    [{ blksize: 70_000 }, { blksize: '65464' }],
    [{ blksize: 'large' }, {}],
    [{ tsize: 0 }, { tsize: '3000' }],
    [{ timeout: 1 }, { timeout: '1' }],
    [{ timeout: 255 }, { timeout: '255' }],
    [{ timeout: 0 }, {}],
    [{ timeout: 256 }, {}],
    [{ windowsize: 16 }, { windowsize: '16' }],
    [{ windowsize: 65_535 }, { windowsize: '64' }],
    [{ windowsize: 0 }, {}],
    [
      { blksize: 65_464, windowsize: 16 },
      { blksize: '65464', windowsize: '2' },
    ],
    [{ multicast: '', rollover: 1 }, {}],
    [
      { tsize: 0, blksize: 1468, timeout: 3, windowsize: 4 },
      { tsize: '3000', blksize: '1468', timeout: '3', windowsize: '4' },
    ],
  ])('%j are answered with %j, and the file arrives', async (options, agreed) => {
    const { port } = await startTftp({ '/file': someBytes(3_000) });
    const fetched = await fetchFile(port, 'file', options);
    expect(fetched.agreed).toEqual(agreed);
    expect(fetched.bytes.equals(someBytes(3_000))).toBe(true);
  });

  test('a name without a value and what no NUL ends are left out', async () => {
    const { port } = await startTftp({ '/file': text });
    const peer = await rawPeer();
    peer.say(Buffer.from('\0\u0001file\0octet\0tsize\0' + '0\0blksize\0' + '1024', 'latin1'), port);
    expect((await peer.next()).bytes.toString('latin1')).toBe(`\0\u0006tsize\0${text.length}\0`);
  });

  test('a peer that asks for the size alone ends the transfer with an error, and nothing was taken', async () => {
    const { port, settled } = await startTftp({ '/file': text });
    const peer = await rawPeer();
    peer.say(readRequest('file', { tsize: 0 }), port);
    const { port: transfer } = await peer.next();
    peer.say(Buffer.from('\0\u0005\0\bno thanks\0', 'latin1'), transfer);
    await until(() => settled.length === 1);
    expect(settled).toMatchObject([{ completed: false }]);
    await peer.silence();
  });
});

test('a window is sent at once; an ACK in the middle of it goes back there', async () => {
  const { port } = await startTftp({ '/file': someBytes(100) });
  const peer = await rawPeer();
  peer.say(readRequest('file', { blksize: 8, windowsize: 4 }), port);
  const { port: transfer } = await peer.next();
  const blocks = async (count: number): Promise<(number | null)[]> => {
    const heard: (number | null)[] = [];
    while (heard.length < count) heard.push(blockOf((await peer.next()).bytes));
    return heard;
  };
  peer.say(ack(0), transfer);
  expect(await blocks(4)).toEqual([1, 2, 3, 4]);
  peer.say(ack(2), transfer);
  expect(await blocks(4)).toEqual([3, 4, 5, 6]);
  peer.say(ack(2), transfer);
  await peer.silence(); // an echo of going back
  peer.say(ack(6), transfer);
  expect(await blocks(4)).toEqual([7, 8, 9, 10]);
  peer.say(ack(6), transfer);
  expect(await blocks(4)).toEqual([7, 8, 9, 10]); // block 7 was lost: told at once, and answered once
  peer.say(ack(6), transfer);
  await peer.silence();
  peer.say(ack(10), transfer);
  expect(await blocks(3)).toEqual([11, 12, 13]);
  peer.say(ack(10), transfer);
  await peer.silence();
});
