// The headless host gives up with one clear line, and nothing on disk changes.
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { failToServe, startHost } from '../../support/chromium-host';
import { occupiedPort } from '../../support/occupied-port';
import { expect, test } from '../../support/window';

function expectOneLine({ code, stdout, stderr }: Awaited<ReturnType<typeof failToServe>>, problem: string): void {
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`[${problem}]`);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

test('a port in use: one line, exit 1, nothing made', async ({ folder }) => {
  const taken = await occupiedPort();
  const data = join(folder, 'data');
  const ended = await failToServe(data, ['--http-port', String(taken.port)]);
  await taken.free();
  expectOneLine(ended, 'PORT_IN_USE');
  expect(ended.stderr).toContain(String(taken.port));
  expect(existsSync(data)).toBe(false);
});

test('a data folder that is taken, corrupt or of a newer version: one line, exit 1, nothing changed', async ({
  folder,
}) => {
  const data = join(folder, 'data');
  const host = await startHost(folder);
  expectOneLine(await failToServe(data), 'DATA_FOLDER_IN_USE');
  expect(await host.stop()).toBe(0);

  const database = new Database(join(data, 'cordboard.db'));
  database.pragma('user_version = 9999');
  database.close();
  const before = await readdir(data);
  expectOneLine(await failToServe(data), 'DATABASE_NEWER');
  expect(await readdir(data)).toEqual(before);

  const broken = join(folder, 'broken');
  await mkdir(broken);
  await writeFile(join(broken, 'cordboard.db'), 'not a database, whatever it is');
  expectOneLine(await failToServe(broken), 'DATABASE_CORRUPT');
  expect(await readdir(broken)).toEqual(['cordboard.db']);
});

test('secrets that nothing here unlocks: one line that says what would, exit 1', async ({ folder }) => {
  const data = join(folder, 'data');
  const passphrase = join(folder, 'passphrase.txt');
  await writeFile(passphrase, 'open sesame\n');
  const host = await startHost(folder, ['--passphrase-file', passphrase]);
  expect(await host.stop()).toBe(0);
  const before = await readdir(data);

  const locked = await failToServe(data);
  expectOneLine(locked, 'SECRETS_LOCKED');
  expect(locked.stderr).toContain('--passphrase-file');
  await writeFile(passphrase, 'close sesame\n');
  expectOneLine(await failToServe(data, ['--passphrase-file', passphrase]), 'PASSPHRASE_WRONG');
  expect(await readdir(data)).toEqual(before);
});
