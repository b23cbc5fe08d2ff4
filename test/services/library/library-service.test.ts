// Files of the library, from the upload to the phone that asks for them.
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { largestFileBytes } from '../../../electron/services/library/library-service';
import { openSite, peer, valueOf, type TestSite } from '../../support/site';
import { ask, libraryPath, upload } from './library-site';

function onDisk(site: TestSite): string[] {
  return readdirSync(join(site.database.folder, 'library'));
}

async function sound(site: TestSite): Promise<Record<string, boolean>> {
  return Object.fromEntries((await site.services.library.list()).map((file) => [file.name, file.sound]));
}

test('a file goes to whoever knows the token of the site, under its name in any case, and to nobody else', async () => {
  const site = await openSite();
  const file = await upload(site, 'logo.png', 'pixels', { kind: 'logo' });
  expect(file).toMatchObject({ name: 'logo.png', kind: 'logo', bytes: 6, models: [], version: null, sound: true });
  expect(new URL(file.address).pathname).toBe(libraryPath(site, 'logo.png'));
  const given = await ask(site, libraryPath(site, 'LOGO.PNG'));
  expect(given).toMatchObject({ status: 200, text: 'pixels', answer: { contentType: 'image/png' } });
  expect(site.ask('/s/another-token-0123456789/library/logo.png').status).toBe(404);
  expect(site.ask(libraryPath(site, 'other.png')).status).toBe(404);
  expect(site.ledger(3).map(({ status, reason, bytes, sha256 }) => [status, reason, bytes, sha256])).toEqual([
    [404, 'unknown-path', 0, null],
    [404, 'unknown-token', 0, null],
    [200, 'served', 6, file.sha256],
  ]);
});

test('a phone that has it already is told so, by tag or by date', async () => {
  const site = await openSite();
  await upload(site, 'ring.wav', 'tune', { kind: 'ringtone' });
  const { answer } = await ask(site, libraryPath(site, 'ring.wav'));
  expect(answer.lastModified).toBe(Math.floor(site.clock.now() / 1000) * 1000);
  const since = new Date(answer.lastModified ?? 0).toUTCString();
  expect((await ask(site, libraryPath(site, 'ring.wav'), { 'if-none-match': answer.etag ?? '' })).status).toBe(304);
  expect((await ask(site, libraryPath(site, 'ring.wav'), { 'if-modified-since': since })).status).toBe(304);
  const before = new Date((answer.lastModified ?? 0) - 1000).toUTCString();
  expect((await ask(site, libraryPath(site, 'ring.wav'), { 'if-modified-since': before })).status).toBe(200);
});

test('a file for some models is refused to a phone that is known to be another', async () => {
  const site = await openSite();
  site.add(1, { model: 'KX-UT670' });
  site.add(2, { model: 'KX-UT123X' });
  site.boot(1);
  site.boot(2);
  await upload(site, 'ring.wav', 'tune', { kind: 'ringtone', models: ['KX-UT123'] });
  expect((await ask(site, libraryPath(site, 'ring.wav'), {}, peer(1))).status).toBe(404);
  expect((await ask(site, libraryPath(site, 'ring.wav'), {}, peer(2))).status).toBe(200);
  // Nobody known sits at this address: the token of the site is what counts.
  expect((await ask(site, libraryPath(site, 'ring.wav'), {}, peer(9))).status).toBe(200);
});

test('altered bytes are not served any more, and neither are lost ones; uploaded again they are', async () => {
  const site = await openSite();
  const file = await upload(site, 'a.bin', 'right');
  await upload(site, 'b.bin', 'other');
  const path = join(site.database.folder, 'library', file.sha256);
  writeFileSync(path, 'wrong bytes');
  expect(site.ask(libraryPath(site, 'a.bin')).status).toBe(404);
  expect(await sound(site)).toEqual({ 'a.bin': false, 'b.bin': true });
  expect(site.ask(libraryPath(site, 'a.bin')).status).toBe(404);
  rmSync(path);
  expect(await sound(site)).toEqual({ 'a.bin': false, 'b.bin': true });
  await upload(site, 'a.bin', 'right');
  expect((await ask(site, libraryPath(site, 'a.bin'))).text).toBe('right');
});

test('bytes that were only touched, as by a restored backup, are looked at once and served again', async () => {
  const site = await openSite();
  const file = await upload(site, 'a.bin', 'right');
  const path = join(site.database.folder, 'library', file.sha256);
  rmSync(path);
  writeFileSync(path, 'right');
  expect(site.ask(libraryPath(site, 'a.bin')).status).toBe(404);
  expect(await sound(site)).toEqual({ 'a.bin': true });
  expect((await ask(site, libraryPath(site, 'a.bin'))).text).toBe('right');
  expect((await ask(site.restart(), libraryPath(site, 'a.bin'))).text).toBe('right');
});

test('the same content under two names is one file on the disk, and goes with the last of them', async () => {
  const site = await openSite();
  const first = await upload(site, 'a.bin', 'same');
  const second = await upload(site, 'b.bin', 'same');
  expect(onDisk(site)).toEqual([first.sha256]);
  valueOf(site.services.library.remove(first.id));
  expect((await ask(site, libraryPath(site, 'b.bin'))).text).toBe('same');
  expect(site.ask(libraryPath(site, 'a.bin')).status).toBe(404);
  valueOf(site.services.library.remove(second.id));
  expect(onDisk(site)).toEqual([]);
  expect(site.services.library.remove(second.id)).toMatchObject({ problem: { code: 'LIBRARY_FILE_UNKNOWN' } });
});

test('what another site uses stays', async () => {
  const site = await openSite();
  const other = await openSite({ database: site.database, clock: site.clock });
  const first = await upload(site, 'a.bin', 'same');
  await upload(other, 'a.bin', 'same');
  valueOf(site.services.library.remove(first.id));
  expect(onDisk(site)).toEqual([first.sha256]);
});

test('a name is taken once: the same bytes are the same file, others are refused', async () => {
  const site = await openSite();
  const first = await upload(site, 'a.bin', 'first');
  expect((await upload(site, 'A.bin', 'first')).id).toBe(first.id);
  const { library } = site.services;
  expect(await library.begin('a.bin', 'other', 99)).toMatchObject({ problem: { code: 'LIBRARY_FILE_EXISTS' } });
  const id = valueOf(await library.begin('a.bin', 'other', 5));
  valueOf(await library.append(id, Buffer.from('other')));
  const finished = await library.finish(id, { models: [], version: null });
  expect(finished).toMatchObject({ problem: { code: 'LIBRARY_FILE_EXISTS' } });
  await expect.poll(() => onDisk(site)).toEqual([first.sha256]);
  expect((await ask(site, libraryPath(site, 'a.bin'))).text).toBe('first');
});

test.each(['', '.', '..', '../cordboard.db', 'a/b', 'a\\b', 'a b.fw', '%2e%2e', '.hidden', 'ä.fw', 'x'.repeat(101)])(
  'a file is never called "%s"',
  async (name) => {
    const site = await openSite();
    const begun = await site.services.library.begin(name, 'other', 5);
    expect(begun).toMatchObject({ ok: false, problem: { code: 'LIBRARY_NAME_INVALID' } });
  },
);

test.each(['..%2f..%2fcordboard.db', '..\\cordboard.db', '%2e%2e/secret.key', '....//cordboard.db'])(
  'no path reaches beside the library: %s',
  async (name) => {
    const site = await openSite();
    await upload(site, 'a.bin', 'right');
    expect(site.ask(libraryPath(site, name)).status).toBe(404);
  },
);

test('an upload too large, too long, too short or unknown ends with its problem and leaves nothing', async () => {
  const site = await openSite();
  const { library } = site.services;
  const none = { models: [], version: null };
  expect(await library.begin('a.fw', 'firmware', largestFileBytes + 1)).toMatchObject({
    problem: { code: 'LIBRARY_FILE_TOO_LARGE' },
  });
  const long = valueOf(await library.begin('a.fw', 'firmware', 4));
  expect(await library.append(long, Buffer.from('12345'))).toMatchObject({
    problem: { code: 'LIBRARY_FILE_TOO_LARGE' },
  });
  expect(await library.append(long, Buffer.from('1'))).toMatchObject({ problem: { code: 'LIBRARY_UPLOAD_UNKNOWN' } });
  const short = valueOf(await library.begin('a.fw', 'firmware', 4));
  expect(valueOf(await library.append(short, Buffer.from('123')))).toBe(3);
  expect(await library.finish(short, none)).toMatchObject({ problem: { code: 'LIBRARY_UPLOAD_UNKNOWN' } });
  expect(await library.finish('none', none)).toMatchObject({ problem: { code: 'LIBRARY_UPLOAD_UNKNOWN' } });
  await expect.poll(() => onDisk(site)).toEqual([]);
  expect(await library.list()).toEqual([]);
});

test('many uploads that are begun and forgotten do not add up', async () => {
  const site = await openSite();
  const ids: string[] = [];
  for (let number = 0; number < 20; number++) {
    ids.push(valueOf(await site.services.library.begin(`f${number}`, 'other', 5)));
  }
  await expect.poll(() => onDisk(site).length).toBe(16);
  expect((await site.services.library.append(ids[0] ?? '', Buffer.from('12345'))).ok).toBe(false);
  expect((await site.services.library.append(ids[19] ?? '', Buffer.from('12345'))).ok).toBe(true);
});

test('the library outlives a restart', async () => {
  const site = await openSite();
  const file = await upload(site, 'a.bin', 'right', { kind: 'certificate', models: ['KX-HDV'] });
  const again = site.restart();
  expect(await again.services.library.list()).toEqual([file]);
  expect((await ask(again, libraryPath(site, 'a.bin'))).text).toBe('right');
});

test('touched bytes that are right are served on a full disk too, and nothing falls over', async () => {
  const site = await openSite();
  const unheard: unknown[] = [];
  const hear = (error: unknown): void => void unheard.push(error);
  process.on('unhandledRejection', hear);
  onTestFinished(() => void process.off('unhandledRejection', hear));
  const file = await upload(site, 'a.bin', 'right');
  site.services.stores.library.saveStamp = () => {
    throw new Error('DISK_FULL');
  };
  utimesSync(join(site.database.folder, 'library', file.sha256), 1, 1);
  expect((await ask(site, libraryPath(site, 'a.bin'))).status).toBe(404);
  await expect.poll(async () => (await ask(site, libraryPath(site, 'a.bin'))).status).toBe(200);
  expect(unheard).toEqual([]);
});
