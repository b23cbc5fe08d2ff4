// What the app does at its start when something stands in its way: a window that helps, or a clear end.
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startHost } from '../../support/chromium-host';
import { failToStartElectron, startElectron } from '../../support/electron-app';
import { occupiedPort } from '../../support/occupied-port';
import { expect, test } from '../../support/window';

test('with its port taken the window opens, says "Not serving" and serves on another one at a press', async ({
  folder,
  phones,
}) => {
  const taken = await occupiedPort();
  const { page, stop } = await startElectron(folder, ['--http-port', String(taken.port)]);
  try {
    await page.getByRole('button', { name: 'Not serving' }).click();
    const trouble = page.getByRole('dialog');
    await expect(trouble.getByRole('alert')).toContainText('PORT_IN_USE');
    await expect(trouble).toContainText('Phones get no files until this is fixed.');
    await trouble.getByRole('button', { name: `Use port ${taken.port + 1} instead` }).click();
    await expect(page.getByText(`Serving on port ${taken.port + 1}`)).toBeVisible();
    await expect(page.getByRole('button', { name: `127.0.0.1:${taken.port + 1}` })).toBeVisible();
    await phones.boot({ mac: '0080F0FFEE01', url: `http://127.0.0.1:${taken.port + 1}/` });
    await expect(page.getByRole('button', { name: /^1 Waiting/ })).toBeVisible();
  } finally {
    await stop();
    await taken.free();
  }
});

test('a data folder that another Cordboard owns is left alone', async ({ folder }) => {
  const host = await startHost(folder);
  try {
    const { code, stderr } = await failToStartElectron(folder);
    expect(stderr).toContain('DATA_FOLDER_IN_USE');
    expect(code).toBe(1);
  } finally {
    await host.stop();
  }
});

test('a corrupt database is named and not touched', async ({ folder }) => {
  const data = join(folder, 'data');
  await mkdir(data);
  await writeFile(join(data, 'cordboard.db'), 'not a database, whatever it is');
  const { code, stderr } = await failToStartElectron(folder);
  expect(stderr).toContain('DATABASE_CORRUPT');
  expect(code).toBe(1);
  expect(await readdir(data)).toEqual(['cordboard.db']);
  expect(await readFile(join(data, 'cordboard.db'), 'utf8')).toBe('not a database, whatever it is');
});

test('a database from a newer version is named and not touched', async ({ folder }) => {
  const host = await startHost(folder);
  await host.stop();
  const file = join(folder, 'data/cordboard.db');
  const database = new Database(file);
  database.pragma('user_version = 9999');
  database.close();
  const before = await readFile(file);
  const { code, stderr } = await failToStartElectron(folder);
  expect(stderr).toContain('DATABASE_NEWER');
  expect(code).toBe(1);
  expect(await readFile(file)).toEqual(before);
});

test('secrets that only the passphrase opens: the window asks for it, and then serves', async ({ folder }) => {
  const passphraseFile = join(folder, 'passphrase');
  await writeFile(passphraseFile, 'correct horse battery\n');
  const host = await startHost(folder, ['--passphrase-file', passphraseFile]);
  await host.stop();
  expect(existsSync(join(folder, 'data/secret.key'))).toBe(false);

  const { page, stop } = await startElectron(folder);
  try {
    await expect(page.getByText('SECRETS_LOCKED').first()).toBeVisible();
    await page.getByRole('button', { name: 'Unlock…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Unlock the secrets' });
    await dialog.getByLabel('Recovery passphrase').fill('wrong horse');
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await expect(dialog.getByRole('alert')).toContainText('not the recovery passphrase');
    await dialog.getByLabel('Recovery passphrase').fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText('SECRETS_LOCKED')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Add a phone' })).toBeVisible();
  } finally {
    await stop();
  }
});
