// The ledger within its limits, on a real database: what goes, what stays, and in which pieces.
import { expect, test } from 'vitest';
import { LedgerRetention } from '../../../electron/services/activity/ledger-retention';
import type { ClockState } from '../../../electron/services/provisioning/clock-quality';
import type { LedgerUpkeep } from '../../../electron/services/activity/request-ledger';
import { entry, openDatabase, phoneRecord, requestRecord, type OpenedDatabase } from '../../support/database';

const dayMs = 24 * 60 * 60_000;

interface Kept {
  readonly opened: OpenedDatabase;
  readonly siteId: number;
  readonly retention: LedgerRetention;
  /** Sizes of the pieces that were removed. */
  readonly pieces: number[];
  /** How far the clock that stamps rows is off. */
  readonly wrong: { byMs: number };
  readonly tidy: () => Promise<void>;
}

async function openKept(clockState: ClockState = 'synchronised'): Promise<Kept> {
  const opened = await openDatabase();
  const siteId = opened.sites.insert({ name: 'Clinic', siteToken: 't' }).id;
  const pieces: number[] = [];
  const faults: unknown[] = [];
  const wrong = { byMs: 0 };
  const upkeep: LedgerUpkeep = {
    ...opened.ledgerUpkeep,
    removeOldest(count, age) {
      const removed = opened.ledgerUpkeep.removeOldest(count, age);
      pieces.push(removed);
      return removed;
    },
  };
  const { clock } = opened;
  const retention = new LedgerRetention({
    ledger: opened.ledger,
    upkeep,
    settings: opened.sites,
    realClock: clock,
    stampClock: { now: () => clock.now() + wrong.byMs },
    clockQuality: () => clockState,
    onFault: (error) => faults.push(error),
  });
  const tidy = async (): Promise<void> => {
    let done = false;
    const round = retention.tidy().then(() => (done = true));
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      clock.advance(25);
    }
    await round;
    expect(faults).toEqual([]);
  };
  return { opened, siteId, retention, pieces, wrong, tidy };
}

function record({ opened, siteId }: Kept, count: number, ageDays: number, sha256: string | null = null): void {
  const at = opened.clock.now() - ageDays * dayMs;
  const body = sha256 === null ? null : { sha256, bytes: Buffer.from(`body ${sha256}`), secret: false };
  for (let row = 0; row < count; row++)
    opened.journal.record(siteId, entry({ request: requestRecord({ at: at + row, sha256 }), body }));
  opened.journal.flush();
}

test('rows older than the limit go, in small pieces; younger ones stay', async () => {
  const kept = await openKept();
  record(kept, 700, 91);
  record(kept, 30, 1);
  await kept.tidy();
  expect(await kept.opened.ledger.extent()).toMatchObject({ rows: 30 });
  expect(Math.max(...kept.pieces)).toBeLessThanOrEqual(400);
  expect(kept.pieces.length).toBeGreaterThan(3);
});

test('a row stamped by a clock that was wrong keeps no older ones behind it', async () => {
  const kept = await openKept();
  record(kept, 5, 100);
  record(kept, 1, -4000);
  record(kept, 5, 100);
  record(kept, 3, 1);
  await kept.tidy();
  expect(await kept.opened.ledger.extent()).toMatchObject({ rows: 3 });
});

test('a row stamped by a clock that had forgotten the year takes no younger ones in front of it along', async () => {
  const kept = await openKept();
  record(kept, 20, 1);
  record(kept, 1, 9000);
  record(kept, 3, 0.5);
  await kept.tidy();
  expect(await kept.opened.ledger.extent()).toMatchObject({ rows: 24 });
});

test('the newest row stays, however old', async () => {
  const kept = await openKept();
  record(kept, 9, 400);
  await kept.tidy();
  expect(await kept.opened.ledger.extent()).toMatchObject({ rows: 1 });
});

test('while the system says that its clock was never set, no row goes by its age', async () => {
  const kept = await openKept('unsynchronised');
  record(kept, 9, 400);
  record(kept, 3, 1);
  await kept.tidy();
  expect(await kept.opened.ledger.extent()).toMatchObject({ rows: 12 });
});

test.each([
  ['ahead by years, with a request before the first round', 4000, 0],
  ['ahead by years, while the program runs', 4000, 60_001],
  ['back by years', -4000, 0],
])(
  'where the system does not say: a clock that leapt %s takes no row until it has gone steadily for a day',
  async (_, days, afterMs) => {
    const kept = await openKept('unknown');
    const { clock, ledger, journal } = kept.opened;
    record(kept, 9, 30);
    if (afterMs === 0) kept.wrong.byMs = days * dayMs;
    kept.retention.start();
    clock.advance(afterMs);
    kept.wrong.byMs = days * dayMs;
    journal.record(kept.siteId, entry({ request: requestRecord({ at: clock.now() + kept.wrong.byMs }) }));
    await kept.tidy();
    expect(await ledger.extent()).toMatchObject({ rows: 10 });
    kept.retention.stop();
  },
);

test('after a day the clock is believed, and so is one that went on as it was', async () => {
  const kept = await openKept('unknown');
  const { clock, ledger } = kept.opened;
  record(kept, 9, 100);
  record(kept, 2, 1);
  kept.wrong.byMs = 200 * dayMs;
  await kept.tidy();
  expect(await ledger.extent()).toMatchObject({ rows: 11 });
  clock.advance(dayMs);
  await kept.tidy();
  expect(await ledger.extent()).toMatchObject({ rows: 1 });

  const steady = await openKept('unknown');
  record(steady, 9, 100);
  record(steady, 2, 1);
  await steady.tidy();
  expect(await steady.opened.ledger.extent()).toMatchObject({ rows: 2 });
});

test('what takes too much room goes from its old end', async () => {
  const kept = await openKept();
  kept.retention.setLimits({ keepMegabytes: 1 });
  record(kept, 9000, 2);
  const before = await kept.opened.ledger.extent();
  expect(before.bytes).toBeGreaterThan(1024 * 1024);
  await kept.tidy();
  const after = await kept.opened.ledger.extent();
  expect(after.bytes).toBeLessThan(1.15 * 1024 * 1024);
  expect(after.rows).toBeGreaterThan(1000);
  expect(kept.retention.limits()).toEqual({ keepDays: 90, keepMegabytes: 1 });
});

test('a flood between two rounds is cut back within minutes, not at the next hour', async () => {
  const kept = await openKept();
  const { clock, ledger } = kept.opened;
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      clock.advance(1000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  kept.retention.setLimits({ keepMegabytes: 1 });
  kept.retention.start();
  record(kept, 10, 0);
  await pass(61);
  expect(kept.pieces).toHaveLength(1);
  await pass(120);
  expect(kept.pieces).toHaveLength(1);
  record(kept, 12_000, 0);
  expect((await ledger.extent()).bytes).toBeGreaterThan(1.1 * 1024 * 1024);
  await pass(300);
  expect((await ledger.extent()).bytes).toBeLessThan(1.1 * 1024 * 1024);
  kept.retention.stop();
});

test('a body goes with the last row that speaks of it, unless a phone still has it', async () => {
  const kept = await openKept();
  const { journal, phones } = kept.opened;
  const phone = phones.insert(phoneRecord(kept.siteId, 1));
  phones.update(phone.id, { takenFiles: { standard: 'c'.repeat(64) } });
  for (const letter of ['a', 'b', 'c']) record(kept, 2, 100, letter.repeat(64));
  record(kept, 1, 1, 'b'.repeat(64));
  record(kept, 1, 1);
  await kept.tidy();
  expect(journal.body('a'.repeat(64))).toBeNull();
  expect(journal.body('b'.repeat(64))).not.toBeNull();
  expect(journal.body('c'.repeat(64))).not.toBeNull();
  // The same bytes answered again are stored again.
  record(kept, 1, 1, 'a'.repeat(64));
  expect(journal.body('a'.repeat(64))).not.toBeNull();
});

test('a body asked for again while it is looked up stays', async () => {
  const kept = await openKept();
  record(kept, 2, 100, 'a'.repeat(64));
  record(kept, 1, 1);
  const { ledgerUpkeep, journal } = kept.opened;
  ledgerUpkeep.removeOldest(2, null);
  const found = await ledgerUpkeep.findUnusedBodies();
  expect(found.unused).toEqual(['a'.repeat(64)]);
  record(kept, 1, 1, 'a'.repeat(64));
  let left = found;
  while (left.unused.length + left.used.length > 0) left = ledgerUpkeep.removeBodies(left, 1);
  expect(journal.body('a'.repeat(64))).not.toBeNull();
});
