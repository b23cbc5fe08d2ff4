// What phones took by themselves and what they were told to take, counted apart on the ledger's thread.
import { expect, test } from 'vitest';
import type { RequestRecord } from '../../../electron/services/provisioning/provisioning-store';
import { entry, mac, openDatabase, phoneRecord, requestRecord, type OpenedDatabase } from '../../support/database';

const minute = 60_000;

async function opened(): Promise<OpenedDatabase & { siteId: number; ids: number[] }> {
  const stores = await openDatabase();
  const siteId = stores.sites.insert({ name: 'Harbour', siteToken: 't' }).id;
  const ids = [1, 2].map((number) => stores.phones.insert(phoneRecord(siteId, number)).id);
  return { ...stores, siteId, ids };
}

function take(
  { journal, siteId }: { journal: OpenedDatabase['journal']; siteId: number },
  row: Partial<RequestRecord>,
) {
  journal.record(siteId, entry({ request: requestRecord({ path: `/p/••••/${mac(1)}.cfg`, ...row }) }));
}

test('only whole downloads of a phone’s own file count, of the site and the span that was asked for', async () => {
  const stores = await opened();
  const [phoneId = 0] = stores.ids;
  const other = stores.sites.insert({ name: 'Other', siteToken: 'u' }).id;
  take(stores, { at: 10 * minute, phoneId });
  take(stores, { at: 10 * minute + 59_999, phoneId, reason: 'not-modified', path: `/p/${mac(1)}.cfg` });
  take(stores, { at: 11 * minute, phoneId, protocol: 'tftp', method: 'RRQ' });
  for (const row of [
    { method: 'HEAD' },
    { reason: 'aborted' as const },
    { reason: 'not-armed' as const },
    { path: '/s/••••/master.cfg' },
    { path: `/first/${mac(1)}.cfg` },
    { path: '/p/••••/phonebook.csv' },
    { at: 9 * minute },
    { at: 20 * minute },
    { phoneId: null },
  ])
    take(stores, { at: 12 * minute, phoneId, ...row });
  take({ ...stores, siteId: other }, { at: 12 * minute, phoneId });
  const span = { fromAt: 10 * minute, toAt: 20 * minute };
  expect(await stores.ledger.downloadMinutes(stores.siteId, span)).toEqual([
    { at: 10 * minute, checks: 2, resyncs: 0 },
    { at: 11 * minute, checks: 1, resyncs: 0 },
  ]);
  expect(await stores.ledger.downloads(stores.siteId, span, 2)).toEqual([
    { phoneId, at: 10 * minute },
    { phoneId, at: 10 * minute + 59_999 },
  ]);
});

test('what a resync asked for counts as that, from its NOTIFY to its end; of a run still going on, all of it', async () => {
  const stores = await opened();
  const [one = 0, two = 0] = stores.ids;
  const run = stores.resync.start(
    {
      siteId: stores.siteId,
      startedAt: 10 * minute,
      cause: 'test',
      parentId: null,
      revision: 1,
      options: { way: 'direct', ratePerSecond: 10, inFlight: 20, event: null },
    },
    stores.ids,
  );
  const step = (phoneId: number, name: 'sent' | 'done', at: number): void =>
    stores.resync.step({ runId: run.id, phoneId, step: name, at, detail: '', problem: null });
  step(one, 'sent', 10 * minute);
  step(two, 'sent', 11 * minute);
  step(one, 'done', 10 * minute + 5000);
  take(stores, { at: 10 * minute + 1000, phoneId: one });
  take(stores, { at: 10 * minute + 30_000, phoneId: one });
  take(stores, { at: 15 * minute, phoneId: two });
  const span = { fromAt: 10 * minute, toAt: 20 * minute };
  expect(await stores.ledger.downloadMinutes(stores.siteId, span)).toEqual([
    { at: 10 * minute, checks: 1, resyncs: 1 },
    { at: 11 * minute, checks: 0, resyncs: 1 },
  ]);
  expect(await stores.ledger.downloads(stores.siteId, span, 10)).toEqual([{ phoneId: one, at: 10 * minute + 30_000 }]);
});

test('more rows than are read at a time are all counted, also when they share an instant', async () => {
  const stores = await opened();
  const [phoneId = 0] = stores.ids;
  const count = 16_384 + 3;
  for (let n = 0; n < count; n++) take(stores, { at: 10 * minute, phoneId });
  const [all] = await stores.ledger.downloadMinutes(stores.siteId, { fromAt: 0, toAt: 20 * minute });
  expect(all).toEqual({ at: 10 * minute, checks: count, resyncs: 0 });
});
