// The searching thread against a plain look at every row, and what it must get right at its edges.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LedgerIndex, nthSmallest, type RowSource } from '../../../electron/adapters/database/ledger-index';
import type { ChunkRow } from '../../../electron/adapters/database/ledger-chunk';
import type { RequestReason } from '../../../electron/core/provisioning/request-reason';
import { requestOutcome } from '../../../electron/core/activity/request-outcome';
import type { LedgerQuery } from '../../../electron/services/activity/request-ledger';
import { entry, mac, openDatabase, phoneRecord, requestRecord } from '../../support/database';

const row = fc.record({
  site: fc.constantFrom(1, 2),
  at: fc.integer({ min: 0, max: 100 }),
  protocol: fc.constantFrom('http' as const, 'sntp' as const),
  remote: fc.constantFrom('192.0.2.1', '192.0.2.10', 'fe80::1'),
  path: fc.constantFrom('/a.cfg', '/A.cfg', '/p/••••/x.cfg', '/größe', ''),
  mac: fc.constantFrom('0080F0000001', '0080F0000002', null),
  phoneId: fc.constantFrom(1, 2, null),
  reason: fc.constantFrom('served' as const, 'guarded' as const, 'not-modified' as const, 'unknown-mac' as const),
  agent: fc.constantFrom('Panasonic A', 'curl', null),
});
interface Row {
  readonly site: number;
  readonly at: number;
  readonly protocol: 'http' | 'sntp';
  readonly remote: string;
  readonly path: string;
  readonly mac: string | null;
  readonly phoneId: number | null;
  readonly reason: RequestReason;
  readonly agent: string | null;
}

const query: fc.Arbitrary<LedgerQuery> = fc.record(
  {
    words: fc.subarray(['cfg', '192.0.2.1', 'größe', 'curl', '0080f0000001', 'none', 'n', 'reception']),
    protocols: fc.constant(['http' as const]),
    outcomes: fc.constant(['served' as const, 'blocked' as const]),
    mac: fc.constant(mac(1)),
    phoneId: fc.constant(2),
    remote: fc.constantFrom('192.0.2.1', 'FE80::1'),
    sinceAt: fc.integer({ min: 0, max: 100 }),
    untilAt: fc.integer({ min: 0, max: 100 }),
    beforeId: fc.integer({ min: 1, max: 60 }),
    limit: fc.integer({ min: 1, max: 10 }),
  },
  { requiredKeys: ['words', 'limit'] },
);

const named = new Set(['0080f0000002']);

function source(rows: readonly Row[], firstId = 1): RowSource {
  const all = rows.map((one, place): ChunkRow => [
    place + 1,
    one.site,
    one.at,
    one.protocol,
    one.remote,
    one.path,
    one.mac,
    one.phoneId,
    one.reason,
    1,
    one.agent,
    place,
  ]);
  const there = all.filter(([id]) => id >= firstId);
  return {
    after: (id, count) => there.filter((one) => one[0] > id).slice(0, count),
    before: (id, count) =>
      there
        .filter((one) => one[0] < id)
        .toReversed()
        .slice(0, count),
    ends: () => (there.length === 0 ? null : { first: there[0]?.[0] ?? 0, last: there.at(-1)?.[0] ?? 0 }),
  };
}

function plainly(rows: readonly Row[], wanted: LedgerQuery): number[] {
  const {
    words,
    protocols,
    outcomes,
    mac: whose,
    phoneId,
    remote,
    sinceAt = 0,
    untilAt = 1e9,
    beforeId = 1e9,
  } = wanted;
  return rows
    .map((one, place) => ({ ...one, id: place + 1 }))
    .filter(
      (one) =>
        one.site === 1 &&
        one.id < beforeId &&
        one.at >= sinceAt &&
        one.at <= untilAt &&
        (!protocols || protocols.includes(one.protocol)) &&
        (!outcomes || outcomes.includes(requestOutcome(one.reason))) &&
        (!whose || one.mac === whose) &&
        (!phoneId || one.phoneId === phoneId) &&
        (!remote || one.remote === remote.toLowerCase()) &&
        words.every(
          (word) =>
            [one.remote, one.path, one.mac ?? '', one.agent ?? ''].some((text) => text.toLowerCase().includes(word)) ||
            (word === 'reception' && named.has((one.mac ?? '').toLowerCase())),
        ),
    )
    .map(({ id }) => id)
    .toReversed();
}

test('a search finds what a plain look at every row finds, read in whole, in part or not at all', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      query,
      fc.integer({ min: 0, max: 60 }),
      fc.boolean(),
      (rows, wanted, early, small) => {
        const index = new LedgerIndex(small ? { rows: 10, textBytes: 1000 } : undefined);
        index.follow(source(rows.slice(0, early)), 100);
        const all = source(rows);
        while (!index.follow(all, 7)) continue;
        const names = wanted.words.map((word) => (word === 'reception' ? named : new Set<string>()));
        const found = index.search(1, wanted, names, all);
        const expected = plainly(rows, wanted);
        expect(found.ids).toEqual(expected.slice(0, wanted.limit));
        expect(found.more).toBe(expected.length > wanted.limit);
      },
    ),
    { numRuns: 300 },
  );
});

test('rows that retention took away are found no more, the rest is', () => {
  const rows: Row[] = Array.from({ length: 40_000 }, (_, number) => ({
    site: 1,
    at: number,
    protocol: 'http',
    remote: '192.0.2.1',
    path: `/${number}`,
    mac: null,
    phoneId: null,
    reason: 'served',
    agent: null,
  }));
  const index = new LedgerIndex();
  while (!index.follow(source(rows), 50_000)) continue;
  expect(index.search(1, { words: ['/39999'], limit: 1 }, [], source(rows)).ids).toEqual([40_000]);
  const kept = source(rows, 39_000);
  while (!index.follow(kept, 50_000)) continue;
  expect(index.search(1, { words: [], limit: 2000 }, [], kept).ids.length).toBeGreaterThanOrEqual(1001);
  expect(index.search(1, { words: ['/1'], limit: 2000 }, [], kept).ids).toEqual([]);
});

test('nthSmallest is what sorting gives', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1 }), fc.nat(), (values, some) => {
      const place = some % values.length;
      const sorted = Float32Array.from(values).toSorted();
      expect(nthSmallest(Float32Array.from(values), place)).toBe(sorted[place]);
    }),
  );
});

test('the thread finds rows just recorded, by the name of their phone too, page by page', async () => {
  const { journal, ledger, sites, phones } = await openDatabase();
  const siteId = sites.insert({ name: 'Clinic', siteToken: 't' }).id;
  const { id } = phones.insert(phoneRecord(siteId, 1));
  phones.saveSummary(id, { name: 'Ärztin 50%', group: null, lines: [] });
  for (let number = 1; number <= 5; number++)
    journal.record(siteId, entry({ request: requestRecord({ at: number, phoneId: id, path: `/${number}.cfg` }) }));
  journal.record(siteId, entry({ request: requestRecord({ at: 6, mac: null, userAgent: null, reason: 'guarded' }) }));
  journal.flush();
  const first = await ledger.search(siteId, { words: ['0080f0000001', 'panasonic'], limit: 2 });
  expect(first.rows.map(({ at }) => at)).toEqual([5, 4]);
  expect(first.more).toBe(true);
  const second = await ledger.search(siteId, { words: [], phoneId: id, limit: 9, beforeId: first.rows[1]?.id ?? 0 });
  expect(second.rows.map(({ at }) => at)).toEqual([3, 2, 1]);
  expect(second.more).toBe(false);
  for (const word of ['ärzt', '50%'])
    expect((await ledger.search(siteId, { words: [word], limit: 9 })).rows).toHaveLength(5);
  expect((await ledger.search(siteId, { words: ['50_'], limit: 9 })).rows).toEqual([]);
  expect(await ledger.row(siteId, 1)).toMatchObject({ path: '/1.cfg' });
  expect(await ledger.row(siteId + 1, 1)).toBeNull();
  const summary = await ledger.summary(siteId, { fromAt: 0, toAt: 10, bucketMs: 4 });
  expect(summary.buckets).toEqual([
    { at: 0, served: 3, refused: 0, blocked: 0 },
    { at: 4, served: 2, refused: 0, blocked: 1 },
  ]);
  expect(summary).toMatchObject({ served: 5, blocked: 1, bytes: 30, medianMs: 0.25, slowestMs: 0.25 });
  expect(summary.protocols).toEqual({ http: 5, https: 0, tftp: 0, sntp: 0 });
  expect(await ledger.extent()).toMatchObject({ rows: 6, oldestAt: 1 });
});
