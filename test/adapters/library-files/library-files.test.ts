// The library's bytes on a real disk: written whole or not at all, read only as long as they are what they were.
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { libraryFiles } from '../../../electron/adapters/library-files/library-files';
import type { FileBody } from '../../../electron/services/provisioning/answer';
import { temporaryFolder, valueOf } from '../../support/database';
import { TestClock } from '../../support/test-clock';

const minute = 60_000;
const bytes = Buffer.from('firmware '.repeat(20_000));
const sha256 = createHash('sha256').update(bytes).digest('hex');

function openLibrary() {
  const data = temporaryFolder();
  const clock = new TestClock();
  return { data, clock, folder: join(data, 'library'), library: libraryFiles(data, clock) };
}

async function upload({ library }: ReturnType<typeof openLibrary>, content: Uint8Array = bytes): Promise<string> {
  const running = valueOf(await library.begin(content.length));
  for (let at = 0; at < content.length; at += 70_000) valueOf(await running.append(content.subarray(at, at + 70_000)));
  valueOf(await running.finish());
  return valueOf(running.keep());
}

async function read(body: FileBody, start = 0, end = body.bytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body.read(start, end)) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('an upload is hashed as it comes and lies under its hash, for its owner alone', async () => {
  const opened = openLibrary();
  const running = valueOf(await opened.library.begin(bytes.length));
  expect(valueOf(await running.append(bytes))).toBe(bytes.length);
  expect(readdirSync(opened.folder)).toEqual([expect.stringMatching(/^\.upload-/)]);
  expect(valueOf(await running.finish())).toEqual({ sha256, bytes: bytes.length });
  const stamp = valueOf(running.keep());
  expect(readdirSync(opened.folder)).toEqual([sha256]);
  expect(readFileSync(join(opened.folder, sha256)).equals(bytes)).toBe(true);
  // Windows keeps no such bits.
  const others = process.platform === 'win32' ? 0 : statSync(join(opened.folder, sha256)).mode & 0o077;
  expect(others).toBe(0);
  expect(opened.library.stamp(sha256)).toBe(stamp);
  expect(await opened.library.isWhole(sha256)).toBe(true);
});

test('pieces are written in the order they came, though nobody waited for the one before', async () => {
  const opened = openLibrary();
  const running = valueOf(await opened.library.begin(bytes.length));
  const pieces = Array.from({ length: 18 }, (_, index) => bytes.subarray(index * 10_000, (index + 1) * 10_000));
  await Promise.all(pieces.map((piece) => running.append(piece)));
  expect(valueOf(await running.finish()).sha256).toBe(sha256);
  running.cancel();
});

test('any stretch of a file can be read, and two readers do not disturb each other', async () => {
  const opened = openLibrary();
  const stamp = await upload(opened);
  const body = opened.library.body(sha256, bytes.length, stamp);
  const [whole, part, none] = await Promise.all([read(body), read(body, 65_000, 66_000), read(body, 5, 5)]);
  expect(whole.equals(bytes)).toBe(true);
  expect(part.equals(bytes.subarray(65_000, 66_000))).toBe(true);
  expect(none).toHaveLength(0);
});

test('a reader that stops midway gives the file back', async () => {
  const opened = openLibrary();
  const body = opened.library.body(sha256, bytes.length, await upload(opened));
  for await (const piece of body.read(0, bytes.length)) {
    expect(piece).toHaveLength(64 * 1024);
    break;
  }
  opened.library.remove(sha256);
  expect(opened.library.stamp(sha256)).toBeNull();
});

test('bytes that were altered are seen, and not read', async () => {
  const opened = openLibrary();
  const stamp = await upload(opened);
  const body = opened.library.body(sha256, bytes.length, stamp);
  appendFileSync(join(opened.folder, sha256), '!');
  expect(opened.library.stamp(sha256)).not.toBe(stamp);
  expect(await opened.library.isWhole(sha256)).toBe(false);
  await expect(read(body)).rejects.toThrow('changed');
  rmSync(join(opened.folder, sha256));
  expect(opened.library.stamp(sha256)).toBeNull();
  expect(await opened.library.isWhole(sha256)).toBe(false);
  await expect(read(body)).rejects.toThrow('ENOENT');
});

test('an upload that nobody goes on with for ten minutes is given up and leaves nothing', async () => {
  const opened = openLibrary();
  const running = valueOf(await opened.library.begin(bytes.length));
  opened.clock.advance(9 * minute);
  valueOf(await running.append(bytes.subarray(0, 10)));
  opened.clock.advance(9 * minute);
  valueOf(await running.append(bytes.subarray(10, 20)));
  opened.clock.advance(10 * minute);
  expect(await running.append(bytes)).toMatchObject({ ok: false, problem: { code: 'LIBRARY_UPLOAD_UNKNOWN' } });
  expect(await running.finish()).toMatchObject({ ok: false, problem: { code: 'LIBRARY_UPLOAD_UNKNOWN' } });
  await expect.poll(() => readdirSync(opened.folder)).toEqual([]);
});

test('a cancelled upload leaves nothing, finished or not', async () => {
  const opened = openLibrary();
  const [first, second] = [valueOf(await opened.library.begin(10)), valueOf(await opened.library.begin(10))];
  valueOf(await first.append(bytes.subarray(0, 10)));
  valueOf(await second.append(bytes.subarray(0, 10)));
  valueOf(await second.finish());
  first.cancel();
  second.cancel();
  expect(second.keep().ok).toBe(false);
  await expect.poll(() => readdirSync(opened.folder)).toEqual([]);
});

test('the same content once more is the same file', async () => {
  const opened = openLibrary();
  await upload(opened);
  await upload(opened);
  expect(readdirSync(opened.folder)).toEqual([sha256]);
});

test('a start takes away what was left over, and nothing that is in use or not ours', async () => {
  const opened = openLibrary();
  await upload(opened);
  const orphan = 'ab'.repeat(32);
  writeFileSync(join(opened.folder, orphan), 'x');
  writeFileSync(join(opened.folder, '.upload-7-1'), 'x');
  writeFileSync(join(opened.folder, 'notes.txt'), 'mine');
  mkdirSync(join(opened.folder, 'cd'.repeat(32)));
  opened.library.clean(new Set([sha256]));
  expect(readdirSync(opened.folder).sort()).toEqual([sha256, 'cd'.repeat(32), 'notes.txt'].sort());
});

test('no folder is made before there is something to put into it', () => {
  const opened = openLibrary();
  opened.library.clean(new Set());
  expect(existsSync(opened.folder)).toBe(false);
  expect(opened.library.stamp(sha256)).toBeNull();
});

test('a file for which the disk has no room is refused before it is sent', async () => {
  const { library } = openLibrary();
  expect(await library.begin(Number.MAX_SAFE_INTEGER)).toMatchObject({ ok: false, problem: { code: 'DISK_FULL' } });
});

test('a folder that cannot be made is a problem with a remedy', async () => {
  const opened = openLibrary();
  writeFileSync(opened.folder, 'a file in its place');
  opened.library.clean(new Set());
  expect(await opened.library.begin(10)).toMatchObject({ ok: false, problem: { code: 'DATA_FOLDER_READ_ONLY' } });
});

test('nothing but a hash names a file', () => {
  const { library } = openLibrary();
  for (const name of ['../cordboard.db', 'x', '', `${sha256}/..`])
    expect(() => library.stamp(name)).toThrow('not a hash');
});
