// The TFTP server against clients nobody here wrote: curl, tftp-hpa, busybox.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { madeByte, madeFile, someBytes, startTftp, until } from '../adapters/tftp-server/tftp-bench';

const run = promisify(execFile);
const path = 'p/8cJ1eB0sT0k3n/0080F0C8C381.cfg';

interface Fetch {
  readonly port: number;
  readonly path: string;
  readonly into: string;
  readonly folder: string;
}

const clients: Readonly<Record<string, (fetch: Fetch) => Promise<unknown>>> = {
  curl: ({ port, path: file, into }) => run('curl', ['-sSf', '-o', into, `tftp://127.0.0.1:${port}/${file}`]),
  'curl without options': ({ port, path: file, into }) =>
    run('curl', ['-sSf', '--tftp-no-options', '-o', into, `tftp://127.0.0.1:${port}/${file}`]),
  'curl, blocks of 1428': ({ port, path: file, into }) =>
    run('curl', ['-sSf', '--tftp-blksize', '1428', '-o', into, `tftp://127.0.0.1:${port}/${file}`]),
  'curl, blocks of 65464': ({ port, path: file, into }) =>
    run('curl', ['-sSf', '--tftp-blksize', '65464', '-o', into, `tftp://127.0.0.1:${port}/${file}`]),
  'tftp-hpa, octet': ({ port, path: file, into }) =>
    run('tftp', ['-m', 'octet', '127.0.0.1', String(port), '-c', 'get', file, into]),
  busybox: ({ port, path: file, into }) =>
    run('busybox', ['tftp', '-g', '-l', into, '-r', file, '127.0.0.1', String(port)]),
  'busybox, blocks of 1428': ({ port, path: file, into }) =>
    run('busybox', ['tftp', '-b', '1428', '-g', '-l', into, '-r', file, '127.0.0.1', String(port)]),
};

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-tftp-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test.each(Object.keys(clients))('%s takes files of every awkward size whole', async (name) => {
  const folder = await emptyFolder();
  for (const length of [0, 5, 512, 1_428, 40_000]) {
    const file = someBytes(length);
    const { port, settled } = await startTftp({ [`/${path}`]: file });
    const into = join(folder, String(length));
    await clients[name]?.({ port, path, into, folder });
    // Of an empty file curl makes none.
    expect((await readFile(into).catch(() => Buffer.alloc(0))).equals(file), `${length} bytes`).toBe(true);
    await until(() => settled.length === 1);
    expect(settled).toMatchObject([{ target: `/${path}`, completed: true }]);
  }
});

test('tftp-hpa takes a config text in netascii, and makes it a text of its own system', async () => {
  const text = '# Panasonic SIP Phone Standard Format File #\r\nNTP_ADDR="10.0.0.1"\r\n\r\n';
  const { port } = await startTftp({ [`/${path}`]: Buffer.from(text) });
  const into = join(await emptyFolder(), 'text');
  await run('tftp', ['-m', 'netascii', '127.0.0.1', String(port), '-c', 'get', path, into]);
  expect(await readFile(into, 'latin1')).toBe(text.replaceAll('\r\n', '\n'));
});

test('curl takes 70,000 blocks: the block number starts again at 0', async () => {
  const file = someBytes(70_000 * 8);
  const { port } = await startTftp({ '/long': file });
  const into = join(await emptyFolder(), 'long');
  await run('curl', ['-sSf', '--tftp-blksize', '8', '-o', into, `tftp://127.0.0.1:${port}/long`]);
  expect((await readFile(into)).equals(file)).toBe(true);
});

test('each client says that a file is not there, and that writing is not allowed', async () => {
  const { port, asked } = await startTftp({});
  const url = `tftp://127.0.0.1:${port}/nothing`;
  const folder = await emptyFolder();
  const into = join(folder, 'into');
  // curl 68: TFTP file not found; 69: permission problem.
  await expect(run('curl', ['-sSf', url])).rejects.toMatchObject({ code: 68 });
  await expect(run('curl', ['-sSf', '-T', '/etc/hostname', url])).rejects.toMatchObject({ code: 69 });
  const hpa = await run('tftp', ['127.0.0.1', String(port), '-c', 'get', 'nothing', into]).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(hpa.stdout).toContain('File not found');
  await expect(
    run('busybox', ['tftp', '-g', '-l', into, '-r', 'nothing', '127.0.0.1', String(port)]),
  ).rejects.toMatchObject({ stderr: expect.stringContaining('not found') });
  expect(asked.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'GET']);
});

test('twenty curls at once all get their file', async () => {
  const file = someBytes(100_000);
  const { port } = await startTftp({ '/file': file });
  const outputs = await Promise.all(
    Array.from({ length: 20 }, () =>
      run('curl', ['-sSf', `tftp://127.0.0.1:${port}/file`], { encoding: 'buffer', maxBuffer: 1_000_000 }),
    ),
  );
  for (const { stdout } of outputs) expect(stdout.equals(file)).toBe(true);
});

test.each(['tftp-hpa, octet', 'curl, blocks of 1428', 'busybox, blocks of 1428'])(
  '%s takes firmware that no memory holds',
  async (name) => {
    const folder = await emptyFolder();
    const { port, settled } = await startTftp({ [`/${path}`]: madeFile(3_000_000) });
    const into = join(folder, 'firmware');
    await clients[name]?.({ port, path, into, folder });
    const taken = await readFile(into);
    expect([taken.length, taken.findIndex((byte, at) => byte !== madeByte(at))]).toEqual([3_000_000, -1]);
    await until(() => settled.length === 1);
    expect(settled).toMatchObject([{ completed: true }]);
  },
);
