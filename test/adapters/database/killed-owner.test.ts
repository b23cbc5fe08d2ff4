// What product.md promises for kill -9: the folder opens again, unrepaired, and nothing older than a second is lost.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkstationDatabase } from '../../../electron/adapters/database/workstation-database';
import { openDatabase, temporaryFolder } from '../../support/database';
import { TestClock } from '../../support/test-clock';

interface Said {
  readonly ready?: number;
  readonly published?: number;
  readonly recorded?: number;
  readonly at?: number;
}

function startOwner(
  folder: string,
  work: 'hold' | 'write',
): { child: ChildProcess; said: Said[]; ready: Promise<void> } {
  const child = spawn(
    process.execPath,
    [
      '--experimental-transform-types',
      '--disable-warning=ExperimentalWarning',
      '--import',
      fileURLToPath(new URL('../../support/typescript-imports.mjs', import.meta.url)),
      fileURLToPath(new URL('../../support/database-owner.ts', import.meta.url)),
      folder,
      work,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: Said[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The owner ended by itself.')));
    createInterface(child.stdout).on('line', (line) => {
      const what = JSON.parse(line) as Said;
      said.push(what);
      if (what.ready !== undefined) resolve();
    });
  });
  return { child, said, ready };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

test('the lock of an owner that was killed is free at once', { timeout: 20_000 }, async () => {
  const folder = temporaryFolder();
  const { child, ready } = startOwner(folder, 'hold');
  await ready;
  const refused = openWorkstationDatabase(folder, { clock: new TestClock(), onProblem: () => {} });
  expect(refused).toMatchObject({ ok: false, problem: { code: 'DATA_FOLDER_IN_USE' } });
  expect(refused.ok ? '' : refused.problem.message).toContain(String(child.pid));
  await kill(child);
  const { sites } = await openDatabase(folder);
  expect(sites.all()).toEqual([]);
});

test(
  'kill -9 amid writing loses no revision, no setting, and no ledger row older than a second',
  { timeout: 20_000 },
  async () => {
    const folder = temporaryFolder();
    const { child, said, ready } = startOwner(folder, 'write');
    await ready;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const killedAt = Date.now();
    await kill(child);

    const { sites, configs, journal, database } = await openDatabase(folder);
    const [site] = sites.all();
    const siteId = site?.id ?? 0;
    const published = Math.max(...said.map((what) => what.published ?? 0));
    expect(published).toBeGreaterThan(0);
    // The one it was at work on may have got in as well.
    expect(configs.history(siteId)[0]?.number).toBeGreaterThanOrEqual(published);
    expect(Number(sites.setting('newest'))).toBeGreaterThanOrEqual(published);
    expect(configs.publishedAt(siteId, published)[0]?.content).toBe(`content ${published}`);

    const old = said.filter(({ at }) => at !== undefined && at < killedAt - 1000).map(({ recorded }) => `/${recorded}`);
    const paths = journal.requests(siteId, { limit: 1_000_000 }).map(({ path }) => path);
    expect(old.length).toBeGreaterThan(0);
    expect(old.filter((path) => paths.filter((found) => found === path).length !== 20)).toEqual([]);

    database.close();
    const raw = new Database(join(folder, 'cordboard.db'), { readonly: true });
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    raw.close();
  },
);
