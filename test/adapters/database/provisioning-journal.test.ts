import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../electron/adapters/database/migrations/migrations';
import type { Body } from '../../../electron/services/provisioning/provisioning-store';
import { entry, mac, openDatabase, phoneRecord, requestRecord, type OpenedDatabase } from '../../support/database';

function rowsOnDisk({ folder }: OpenedDatabase): number {
  const other = new Database(join(folder, 'cordboard.db'), { readonly: true });
  const count = other.prepare('SELECT COUNT(*) FROM request').pluck().get() as number;
  other.close();
  return count;
}

function body(text: string, secret = true): Body {
  const bytes = Buffer.from(text);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes, secret };
}

async function openWithPhone(): Promise<OpenedDatabase & { siteId: number; phoneId: number }> {
  const opened = await openDatabase();
  const siteId = opened.sites.insert({ name: 'Clinic', siteToken: 't' }).id;
  return { ...opened, siteId, phoneId: opened.phones.insert(phoneRecord(siteId, 1)).id };
}

test('entries wait 50 ms at most and are then written in order, in one go', async () => {
  const opened = await openWithPhone();
  for (let number = 0; number < 30; number += 1)
    opened.journal.record(opened.siteId, entry({ request: requestRecord({ at: 2000, path: `/${number}` }) }));
  expect(rowsOnDisk(opened)).toBe(0);
  opened.clock.advance(49);
  expect(rowsOnDisk(opened)).toBe(0);
  opened.clock.advance(1);
  expect(rowsOnDisk(opened)).toBe(30);
  const paths = opened.journal.requests(opened.siteId, { limit: 100 }).map(({ path }) => path);
  expect(paths).toEqual(Array.from({ length: 30 }, (_, index) => `/${29 - index}`));
});

test('flush writes at once, and closing writes the rest', async () => {
  const opened = await openWithPhone();
  opened.journal.record(opened.siteId, entry());
  opened.journal.flush();
  expect(rowsOnDisk(opened)).toBe(1);
  opened.journal.record(opened.siteId, entry());
  opened.database.close();
  expect(rowsOnDisk(opened)).toBe(2);
});

test('a row comes back as it was recorded, found by time', async () => {
  const { journal, siteId, phoneId } = await openWithPhone();
  const mine = requestRecord({ at: 5000.5, phoneId });
  journal.record(
    siteId,
    entry({ request: requestRecord({ at: 4000, mac: null, userAgent: null, reason: 'unknown-path' }) }),
  );
  journal.record(siteId, entry({ request: mine }));
  expect(journal.requests(siteId, { sinceAt: 4500, limit: 9 })).toEqual([{ id: 2, ...mine }]);
  expect(journal.requests(siteId, { limit: 1 })).toMatchObject([{ at: 5000.5 }]);
  expect(journal.requests(siteId + 1, { limit: 9 })).toEqual([]);
});

test('all that one request leaves behind is written with it', async () => {
  const { journal, phones, waiting, siteId, phoneId } = await openWithPhone();
  const served = body('SIP_PASS_1="hush"\r\n'.repeat(40));
  journal.record(
    siteId,
    entry({
      body: served,
      phone: {
        id: phoneId,
        change: { armed: { until: 9, boundPeer: '127.0.0.2' }, takenFiles: { standard: served.sha256 } },
      },
      held: { phoneId, values: new Map([['SIP_PASS_1', 'hush']]) },
      waiting: { siteId, mac: mac(7), model: null, address: '127.0.0.9', path: '/KX-UT670.cfg' },
    }),
  );
  expect(Buffer.from(journal.body(served.sha256) ?? []).equals(served.bytes)).toBe(true);
  expect(journal.body('none')).toBeNull();
  expect(phones.all(siteId)).toMatchObject([
    { armed: { until: 9, boundPeer: '127.0.0.2' }, takenFiles: { standard: served.sha256 } },
  ]);
  expect(journal.held(siteId)).toEqual(new Map([[phoneId, new Map([['SIP_PASS_1', 'hush']])]]));
  expect(waiting.all(siteId)).toMatchObject([{ mac: mac(7), times: 1, firstAt: 2000, lastAt: 2000 }]);
});

test('a waiting phone that asks again is counted, keeps its first time, and its model once told', async () => {
  const { journal, waiting, siteId } = await openWithPhone();
  const asks = { siteId, mac: mac(7), model: 'KX-HDV230' as string | null, address: '127.0.0.9', path: '/a' };
  journal.record(siteId, entry({ waiting: asks }));
  journal.record(
    siteId,
    entry({ request: requestRecord({ at: 3000 }), waiting: { ...asks, model: null, path: '/b' } }),
  );
  expect(waiting.all(siteId)).toEqual([
    { mac: mac(7), model: 'KX-HDV230', address: '127.0.0.9', path: '/b', firstAt: 2000, lastAt: 3000, times: 2 },
  ]);
  waiting.remove(siteId, mac(7));
  expect(waiting.all(siteId)).toEqual([]);
});

test('of several held configurations in one batch the last one counts, and a later batch replaces it', async () => {
  const { journal, clock, siteId, phoneId } = await openWithPhone();
  for (const value of ['1', '2', '3'])
    journal.record(siteId, entry({ held: { phoneId, values: new Map([['A', value]]) } }));
  expect(journal.held(siteId).get(phoneId)).toEqual(new Map([['A', '3']]));
  journal.record(siteId, entry({ held: { phoneId, values: new Map([['B', '4']]) } }));
  clock.advance(50);
  expect(journal.held(siteId).get(phoneId)).toEqual(new Map([['B', '4']]));
  journal.forgetHeld(phoneId);
  expect(journal.held(siteId).size).toBe(0);
});

test('a change made by a person after a fetch is not overwritten by that fetch', async () => {
  const { journal, phones, siteId, phoneId } = await openWithPhone();
  journal.record(siteId, entry({ phone: { id: phoneId, change: { armed: null } } }));
  phones.update(phoneId, { armed: { until: 99, boundPeer: null } });
  journal.flush();
  expect(phones.all(siteId)).toMatchObject([{ armed: { until: 99, boundPeer: null } }]);
});

test('an entry of a phone removed meanwhile keeps its ledger row and spoils nothing', async () => {
  const { journal, phones, problems, siteId, phoneId } = await openWithPhone();
  phones.remove([phoneId]);
  journal.record(
    siteId,
    entry({
      request: requestRecord({ phoneId }),
      held: { phoneId, values: new Map() },
      phone: { id: phoneId, change: { firmware: '1' } },
    }),
  );
  journal.flush();
  expect(journal.requests(siteId, { limit: 9 })).toHaveLength(1);
  expect(problems).toEqual([]);
});

test('one entry that cannot be written is reported; its neighbours are kept', async () => {
  const { journal, problems, siteId } = await openWithPhone();
  const bad = requestRecord({ status: 'not a number' as unknown as number });
  journal.record(siteId, entry({ request: requestRecord({ path: '/before' }) }));
  journal.record(siteId, entry({ request: bad, body: body('a body') }));
  journal.record(siteId, entry({ request: requestRecord({ path: '/after' }), body: body('a body') }));
  journal.flush();
  expect(journal.requests(siteId, { limit: 9 }).map(({ path }) => path)).toEqual(['/after', '/before']);
  expect(journal.body(body('a body').sha256)).not.toBeNull();
  expect(problems).toMatchObject([{ code: 'INTERNAL_ERROR' }]);
});

test('on a full disk entries are kept, told once, and written when there is room again', async () => {
  const { journal, sites, clock, problems, limitPages, siteId } = await openFull();
  for (let round = 0; round < 3; round += 1) {
    for (let row = 0; row < 200; row += 1)
      journal.record(siteId, entry({ body: body(`${round} ${row} ${'x'.repeat(200)}`) }));
    clock.advance(1000);
  }
  expect(problems).toMatchObject([{ code: 'DISK_FULL' }]);
  expect(journal.requests(siteId, { limit: 1000 }).length).toBeLessThan(600);
  expect(() => {
    for (let row = 0; row < 50; row += 1) sites.saveSetting(`s${row}`, 'x'.repeat(1000));
  }).toThrow('DISK_FULL');
  limitPages(1_000_000);
  clock.advance(1000);
  expect(journal.requests(siteId, { limit: 1000 })).toHaveLength(600);
  expect(journal.body(body(`2 199 ${'x'.repeat(200)}`).sha256)).not.toBeNull();
  expect(problems.at(-1)).toBeNull();
});

test('a heartbeat on a full disk throws nothing into its timer, and is written when there is room again', async () => {
  const { journal, presence, clock, limitPages, siteId } = await openFull();
  presence.open(10);
  clock.advance(50);
  for (let row = 0; row < 400; row += 1) journal.record(siteId, entry({ body: body(`${row} ${'x'.repeat(400)}`) }));
  clock.advance(1000);
  presence.heartbeat(50);
  clock.advance(1000);
  expect(presence.spans(100)).toEqual([{ from: 10, to: 10, endedBy: null }]);
  limitPages(1_000_000);
  clock.advance(1000);
  expect(presence.spans(100)).toEqual([{ from: 10, to: 50, endedBy: null }]);
});

/** A database that may not grow: SQLite gives the error of a full disk. */
async function openFull(): Promise<OpenedDatabase & { siteId: number; limitPages: (count: number) => void }> {
  let raw: Database.Database | null = null;
  const spying = migrations.map((migration) => ({
    number: migration.number,
    apply: (database: Database.Database) => migration.apply((raw = database)),
  }));
  const opened = await openDatabase(undefined, { migrations: spying });
  const siteId = opened.sites.insert({ name: 'Clinic', siteToken: 't' }).id;
  const limitPages = (count: number): void => void raw?.pragma(`max_page_count = ${count}`);
  limitPages(60);
  return { ...opened, siteId, limitPages };
}
