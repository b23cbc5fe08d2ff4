// When we were not serving, and why.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { AwaySpan } from '../../../electron/core/timing/away-span';
import { openDatabase } from '../../support/database';
import { hour, minute, second } from '../../support/site';
import { TestLaptop } from '../../support/test-laptop';

const day = 24 * hour;
const start = Date.UTC(2026, 0, 5, 9);

async function laptop(): Promise<TestLaptop> {
  return new TestLaptop(await openDatabase(), start);
}

/** The gaps since the beginning, in minutes after it. */
function away({ presence }: TestLaptop): string[] {
  return presence.away(0).map(inMinutes);
}

function inMinutes({ from, to, cause }: AwaySpan): string {
  return `${(from - start) / minute}–${(to - start) / minute} ${cause}`;
}

test('a stop, an announced sleep, a listener down and an address gone are gaps with their cause; the last is open', async () => {
  const on = await laptop();
  on.advance(hour);
  await on.close(hour);
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(hour);
  on.presence.noteResume();
  on.advance(hour);
  on.reach('listener-down');
  on.advance(hour);
  on.reach('up');
  on.advance(hour);
  on.reach('address-gone');
  expect(away(on)).toEqual([
    '60–120 closed',
    '180–240 asleep',
    '300–360 listener-down',
    `420–${Infinity} address-gone`,
  ]);
});

test('whatever happens to laptop and clock, every time away is there once, right to the heartbeat', async () => {
  const span = fc.integer({ min: 5 * second, max: 10 * hour });
  const event = fc.oneof(
    span.map((ms) => ({ what: 'work' as const, ms })),
    span.map((ms) => ({ what: 'announced' as const, ms })),
    fc.integer({ min: 3 * minute, max: 10 * hour }).map((ms) => ({ what: 'silent' as const, ms })),
    span.map((ms) => ({ what: 'down' as const, ms })),
    fc.integer({ min: -400 * day, max: 400 * day }).map((ms) => ({ what: 'set' as const, ms })),
  );
  const database = await openDatabase();
  // Every run begins with nothing recorded.
  for (const write of ['open', 'close', 'heartbeat', 'shift', 'settle', 'forget'] as const)
    vi.spyOn(database.presence, write).mockImplementation(() => undefined);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const on = new TestLaptop(database, start);
      on.advance(31 * second);
      const expected: { from: number; to: number; cause: string }[] = [];
      let setBy = 0;
      for (const { what, ms } of events) {
        const from = on.now() - setBy;
        if (what === 'work') on.advance(ms);
        if (what === 'announced') {
          on.presence.noteSuspend();
          on.sleep(ms);
          on.presence.noteResume();
        }
        if (what === 'silent') on.sleep(ms);
        if (what === 'down') {
          on.reach('listener-down');
          on.advance(Math.min(ms, hour));
          on.reach('up');
        }
        if (what === 'set') {
          on.setClock(ms);
          setBy += ms;
          continue;
        }
        const to = on.now() - setBy;
        const cause = what === 'down' ? 'listener-down' : 'asleep';
        if (what !== 'work') expected.push({ from, to, cause });
        // Two sleeps with nothing between them may be one, or be divided anywhere.
        on.advance(65 * second);
      }
      // A clock that was set is noticed with the next heartbeat.
      on.advance(65 * second);
      const spans = on.presence.away(-Infinity);
      expect(spans.map(({ cause }) => cause)).toEqual(expected.map(({ cause }) => cause));
      for (const [index, { from, to }] of spans.entries()) {
        expect(Math.abs(from - setBy - (expected[index]?.from ?? 0))).toBeLessThanOrEqual(31 * second);
        expect(Math.abs(to - setBy - (expected[index]?.to ?? 0))).toBeLessThanOrEqual(31 * second);
      }
    }),
    { numRuns: 100 },
  );
});

test('a sleep nobody announced is noticed by whatever comes before the next heartbeat', async () => {
  const on = await laptop();
  on.advance(hour);
  on.sleep(hour);
  on.presence.noteSuspend();
  on.sleep(hour);
  on.presence.noteResume();
  on.advance(hour);
  on.sleep(hour);
  on.reach('listener-down');
  on.advance(2 * minute);
  expect(away(on)).toEqual(['60–180 asleep', '240–301 asleep', `301–${Infinity} listener-down`]);
});

test('what was said twice counts once', async () => {
  const on = await laptop();
  for (let turn = 0; turn < 2; turn++) on.reach('up');
  on.advance(hour);
  for (let turn = 0; turn < 2; turn++) on.presence.noteSuspend();
  on.sleep(hour);
  for (let turn = 0; turn < 2; turn++) on.presence.noteResume();
  on.advance(hour);
  expect(away(on)).toEqual(['60–120 asleep']);
  on.presence.stop();
  on.presence.stop();
  expect(away(on)).toEqual(['60–120 asleep', `180–${Infinity} closed`]);
});

test('after a crash the span ends at its last heartbeat', async () => {
  const on = await laptop();
  on.advance(10 * minute + 29 * second);
  await on.crash(10 * minute);
  expect(away(on)).toEqual([`10–${20 + 29 / 60} crashed`]);
});

test('a computer that is switched off is not "closed"', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteShutdown();
  on.advance(3 * second);
  await on.close(8 * hour);
  expect(away(on)).toEqual([`60–${9 * 60 + 3 / 60} powered-off`]);
});

test('a shutdown that somebody stopped is over when heartbeats go on', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteShutdown();
  on.advance(hour);
  expect(away(on)).toEqual(['60–61.5 powered-off']);
});

test('a sleep nobody announced is away from the last heartbeat to the first one after', async () => {
  const on = await laptop();
  on.advance(hour + 10 * second);
  on.sleep(8 * hour);
  on.advance(20 * second);
  expect(away(on)).toEqual(['60–540.5 asleep']);
  on.advance(hour);
  expect(away(on)).toEqual(['60–540.5 asleep']);
});

test('a heartbeat held up by work for a minute is no sleep', async () => {
  const on = await laptop();
  on.advance(hour);
  on.sleep(minute);
  on.advance(hour);
  expect(away(on)).toEqual([]);
});

test('a sleep whose end nobody announced ends when heartbeats come in time again', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(2 * hour);
  on.advance(10 * minute);
  expect(away(on)).toEqual(['60–182 asleep']);
});

test('a clock set forward makes no gap, and the gap before moves with it', async () => {
  const on = await laptop();
  await on.close(hour);
  on.advance(hour);
  on.reach('listener-down');
  on.advance(5 * minute);
  on.reach('up');
  on.advance(10 * minute);
  on.setClock(3 * hour);
  on.advance(10 * minute);
  expect(away(on)).toEqual(['0–240 closed', '300–305 listener-down']);
  expect(on.presence.since).toBe(start);
});

test('a clock set back loses no gap', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(8 * hour);
  on.presence.noteResume();
  on.advance(hour);
  on.setClock(-2 * hour);
  on.advance(hour);
  expect(away(on)).toEqual(['-60–420 asleep']);
});

test('a clock set while the laptop sleeps moves the sleep, and makes it neither longer nor shorter', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(8 * hour);
  on.setClock(5 * hour);
  on.presence.noteResume();
  on.advance(hour);
  expect(away(on)).toEqual([`${6 * 60}–${14 * 60} asleep`]);
});

test('a clock that is kept right in small steps changes nothing', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(hour);
  on.presence.noteResume();
  on.setClock(2 * second);
  on.advance(hour);
  expect(away(on)).toEqual(['60–120 asleep']);
});

test('a start under a wrong clock: the night is right, and told, once the clock is', async () => {
  const on = await laptop();
  on.advance(8 * hour);
  await on.close(15 * hour, -20 * 365 * day);
  expect(on.woken).toEqual([]);
  on.advance(10 * minute);
  on.setClock(20 * 365 * day);
  on.advance(10 * minute);
  expect(away(on)).toEqual([`${8 * 60}–${23 * 60} closed`]);
  expect(on.woken.map(inMinutes)).toEqual([`${8 * 60}–${23 * 60} closed`]);
});

test('a run under a clock that was wrong and stayed so does not hide the gaps of the next one', async () => {
  const on = await laptop();
  on.advance(8 * hour);
  await on.close(hour, 3 * 365 * day);
  on.advance(hour);
  await on.close(hour, -3 * 365 * day);
  on.advance(hour);
  expect(away(on)).toEqual([`${8 * 60}–${11 * 60} closed`]);
});

test('corrections are written: the next start sees the same', async () => {
  const on = await laptop();
  on.advance(hour);
  on.reach('listener-down');
  on.advance(hour);
  on.reach('up');
  on.setClock(3 * hour);
  on.advance(hour);
  await on.close(hour);
  expect(away(on)).toEqual([`${4 * 60}–${5 * 60} listener-down`, `${6 * 60}–${7 * 60} closed`]);
});

test('phones find us again when listener and network are there; then whoever waits is told', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(8 * hour);
  on.network = false;
  on.presence.noteResume();
  on.advance(20 * second);
  on.reach('up');
  expect(on.woken).toEqual([]);
  on.network = true;
  on.reach('up');
  expect(on.woken.map(inMinutes)).toEqual([`60–${9 * 60 + 20 / 60} asleep`]);
  expect(away(on)).toEqual([`60–${9 * 60 + 20 / 60} asleep`]);
});

test('nobody waits for a network for ever: after a minute a listener that is up counts', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(hour);
  on.network = false;
  on.presence.noteResume();
  on.advance(2 * minute);
  expect(on.woken.map(inMinutes)).toEqual(['60–121 asleep']);
});

test('a network that does not come back is away for its own reason, and the whole time is told at its end', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(8 * hour);
  on.state = 'address-gone';
  on.presence.noteResume();
  on.advance(10 * minute);
  expect(away(on)).toEqual(['60–541 asleep', `541–${Infinity} address-gone`]);
  on.reach('up');
  expect(on.woken.map(inMinutes)).toEqual(['60–550 asleep']);
});

test('listeners that change in a sleep, or while its end is waited for, do not end it', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.noteSuspend();
  on.reach('address-gone');
  on.reach('up');
  on.sleep(hour);
  on.network = false;
  on.presence.noteResume();
  on.reach('listener-down');
  on.network = true;
  on.reach('up');
  expect(away(on)).toEqual(['60–120 asleep']);
});

test('a start tells of the time since the last one; the very first tells nothing', async () => {
  const on = await laptop();
  expect(on.woken).toEqual([]);
  on.advance(hour);
  await on.close(2 * hour);
  expect(on.woken.map(inMinutes)).toEqual(['60–180 closed']);
  on.advance(hour);
  await on.crash(hour);
  expect(on.woken.map(inMinutes).at(-1)).toBe('240–300 crashed');
});

test('a gap that began before the time asked for is told as well, one that ended before is not', async () => {
  const on = await laptop();
  for (let turn = 0; turn < 2; turn++) {
    on.advance(hour);
    await on.close(23 * hour);
  }
  expect(on.presence.away(start + 30 * hour).map(inMinutes)).toEqual([`${25 * 60}–${48 * 60} closed`]);
  expect(on.presence.away(start + 48 * hour)).toEqual([]);
});

test('the same array is given until something changes, and the database is read once', async () => {
  const database = await openDatabase();
  const reads = vi.spyOn(database.presence, 'spans');
  const on = new TestLaptop(database, start);
  on.advance(hour);
  on.presence.noteSuspend();
  on.sleep(hour);
  on.presence.noteResume();
  const before = on.presence.away(0);
  on.advance(hour);
  expect(on.presence.away(on.now() - 2 * hour)).toBe(before);
  expect(on.presence.away(on.now())).toBe(on.presence.away(on.now() + 1));
  on.presence.noteSuspend();
  expect(on.presence.away(0)).not.toBe(before);
  expect(reads).toHaveBeenCalledTimes(1);
});

test('what is older than ninety days is forgotten; when time leapt, nothing is', async () => {
  const on = await laptop();
  on.advance(hour);
  await on.close(60 * day);
  on.advance(hour);
  await on.close(60 * day);
  on.advance(hour);
  expect(on.store.spans(100)).toHaveLength(2);
  expect(on.presence.since).toBe(start + hour + 60 * day);
  await on.close(200 * day);
  on.advance(hour);
  expect(on.store.spans(100)).toHaveLength(3);
});

test('a laptop with a loose cable does not fill the memory, and the hole in what is known is no gap', async () => {
  const on = await laptop();
  on.advance(hour);
  await on.close(hour);
  for (const write of ['open', 'close'] as const) vi.spyOn(on.store, write).mockImplementation(() => undefined);
  for (let turn = 0; turn < 2_100; turn++) {
    on.reach('address-gone');
    on.advance(second);
    on.reach('up');
    on.advance(second);
  }
  const gaps = on.presence.away(0);
  expect(gaps.length).toBeLessThan(2_001);
  expect(gaps.every(({ from, to }) => to - from === second)).toBe(true);
});

test('a program that only looks at what is recorded changes nothing', async () => {
  const on = await laptop();
  on.advance(hour);
  on.presence.stop();
  const before = on.store.spans(100);
  expect(away(on)).toEqual([`60–${Infinity} closed`]);
  on.presence.noteReach();
  on.presence.noteSuspend();
  on.presence.noteResume();
  expect(on.store.spans(100)).toEqual(before);
});
